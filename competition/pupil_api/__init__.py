"""The pupil's five requests, answered by one lane outside Django's request cycle."""
