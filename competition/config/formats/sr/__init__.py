"""Bosnian as its readers write it."""
