"""Which schools of winners may be read by everybody."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from competition.models import Edition
from leaderboard.results.queries.public_results import public_results

OF_SCHOOL = "attempt__entry__school_class__school"


def pupils_of(edition: Edition, schools: Collection[int]) -> dict[tuple[int, int], int]:
    """``{(school, division): pupils whose results are public}``; one statement."""
    rows = public_results().filter(**{"division__edition": edition, f"{OF_SCHOOL}__in": schools})
    counted = rows.order_by().values_list(OF_SCHOOL, "division").annotate(Count("pk"))
    return {(school, division): number for school, division, number in counted}
