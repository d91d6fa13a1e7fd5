"""The page that compares mixes."""
