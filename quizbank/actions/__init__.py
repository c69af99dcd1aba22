"""Writes of the question bank."""
