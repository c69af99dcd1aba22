"""What does not stay: a line for each thing, in code, and one task that lets it go by night."""
