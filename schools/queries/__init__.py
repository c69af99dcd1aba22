"""Reads of who takes part."""
