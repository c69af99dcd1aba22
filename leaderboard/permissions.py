"""What of the outcome anybody may see; views, sockets and the hub use no other way in."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from competition.models import Edition
from competition.permissions import organizes
from leaderboard.models import Board
from leaderboard.queries.results import PUBLIC_STATES
from schools.permissions import Visitor

# What stands in an address for all countries together.
ALL = "all"


def public_boards() -> QuerySet[Board]:
    """Boards of editions that have gone live; of means only where the edition wants them."""
    of_division = Q(division__edition__state__in=PUBLIC_STATES)
    of_edition = Q(edition__state__in=PUBLIC_STATES)
    unwanted = Q(kind=Board.Kind.MEANS, edition__means_boards=False)
    return Board.objects.filter((of_division | of_edition) & ~unwanted)


def current_boards() -> QuerySet[Board]:
    """The public boards of editions that are not archived, newest edition first."""
    archived = Edition.State.ARCHIVED
    season = Coalesce("division__edition", "edition")
    boards = public_boards().filter(
        ~Q(division__edition__state=archived) | Q(division__isnull=True),
        ~Q(edition__state=archived) | Q(edition__isnull=True),
    )
    return (
        boards.annotate(season_year=Coalesce("division__edition__year", "edition__year"))
        .select_related("division__edition", "edition", "country")
        .order_by("-season_year", season.desc(), F("country").asc(nulls_last=True), "division")
    )


def boards_of(edition: str) -> QuerySet[Board]:
    """The public boards of one edition, archived or not; by its short name."""
    boards = public_boards().filter(Q(division__edition__slug=edition) | Q(edition__slug=edition))
    return boards.select_related("division__edition", "edition", "country").order_by(
        F("country").asc(nulls_last=True), "division", "kind"
    )


def get_board(**lookup: object) -> Board:
    """The public board a look-up names, with its edition and country; 404 when there is none."""
    boards = public_boards().select_related("division__edition", "edition", "country")
    found = boards.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def get_board_at(edition: str, country: str, part: str) -> Board:
    """The board of an address; ``country`` may be "all", ``part`` is a division or a kind."""
    where = {"country__isnull": True} if country == ALL else {"country": country.upper()}
    if part in Board.Kind.values:
        return get_board(edition__slug=edition, kind=part, **where)
    return get_board(division__edition__slug=edition, division__code=part, **where)


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
