"""Which results the public may see, and the best of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from competition.models import Edition, Result, Sitting
from competition.sittings.queries.approvals import stands
from leaderboard.rules.ranking import ordering
from leaderboard.rules.snapshots import TOP
from leaderboard.rules.suppression import FEWEST_SCHOOLS

PUBLIC_STATES = (
    Edition.State.LIVE,
    Edition.State.REVIEW,
    Edition.State.SEALED,
    Edition.State.PUBLISHED,
    Edition.State.ARCHIVED,
)


def public_results() -> QuerySet[Result]:
    """Results that may stand on a board: the one place that decides it.

    They count, their edition has gone live, and their sitting is approved. Others wait; nothing
    about them is lost. The sittings are asked for by themselves: there are few, and the database
    must not try the rule on every result.
    """
    return Result.objects.filter(
        attempt__sitting__in=Sitting.objects.filter(stands()),
        counts=True,
        attempt__voided_at__isnull=True,
        division__edition__state__in=PUBLIC_STATES,
    )


def board_results(division_id: int, country_code: str) -> QuerySet[Result]:
    """The public results of one board."""
    return public_results().filter(division=division_id, country=country_code)


def count_board(division_id: int, country_code: str) -> int:
    """How many ``board_results`` there are, without a look at the attempt behind each.

    All that count, which the index by rank tells alone, less those of the few sittings that may not
    be shown. A voided attempt does not count, so nobody has to ask for it again.
    """
    all_that_count = Result.objects.filter(
        division=division_id,
        country=country_code,
        counts=True,
        division__edition__state__in=PUBLIC_STATES,
    )
    waiting = Sitting.objects.filter(
        entry__division=division_id, entry__school_class__school__country=country_code
    ).exclude(stands())
    held_back = all_that_count.filter(attempt__sitting__in=waiting).count()
    # Two counts at two moments: what is voided in between must not leave less than nothing.
    return max(all_that_count.count() - held_back, 0)


def count_schools(division_id: int, country_code: str) -> int:
    """Of how many schools the ``board_results`` are, counted up to ``FEWEST_SCHOOLS``.

    Asked of the sittings, of which there are few.
    """
    played = Exists(Result.objects.filter(attempt__sitting=OuterRef("pk"), counts=True))
    sittings = Sitting.objects.filter(
        stands(),
        played,
        entry__division=division_id,
        entry__school_class__school__country=country_code,
    )
    schools = sittings.order_by().values("entry__school_class__school").distinct()
    return schools[:FEWEST_SCHOOLS].count()


def best_results(division_id: int, country_code: str, chain: Sequence[str]) -> list[Result]:
    """The top of a board and one more, best first, with their attempts.

    The order begins as the index ``result_by_rank`` does, so the database stops after the top. The
    last key keeps equals from changing places at every look.
    """
    results = board_results(division_id, country_code).select_related("attempt")
    return list(results.order_by(*ordering(chain), "attempt_id")[: TOP + 1])
