"""Reads of the outcome, a file for each group of nouns."""

from leaderboard.queries.results import PUBLIC_STATES, public_results

__all__ = ["PUBLIC_STATES", "public_results"]
