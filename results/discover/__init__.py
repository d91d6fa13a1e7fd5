"""What `discover` found, for readers."""
