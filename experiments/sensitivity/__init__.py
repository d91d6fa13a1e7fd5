"""Which inputs the spread of a result comes from, and how much is luck."""
