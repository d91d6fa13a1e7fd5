"""Compact results of synergy and robustness that ship with the program, so that a report can show them at once."""
