"""The page that answers a question."""
