"""What of the outcome anybody may see; views, sockets and the hub use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from competition.models import Edition
from competition.permissions import organizes
from leaderboard.models import Board, Seal
from leaderboard.queries.results import PUBLIC_STATES
from schools.permissions import Visitor


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


def listed_editions(user: Visitor) -> QuerySet[Edition]:
    """Editions of which an organizer or coordinator gets spreadsheets, the newest first.

    What stands in them is narrowed by ``managed_schools``.
    """
    if not organizes(user):
        return Edition.objects.none()
    return Edition.objects.exclude(state=Edition.State.DRAFT).order_by("-year", "-pk")


def get_listed_edition(user: Visitor, slug: str) -> Edition:
    """The edition for its spreadsheets; 404 when it is missing or not the user's."""
    found = listed_editions(user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def get_public_seal(slug: str) -> Seal:
    """The seal of an edition, before it is sealed the first list laid before, whose hash of a seed
    is public; 404 when there is none."""
    seals = Seal.objects.filter(edition__slug=slug).select_related("edition")
    found = seals.exclude(confirmed_at=None).first() or seals.first()
    if found is None:
        raise Http404
    return found
