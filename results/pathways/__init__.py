"""What `pathways` found, for readers."""
