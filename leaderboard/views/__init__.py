"""Screens of the outcome, public and staff's."""
