"""What knowing more would be worth for the choice of a mix."""
