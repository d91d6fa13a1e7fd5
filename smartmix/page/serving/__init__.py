"""The server: jobs, addresses, security; it knows nothing of what a page shows."""
