"""Dials of a mix: their fields, words, changes and address."""
