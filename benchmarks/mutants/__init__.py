"""Defects put in by hand and the tests that must notice them: `python -m benchmarks.mutants`, a file per house.

`listed.py` reads the files and holds them against the code, `running.py` puts one in and runs its tests. Why this and
no tool that makes mutants by itself: docs/decisions.md.
"""
