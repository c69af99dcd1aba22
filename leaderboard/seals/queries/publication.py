"""Whether the public boards of an edition stand as its sealed list does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import cast

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competition.models import Edition
from competition.setup.queries.check import Check
from leaderboard.models import Board, Freeze
from leaderboard.results.queries import current_seal
from leaderboard.rules import snapshots
from leaderboard.seals.queries.sealed_rows import Place, lines_of

# A row of a board: rank, alias in English, points.
type Row = tuple[int, str, int, int]


def boards_stand_as_sealed(edition: Edition, at: datetime) -> Check:
    """The check before publication: every board that moves shows the sealed places.

    Those that are frozen move again with the step itself, and it says so.
    """
    check = Check(
        _("The boards show the sealed list"),
        act=reverse("leaderboard:settle_boards", args=[edition.slug]),
        act_label=_("Let the boards show the sealed list"),
    )
    frozen = list(frozen_boards(edition))
    if frozen:
        text = ngettext(
            "%(count)d board is frozen. With this step it moves again and shows the sealed places "
            "to everybody: %(boards)s.",
            "%(count)d boards are frozen. With this step they move again and show the sealed "
            "places to everybody: %(boards)s.",
            len(frozen),
        )
        names = "; ".join(_with_reasons(frozen))
        check.notes.append(text % {"count": len(frozen), "boards": names})
    behind = [board for board in boards_behind(edition) if board not in frozen]
    check.faults += [_("It does not show the sealed places yet: %s.") % board for board in behind]
    return check


def _with_reasons(frozen: Sequence[Board]) -> Iterator[str]:
    """Each with what everybody reads on it."""
    stops = Freeze.objects.filter(board__in=frozen, lifted_at__isnull=True)
    why = {stop.board_id: stop.get_reason_display() for stop in stops}
    for board in frozen:
        yield f"{board} ({why[board.pk]})" if board.pk in why else str(board)


def boards_of_edition(edition: Edition) -> QuerySet[Board]:
    """All boards of an edition, those across countries last."""
    mine = Q(division__edition=edition) | Q(edition=edition)
    boards = Board.objects.filter(mine).select_related("division__edition", "edition", "country")
    return boards.order_by("country", "division", "kind")


def frozen_boards(edition: Edition) -> QuerySet[Board]:
    """Those of its boards that stand still."""
    return boards_of_edition(edition).filter(frozen_at__isnull=False)


def boards_behind(edition: Edition) -> list[Board]:
    """Boards of pupils in a country that show other places than the sealed list."""
    seal = current_seal(edition)
    if seal is None:
        return []
    sealed = sealed_tops(seal.body)
    boards = boards_of_edition(edition).filter(kind=Board.Kind.PUPILS, country__isnull=False)
    return [board for board in boards if not _stands(board, sealed[_place(board)])]


def sealed_tops(body: str) -> Mapping[Place, Sequence[Row]]:
    """The rows of the list that stand on public boards, board by board; empty for any other."""
    found = defaultdict[Place, list[Row]](list)
    for line in lines_of(body):
        if line.alias and len(found[line.place]) < snapshots.TOP:
            found[line.place].append((line.rank, line.name("en"), line.values[0], line.values[1]))
    return found


def _stands(board: Board, sealed: Sequence[Row]) -> bool:
    """Whether it shows the sealed rows; none where there are too few, which older seals name."""
    shown = _shown(board)
    return shown == sorted(sealed) or not (shown or board.shows_rows)


def _shown(board: Board) -> list[Row]:
    rows = cast("Sequence[snapshots.BoardRow]", snapshots.content_of(board.text())["rows"])
    # Equals may stand in any order among each other.
    return sorted((row["rank"], row["alias"]["en"], row["score"], row["max_score"]) for row in rows)


def _place(board: Board) -> Place:
    return str(board.country_id), board.division.code if board.division else ""
