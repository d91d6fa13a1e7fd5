"""The evidence grade of a result, for readers."""
