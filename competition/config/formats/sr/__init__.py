"""Serbian as its readers write it."""
