"""The page of laws and scopes."""
