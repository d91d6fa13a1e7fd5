"""When a comparison divides: on which event, into which worlds, and what the draws of each say."""
