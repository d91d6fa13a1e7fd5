"""What `synergy` found, for readers."""
