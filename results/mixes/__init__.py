"""Words for what mixes set, and for what differs between two."""
