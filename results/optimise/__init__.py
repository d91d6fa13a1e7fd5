"""What `optimise` found, for readers."""
