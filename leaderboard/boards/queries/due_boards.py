"""Which boards there are, should be, and are due to be built again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from competition.models import Division, Edition, Result
from leaderboard.models import Board, Seal
from leaderboard.results.queries.public_results import Place

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
    divisions = divisions.exclude(edition__in=reopened_editions())
    pairs = divisions.filter(edition__windows__isnull=False).values_list(
        "pk", "edition__windows__country"
    )
    found = set[tuple[int, str | None]](pairs.distinct().order_by())
    several = Counter(division for division, _country in found)
    return found | {(division, None) for division, count in several.items() if count > 1}


def moving_boards() -> list[Board]:
    """The boards of pupils of editions on the move, frozen ones too; those across countries last,
    for they put together what the others have just counted."""
    boards = Board.objects.filter(
        kind=Board.Kind.PUPILS, division__edition__state__in=MOVING_STATES
    )
    boards = boards.exclude(division__edition__in=reopened_editions()).order_by(
        F("country").asc(nulls_last=True)
    )
    return list(boards.select_related("division__edition"))


def reopened_editions() -> QuerySet[Seal, int]:
    """Those whose sealed list is looked at again, among editions on the move: their boards show it
    until it is sealed anew."""
    return Seal.objects.filter(reopened_at__isnull=False).values_list("edition", flat=True)


def changed_lately(*, at: datetime) -> set[Place]:
    """The boards with results that changed a little while ago; one query."""
    changed = Result.objects.filter(changed_at__gte=at - OVERLAP).order_by()
    return set(changed.values_list("division", "country").distinct())


def boards_due(boards: Sequence[Board], news: Collection[Place], *, at: datetime) -> list[Board]:
    """Boards to build again: there is news of them, or nobody has looked at them for long.

    The one across countries rests while one of theirs is frozen: it would tell what that one hides.
    """
    divisions = {division for division, _country in news}
    frozen = {board.division_id for board in boards if board.frozen_at is not None}
    return [
        board
        for board in boards
        if (
            board.place in news
            or board.counted_at is None
            or board.counted_at <= at - LONGEST_REST
            or (board.country_id is None and board.division_id in divisions)
        )
        and board.frozen_at is None
        and not (board.country_id is None and board.division_id in frozen)
    ]


def every_board() -> QuerySet[Board]:
    """Every board that is not frozen, those across countries last."""
    boards = Board.objects.filter(frozen_at__isnull=True).select_related(
        "division__edition", "edition"
    )
    return boards.order_by(F("country").asc(nulls_last=True))


def free_across(divisions: Collection[int | None]) -> QuerySet[Board]:
    """The boards across countries of these divisions that rest for no frozen one of theirs."""
    frozen = Board.objects.filter(division=OuterRef("division"), frozen_at__isnull=False)
    across = Board.objects.filter(division__in=divisions, country__isnull=True)
    return across.exclude(Exists(frozen)).select_related("division__edition")


def rested(at: datetime) -> Q:
    """Boards nobody has looked at for long."""
    return Q(counted_at__isnull=True) | Q(counted_at__lte=at - LONGEST_REST)


def family(boards: Iterable[Board]) -> list[Board]:
    """These boards of pupils, as they are, and the others of their divisions."""
    held = {board.pk: board for board in boards}
    divisions = {board.division_id for board in held.values() if board.country_id is None}
    others = Board.objects.filter(division__in=divisions).exclude(pk__in=held)
    return [*held.values(), *others.select_related("division__edition")]


def of_countries(board: Board, boards: Iterable[Board]) -> list[Board]:
    """The boards a board across countries puts together: those that show rows themselves.

    A country that holds back cannot be found by taking the others away.
    """
    every = [one for one in boards if one.division_id == board.division_id]
    return [one for one in every if one.country_id is not None and one.shows_rows]
