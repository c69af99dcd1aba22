"""What is kept of one pupil is deleted."""
