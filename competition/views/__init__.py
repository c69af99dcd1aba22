"""Screens of the competition: the pupil's shell and the staff's pages."""
