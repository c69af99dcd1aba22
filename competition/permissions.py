"""Who may see which sitting, entry and outage; views and exports use no other way in."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from competition.models import Division, Entry, Outage, Sitting
from competition.queries.editions import current_edition
from competition.queries.practice import practice_divisions
from competition.queries.public import public_countries
from schools.models import Card, Country, Role, User
from schools.permissions import Visitor, classes_of, get_class


def sittings_of(user: Visitor) -> QuerySet[Sitting]:
    """Sittings of the classes the user may open."""
    return Sitting.objects.filter(entry__school_class__in=classes_of(user))


def get_sitting(user: Visitor, sitting_id: int) -> Sitting:
    """The sitting with class, division and edition; 404 when it is missing or not the user's."""
    sittings = sittings_of(user).select_related(
        "entry__school_class__school", "entry__school_class__grade", "entry__division__edition"
    )
    found = sittings.filter(pk=sitting_id).first()
    if found is None:
        raise Http404
    return found


def get_entry(user: Visitor, class_id: int) -> Entry:
    """The class's entry in the current edition; 404 when there is none or it is not the user's."""
    entries = Entry.objects.select_related("school_class__school", "division__edition")
    found = entries.filter(
        school_class=get_class(user, class_id), edition=current_edition()
    ).first()
    if found is None:
        raise Http404
    return found


def get_card(sitting: Sitting, card_id: int) -> Card:
    """A card of the class that sits; 404 for any other."""
    found = Card.objects.filter(pk=card_id, school_class=sitting.entry.school_class_id).first()
    if found is None:
        raise Http404
    return found


def organizes(user: Visitor) -> bool:
    """Organizers of an area, coordinators and superusers.

    All of them see outages and give their time back: an outage touches all countries alike, so an
    organizer of one may do it for all. Lists hold what ``managed_schools`` leaves them.
    """
    area = Q(country__isnull=False) | Q(region__isnull=False)
    organizer = Q(kind=Role.Kind.ORGANIZER) & area
    return _is(user, organizer | Q(kind=Role.Kind.COORDINATOR))


def may_give_nothing(user: Visitor) -> bool:
    """To settle an outage without giving time can harm a country: coordinators and superusers."""
    return _is(user, Q(kind=Role.Kind.COORDINATOR))


def _is(user: Visitor, role: Q) -> bool:
    if not isinstance(user, User):
        return False
    return user.is_superuser or user.roles.filter(role, approved_at__isnull=False).exists()


def get_outage(user: Visitor, outage_id: int) -> Outage:
    """The outage; 404 when it is missing or the user sees none."""
    found = Outage.objects.filter(pk=outage_id).first() if organizes(user) else None
    if found is None:
        raise Http404
    return found


def get_outage_to_drop(user: Visitor, outage_id: int) -> Outage:
    """The outage for settling it without giving time; 404 for all who may not."""
    if not may_give_nothing(user):
        raise Http404
    return get_outage(user, outage_id)


def get_public_country(code: str) -> Country:
    """The country for its public pages, with contacts and grades; 404 when there is none."""
    found = public_countries().filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def get_practice_division(country: Country, code: str) -> Division:
    """The division whose questions are open for practice; 404 when none of its are."""
    found = [division for division in practice_divisions(country) if division.code == code]
    if not found:
        raise Http404
    return found[0]
