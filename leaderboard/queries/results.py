"""Which results the public may see, and the best of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from competition.models import Edition, Result
from leaderboard.boards import TOP
from leaderboard.ranking import ordering
from schools.models import Role

PUBLIC_STATES = (
    Edition.State.LIVE,
    Edition.State.REVIEW,
    Edition.State.SEALED,
    Edition.State.PUBLISHED,
    Edition.State.ARCHIVED,
)


def public_results() -> QuerySet[Result]:
    """Results that may stand on a board: the one place that decides it.

    They count, their edition has gone live, their school is verified, and whoever opened the
    sitting is an approved teacher of that school. Others wait; nothing about them is lost.
    """
    approved = Role.objects.filter(
        kind=Role.Kind.TEACHER,
        user=OuterRef("attempt__sitting__opened_by"),
        school=OuterRef("attempt__entry__school_class__school"),
        approved_at__isnull=False,
    )
    return Result.objects.filter(
        Exists(approved),
        counts=True,
        attempt__voided_at__isnull=True,
        attempt__entry__school_class__school__verified_at__isnull=False,
        division__edition__state__in=PUBLIC_STATES,
    )


def board_results(division_id: int, country_code: str) -> QuerySet[Result]:
    """The public results of one board."""
    return public_results().filter(division=division_id, country=country_code)


def best_results(division_id: int, country_code: str, chain: Sequence[str]) -> list[Result]:
    """The top of a board and one more, best first, with their attempts.

    The order begins as the index ``result_by_rank`` does, so the database stops after the top. The
    last key keeps equals from changing places at every look.
    """
    results = board_results(division_id, country_code).select_related("attempt")
    return list(results.order_by(*ordering(chain), "attempt_id")[: TOP + 1])
