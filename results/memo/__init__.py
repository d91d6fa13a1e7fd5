"""Memos: one A4 page about a comparison, or the answer to a question of a parliament, from a result and a language."""
