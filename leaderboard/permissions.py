"""What of the outcome anybody may see; views, sockets and the hub use no other way in."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404

from competition.models import Edition
from competition.permissions import organizes, sees_insight
from leaderboard.models import Board, InsightSnapshot
from leaderboard.queries.results import PUBLIC_STATES
from schools.models import Country, Region, Role, User
from schools.permissions import Visitor, managed_places


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
