"""Who falls under a law: counts as ranges, tests in words, and answers about one firm."""
