"""What `validate` found, for readers."""
