"""The Mesa driver: agents as views of the columns."""
