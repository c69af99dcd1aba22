"""Which boards anybody may see, and who may stop them; there is no other way in."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from competition.models import Edition
from leaderboard.models import Board
from leaderboard.results.queries.public_results import PUBLIC_STATES
from schools.permissions import countries_run_by
from schools.roles import Visitor, may_give_nothing

# What stands in an address for all countries together.
ALL = "all"


def public_boards() -> QuerySet[Board]:
    """Boards of editions that have gone live."""
    of_division = Q(division__edition__state__in=PUBLIC_STATES)
    of_edition = Q(edition__state__in=PUBLIC_STATES)
    return Board.objects.filter(of_division | of_edition)


def current_boards() -> QuerySet[Board]:
    """The public boards of editions that are not archived, by edition, country and division."""
    archived = Edition.State.ARCHIVED
    boards = public_boards().filter(
        ~Q(division__edition__state=archived) | Q(division__isnull=True),
        ~Q(edition__state=archived) | Q(edition__isnull=True),
    )
    return _by_year(boards)


def earlier_boards() -> QuerySet[Board]:
    """Those of archived editions, the latest first; without their texts."""
    archived = Edition.State.ARCHIVED
    of_archived = Q(division__edition__state=archived) | Q(edition__state=archived)
    return _by_year(public_boards().filter(of_archived)).defer("body")


def _by_year(boards: QuerySet[Board]) -> QuerySet[Board]:
    season = Coalesce("division__edition", "edition")
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


def runs_boards(user: Visitor) -> bool:
    """Whether boards are the user's business at all."""
    return may_give_nothing(user) or countries_run_by(user).exists()


def get_board_to_run(user: Visitor, board_id: int) -> Board:
    """The board for letting it move again; 404 when it is missing or not the user's."""
    found = boards_run_by(user).filter(pk=board_id).first()
    if found is None:
        raise Http404
    return found


def get_board_at(edition: str, country: str, part: str) -> Board:
    """The board of an address; ``country`` may be "all", ``part`` is a division or a kind."""
    season = "edition" if part in Board.Kind.values else "division__edition"
    return get_board(**{f"{season}__slug": edition}, **_addressed(country, part))


def _addressed(country: str, part: str) -> dict[str, object]:
    where = {"country__isnull": True} if country == ALL else {"country": country.upper()}
    if part in Board.Kind.values:
        return {**where, "kind": part, "edition__isnull": False}
    return {**where, "division__code": part}
