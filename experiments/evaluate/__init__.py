"""The model as a function: a table of points in, a tidy frame out; nothing is written."""
