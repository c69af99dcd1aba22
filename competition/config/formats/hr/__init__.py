"""Croatian as its readers write it."""
