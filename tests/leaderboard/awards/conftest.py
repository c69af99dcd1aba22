"""Awards are given to an edition under review."""

from __future__ import annotations

from tests.leaderboard.standing import abroad, country, edition, reviewed, standing

__all__ = ["abroad", "country", "edition", "reviewed", "standing"]  # fixtures
