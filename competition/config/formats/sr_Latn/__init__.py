"""Serbian in Latin letters as its readers write it."""
