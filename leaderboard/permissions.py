"""What of the outcome anybody may see; views, sockets and the hub use no other way in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404

from competition.models import Edition
from competition.permissions import (
    countries_run_by,
    may_give_nothing,
    organizes,
    sees_insight,
)
from competition.queries.editions import editions_for
from leaderboard.models import Board, Export, InsightSnapshot, Seal
from leaderboard.queries.results import PUBLIC_STATES
from schools.models import Country, Region, Role, User
from schools.permissions import Visitor, managed_places

# What stands in an address for all countries together.
ALL = "all"


def public_boards() -> QuerySet[Board]:
    """Boards of editions that have gone live; of means only where the edition wants them."""
    of_division = Q(division__edition__state__in=PUBLIC_STATES)
    of_edition = Q(edition__state__in=PUBLIC_STATES)
    unwanted = Q(kind=Board.Kind.MEANS, edition__means_boards=False)
    return Board.objects.filter((of_division | of_edition) & ~unwanted)


def current_boards() -> QuerySet[Board]:
    """The public boards of editions that are not archived, by edition, country and division."""
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


def editions_listed(user: User, *, at: datetime) -> list[Edition]:
    """The same as rows: first those people are at work with, the one that is meant before all."""
    listed = {one.pk: one for one in listed_editions(user)}
    first = [listed.pop(one.pk) for one in editions_for(user, at=at) if one.pk in listed]
    return [*first, *listed.values()]


def get_listed_edition(user: Visitor, slug: str) -> Edition:
    """The edition for its spreadsheets; 404 when it is missing or not the user's."""
    found = listed_editions(user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def area_key(user: User) -> str:
    """Whose schools ``managed_schools`` gives, as one text: empty for all."""
    places = managed_places(user)
    return " ".join(sorted(f"{'region' * isinstance(one, Region)}:{one.pk}" for one in places))


def exports_of(user: Visitor) -> QuerySet[Export]:
    """Spreadsheets the user has asked for; of another area than is the user's now, none."""
    if not isinstance(user, User) or not organizes(user):
        return Export.objects.none()
    return Export.objects.filter(user=user, area=area_key(user))


def get_export(user: Visitor, export_id: int) -> Export:
    """A file that is there; 404 while it is not, and when it is somebody else's."""
    found = exports_of(user).filter(pk=export_id, state=Export.State.DONE).first()
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


def insight_places(user: Visitor) -> list[Country | Region]:
    """The countries and subtrees of regions whose published figures the user gets; 404 for none."""
    if not isinstance(user, User) or not sees_insight(user):
        raise Http404
    if organizes(user):
        return managed_places(user) or list(Country.objects.all())
    roles = user.roles.filter(kind=Role.Kind.MINISTRY, approved_at__isnull=False)
    places = (role.region or role.country for role in roles.select_related("region", "country"))
    return [place for place in places if place is not None]


def insight_in(places: Sequence[Country | Region]) -> QuerySet[InsightSnapshot]:
    """The published figures of the countries of ``insight_places``, the newest first.

    A subtree of regions gets only what lies in it: ``leaderboard.insight.looks.look_at``.
    """
    codes = {place.pk if isinstance(place, Country) else place.country_id for place in places}
    shown = InsightSnapshot.objects.filter(country__in=codes).select_related("edition", "country")
    return shown.order_by("-edition__year", "-edition", "country")
