"""Reads of the competition, a file for each group of nouns."""
