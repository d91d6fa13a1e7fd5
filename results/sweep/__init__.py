"""What a sweep did, for readers."""
