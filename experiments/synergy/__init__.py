"""Which elements of a mix do the work, and whether they reinforce one another."""
