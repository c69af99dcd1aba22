"""Screens of who takes part: accounts, cards, and whom to turn to."""
