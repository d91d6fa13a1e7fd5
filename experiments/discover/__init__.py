"""Under which conditions a mix fails its goal (PRIM)."""
