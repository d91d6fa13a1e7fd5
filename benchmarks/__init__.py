"""How fast SmartMix is, and beside what: `python -m benchmarks`. Nothing here is part of the package."""
