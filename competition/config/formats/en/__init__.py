"""English as its readers here write it."""
