"""Writes of who takes part."""
