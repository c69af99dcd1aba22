"""Which boards there are, should be, and are due to be built again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from competition.models import Division, Edition, Result
from leaderboard.models import Board

# Editions whose boards still move; from the seal on the list is final.
MOVING_STATES = (Edition.State.LIVE, Edition.State.REVIEW)
# How far back a look goes: longer than any transaction takes from its clock reading to its commit,
# and than the clocks of two servers differ.
OVERLAP = timedelta(seconds=30)
# Approving a teacher, verifying a school or a new window changes a board but no result.
LONGEST_REST = timedelta(seconds=60)


def expected_boards() -> set[tuple[int, str | None]]:
    """``(division, country)`` of every board of pupils that editions on the move should have.

    Where several countries take part, there is one across them: ``(division, None)``.
    """
    divisions = Division.objects.filter(edition__state__in=MOVING_STATES)
    pairs = divisions.filter(edition__windows__isnull=False).values_list(
        "pk", "edition__windows__country"
    )
    found = set[tuple[int, str | None]](pairs.distinct().order_by())
    several = Counter(division for division, _country in found)
    return found | {(division, None) for division, count in several.items() if count > 1}


def boards_due(*, at: datetime) -> QuerySet[Board]:
    """Boards of pupils to build again: results changed lately, or not looked at for long.

    The one across countries rests while one of theirs is frozen: it would tell what that one hides.
    """
    anywhere = Result.objects.filter(division=OuterRef("division"), changed_at__gte=at - OVERLAP)
    changed = Exists(anywhere.filter(country=OuterRef("country")))
    across = Q(country__isnull=True)
    frozen = Board.objects.filter(division=OuterRef("division"), frozen_at__isnull=False)
    boards = Board.objects.filter(
        rested(at) | changed | (across & Exists(anywhere)),
        kind=Board.Kind.PUPILS,
        frozen_at__isnull=True,
        division__edition__state__in=MOVING_STATES,
    )
    # Those across countries last: they put together what the others have just counted.
    in_order = boards.exclude(across & Exists(frozen)).order_by(F("country").asc(nulls_last=True))
    return in_order.select_related("division__edition")


def free_across(divisions: Collection[int | None]) -> QuerySet[Board]:
    """The boards across countries of these divisions that rest for no frozen one of theirs."""
    frozen = Board.objects.filter(division=OuterRef("division"), frozen_at__isnull=False)
    across = Board.objects.filter(division__in=divisions, country__isnull=True)
    return across.exclude(Exists(frozen)).select_related("division__edition")


def rested(at: datetime) -> Q:
    """Boards nobody has looked at for long."""
    return Q(counted_at__isnull=True) | Q(counted_at__lte=at - LONGEST_REST)


def of_countries(board: Board) -> list[Board]:
    """The boards a board across countries puts together: those that show rows themselves.

    A country that holds back cannot be found by taking the others away.
    """
    every = Board.objects.filter(division=board.division_id, country__isnull=False)
    return [one for one in every.select_related("division__edition") if one.shows_rows]
