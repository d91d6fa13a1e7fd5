"""What laws cost firms before they are made, in the standard cost form (burden table A, docs/burden.md)."""

from experiments.regulatory_burden.table import ex_ante_burden

__all__ = ["ex_ante_burden"]
