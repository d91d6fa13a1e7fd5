"""The life of one firm and one run, for readers."""
