"""A static site of the shipped mixes: plain files in both languages, for who has no Python.

`futures` and `indicators` say what is in its data, `names` what it calls things, `write` makes the folder. Whatever
depends on a choice of the reader (which mixes, year, group) is put together in the browser from numbers and sentences
that come from the same functions as every other output; `assets/` holds the page and its scripts.
"""
