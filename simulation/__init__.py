"""The world and its rules: who lives in it, what they do in a quarter, and what is recorded."""
