"""Mixes over worlds: regret, goals, pairs, Pareto."""
