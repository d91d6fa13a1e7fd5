"""A comparison as tables, sentences, figures, JSON and a page."""
