"""The page of one firm."""
