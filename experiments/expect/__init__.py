"""What an analyst expects of mixes, written as a file and held against runs."""
