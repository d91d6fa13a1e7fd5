"""Scenarios: mixes, laws and futures as files, compiled to what the world reads of policy."""
