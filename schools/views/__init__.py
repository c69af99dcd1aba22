"""Screens of who takes part: logging in, cards, and whom to turn to."""
