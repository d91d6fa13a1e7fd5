"""Drivers: the compiled one, and a researcher's own rules in a Python file."""
