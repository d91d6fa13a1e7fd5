"""What `robustness` found, for readers."""
