"""Which boards of pupils may show their rows."""

from __future__ import annotations

from collections.abc import Collection

from competition.models import Edition
from leaderboard.results.queries.public_results import Place, count_boards, count_schools
from leaderboard.rules.threshold import fewest, shows_rows


def shown_boards(places: Collection[Place], edition: Edition) -> set[Place]:
    """Those of an edition's boards with enough pupils of enough schools; three statements."""
    pupils, schools = count_boards(places), count_schools(places)
    least = fewest(edition.publishing_threshold)
    return {one for one in places if shows_rows(pupils[one], schools[one], fewest=least)}
