"""Formats of dates that Django lacks for our languages."""
