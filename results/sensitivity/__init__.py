"""What `sensitivity` found, for readers."""
