"""Whose calls for help somebody may see, and which sitting; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from competition.models import HelpCall, Sitting
from competition.notices.permissions import looked_on_sittings
from competition.sittings.permissions import get_sitting
from schools.models import School, User
from schools.pages.numbers import ids
from schools.permissions import schools_of
from schools.roles import Visitor, looked_on_by


@dataclass(frozen=True, slots=True)
class Asker:
    """From where a teacher asks: a sitting, or only a school."""

    school: School
    sitting: Sitting | None = None

    @property
    def query(self) -> str:
        """The part of an address that says so."""
        return f"?sitting={self.sitting.pk}" if self.sitting else f"?school={self.school.pk}"


def get_asker(user: User, *, sitting: str, school: str) -> Asker:
    """By what an address names; else the first own school. 404 for anything that is not theirs."""
    if sitting:
        found = get_sitting(user, next(iter(ids([sitting])), 0))
        return Asker(found.entry.school_class.school, found)
    own = schools_of(user).select_related("country").order_by("name", "pk")
    one = (own.filter(pk__in=ids([school])) if school else own).first()
    if one is None:
        raise Http404
    return Asker(one)


def get_own_call(user: User, call_id: int) -> HelpCall:
    """A call of the user that is not closed; 404 for any other."""
    found = HelpCall.objects.filter(asked_by=user, closed_at__isnull=True, pk=call_id).first()
    if found is None:
        raise Http404
    return found


def calls_of(user: Visitor) -> QuerySet[HelpCall]:
    """Calls from the area where a user organizes or helps for the day."""
    area = looked_on_by(user)
    if not area:
        return HelpCall.objects.none()
    return HelpCall.objects.filter(area.inside("school__region__", "school__country"))


def get_call(user: Visitor, call_id: int) -> HelpCall:
    """One of them with all that is shown of it; 404 when it is missing or elsewhere."""
    found = calls_of(user).select_related(*SHOWN).filter(pk=call_id).first()
    if found is None:
        raise Http404
    return found


SHOWN = (
    *("school__region", "school__country", "asked_by", "taken_by"),
    *("sitting__entry__school_class", "edition"),
)


def get_watched_sitting(user: Visitor, sitting_id: int) -> Sitting:
    """A sitting of the area, to look at; 404 for any other."""
    sittings = looked_on_sittings(user).select_related("entry__school_class__school__country")
    found = sittings.filter(pk=sitting_id).first()
    if found is None:
        raise Http404
    return found
