"""Which boards anybody may see, and who may stop them; there is no other way in."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from competition.models import Edition
from leaderboard.models import Board
from leaderboard.models.board import ALL
from leaderboard.results.public_results import PUBLIC_STATES
from schools.permissions import countries_run_by
from schools.roles import Visitor, may_give_nothing

RELATED = ("division__edition", "edition", "country")
OF_ARCHIVED = Q(division__edition__state=Edition.State.ARCHIVED) | Q(
    edition__state=Edition.State.ARCHIVED
)


def public_boards() -> QuerySet[Board]:
    """Boards of editions that have gone live."""
    of_division = Q(division__edition__state__in=PUBLIC_STATES)
    return Board.objects.filter(of_division | Q(edition__state__in=PUBLIC_STATES))


def current_boards() -> QuerySet[Board]:
    """The public boards of editions that are not archived, by edition, country and division."""
    return _by_year(public_boards().exclude(OF_ARCHIVED))


def earlier_boards() -> QuerySet[Board]:
    """Those of archived editions, the latest first; without their texts."""
    return _by_year(public_boards().filter(OF_ARCHIVED)).defer("body")


def _by_year(boards: QuerySet[Board]) -> QuerySet[Board]:
    season = Coalesce("division__edition", "edition")
    return (
        boards.annotate(season_year=Coalesce("division__edition__year", "edition__year"))
        .select_related(*RELATED)
        .order_by("-season_year", season.desc(), F("country").asc(nulls_last=True), "division")
    )


def boards_of(edition: str) -> QuerySet[Board]:
    """The public boards of one edition, archived or not; by its short name."""
    boards = public_boards().filter(Q(division__edition__slug=edition) | Q(edition__slug=edition))
    return boards.select_related(*RELATED).order_by(
        F("country").asc(nulls_last=True), "division", "kind"
    )


def get_board(**lookup: object) -> Board:
    """The public board a look-up names, with its edition and country; 404 when there is none."""
    return get_object_or_404(public_boards().select_related(*RELATED), **lookup)


def get_board_at(edition: str, country: str, part: str) -> Board:
    """The board of an address; ``country`` may be "all", ``part`` is a division or a kind."""
    where = {"country__isnull": True} if country == ALL else {"country": country.upper()}
    if part in Board.Kind.values:
        return get_board(edition__slug=edition, kind=part, **where)
    return get_board(division__edition__slug=edition, division__code=part, **where)


def boards_run_by(user: Visitor, edition: Edition | None = None) -> QuerySet[Board]:
    """Boards a user may freeze: those of the own country, all for coordinators and superusers.

    With an edition those of it alone.
    """
    boards = current_boards()
    if edition is not None:
        boards = boards.filter(Q(division__edition=edition) | Q(edition=edition))
    if may_give_nothing(user):
        return boards
    return boards.filter(country__in=countries_run_by(user))


def require_boards(user: Visitor) -> None:
    """404 for everybody whose business boards are not."""
    if not (may_give_nothing(user) or countries_run_by(user).exists()):
        raise Http404


def get_board_to_run(user: Visitor, board_id: int) -> Board:
    """The board for letting it move again; 404 when it is missing or not the user's."""
    return get_object_or_404(boards_run_by(user), pk=board_id)
