"""The pupil's six requests, answered by one write queue outside Django's request cycle."""
