"""The report of a comparison: one content (chapters of blocks), written in four forms."""
