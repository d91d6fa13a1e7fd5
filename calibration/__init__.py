"""From evidence to posterior (a later issue builds this house)."""
