"""What `information` found, for readers."""
