"""What of the outcome anybody may see; views, sockets and the hub use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from competition.models import Edition
from leaderboard.models import Board
from leaderboard.queries.results import PUBLIC_STATES


def public_boards() -> QuerySet[Board]:
    """Boards of editions that have gone live."""
    return Board.objects.filter(division__edition__state__in=PUBLIC_STATES)


def current_boards() -> QuerySet[Board]:
    """The public boards of editions that are not archived, newest edition first."""
    boards = public_boards().exclude(division__edition__state=Edition.State.ARCHIVED)
    return boards.select_related("division__edition", "country").order_by(
        "-division__edition__year", "-division__edition", "country", "division"
    )


def get_board(**lookup: object) -> Board:
    """The public board a look-up names, with its edition and country; 404 when there is none."""
    boards = public_boards().select_related("division__edition", "country")
    found = boards.filter(**lookup).first()
    if found is None:
        raise Http404
    return found
