"""Deleting what is kept of pupils: of one, or of all of a school year."""
