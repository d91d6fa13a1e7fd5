"""A search over dials and scopes for mixes that no other beats."""
