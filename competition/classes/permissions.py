"""Which entry of a class somebody may open, and where they add one; views use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from base.clock import now
from competition.editions.queries.taking_part import editions_in, editions_taking
from competition.models import Edition, Entry
from schools.models import School, SchoolClass
from schools.permissions import get_class, schools_of
from schools.roles import Visitor


def get_entry(user: Visitor, class_id: int, edition: str = "") -> Entry:
    """The class's entry in the edition named, else in the first that is meant and that it is in;
    404 when there is none or it is not the user's."""
    school_class = get_class(user, class_id)
    entries = Entry.objects.select_related("school_class__school", "division__edition")
    found = {one.edition_id: one for one in entries.filter(school_class=school_class)}
    for one in editions_in([school_class.school.country_id], at=now()):
        if one.pk in found and edition in ("", one.slug):
            return found[one.pk]
    raise Http404


def get_edition_to_enter(school_class: SchoolClass, edition: str = "") -> Edition:
    """The edition named, else the first that is meant, that takes the class; 404 for none."""
    for one in editions_taking([school_class.school.country_id], at=now()):
        if edition in ("", one.slug):
            return one
    raise Http404


def schools_for_classes(user: Visitor) -> QuerySet[School]:
    """Those somebody teaches at, closed ones only where there is no other."""
    own = schools_of(user).select_related("country")
    still_there = own.filter(closed_at__isnull=True)
    return still_there if still_there.exists() else own
