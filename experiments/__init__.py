"""Many runs: plans, drawing, running, storing, summarising and proving results."""
