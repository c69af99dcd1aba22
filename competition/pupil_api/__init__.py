"""The pupil's five requests, answered by one write queue outside Django's request cycle."""
