"""The burden of a mix: cells, laws, practice, tables and words."""
