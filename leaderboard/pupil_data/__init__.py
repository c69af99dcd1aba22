"""What is kept of one pupil: shown to whom a parent asks, and deleted."""
