"""Who gets spreadsheets of which edition; views use no other way in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from base.models import MadeFile, User
from competition.editions.permissions import desk_editions, desk_of
from competition.editions.queries.taking_part import codes_of
from competition.editions.queries.visible import editions_for
from competition.models import Edition
from leaderboard.made_files import SPREADSHEET, Part
from schools.models import Region
from schools.permissions import managed_places
from schools.roles import Visitor, organizes

# Fewer countries are not compared.
SEVERAL = 2


def listed_editions(user: Visitor) -> QuerySet[Edition]:
    """Editions of which an organizer or coordinator gets spreadsheets, the newest first: those in
    which a country of theirs takes part.

    What stands in them is narrowed by ``managed_schools``.
    """
    if not organizes(user):
        return Edition.objects.none()
    return desk_editions(desk_of(user)).exclude(state=Edition.State.DRAFT)


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


def get_offered_edition(user: Visitor, slug: str, part: str) -> Edition:
    """The edition for one of its spreadsheets; 404 for one that is not offered, too."""
    found = get_listed_edition(user, slug)
    if part not in Part.values:
        raise Http404
    if Part(part).is_across and not editions_compared([found]):
        raise Http404
    return found


def editions_compared(editions: Sequence[Edition]) -> set[int]:
    """Those of the reader's that have several countries."""
    return {one.pk for one in editions if len(codes_of(one)) >= SEVERAL}


def area_key(user: User) -> str:
    """Whose schools ``managed_schools`` gives, as one text: empty for all."""
    places = managed_places(user)
    return " ".join(sorted(f"{'region' * isinstance(one, Region)}:{one.pk}" for one in places))


def spreadsheets_of(user: Visitor) -> QuerySet[MadeFile]:
    """Spreadsheets the user has asked for; of another area than is the user's now, none."""
    if not isinstance(user, User) or not organizes(user):
        return MadeFile.objects.none()
    return MadeFile.objects.filter(kind=SPREADSHEET, user=user, area=area_key(user))


def get_asked(user: Visitor, file_id: int) -> MadeFile:
    """One the user has asked for; 404 for any other."""
    return get_object_or_404(spreadsheets_of(user), pk=file_id)


def get_spreadsheet(user: Visitor, file_id: int) -> tuple[MadeFile, Edition]:
    """One that is there, and the edition it is of; 404 while it is not, and for any other."""
    found = get_object_or_404(spreadsheets_of(user), pk=file_id, finished_at__isnull=False)
    return found, get_object_or_404(Edition, pk=found.about)
