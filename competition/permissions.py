"""Who may see which sitting, entry and outage; views and exports use no other way in."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404

from competition.models import Entry, Notice, Outage, Sitting, Window
from competition.queries.editions import current_edition
from schools.models import Card, Country, Region, Role, User
from schools.permissions import Visitor, classes_of, get_class, managed_places, managed_schools


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


def countries_run_by(user: Visitor) -> QuerySet[Country]:
    """Countries whose windows and boards a user moves: organizers of a whole country, all for
    coordinators and superusers."""
    if not isinstance(user, User) or not organizes(user):
        return Country.objects.none()
    if may_give_nothing(user):
        return Country.objects.all()
    codes = [place.pk for place in managed_places(user) if isinstance(place, Country)]
    return Country.objects.filter(pk__in=codes)


def regions_run_by(user: Visitor) -> QuerySet[Region]:
    """Regions to whose sittings a user may speak: all within the own area."""
    if not isinstance(user, User) or not organizes(user):
        return Region.objects.none()
    if may_give_nothing(user):
        return Region.objects.all()
    inside = Q(pk__in=[])
    for place in managed_places(user):
        if isinstance(place, Country):
            inside |= Q(country=place)
        elif place.path:
            inside |= Q(path__startswith=place.path)
    return Region.objects.filter(inside)


def managed_sittings(user: Visitor) -> QuerySet[Sitting]:
    """Sittings of the schools an organizer or coordinator has lists of."""
    if not organizes(user):
        return Sitting.objects.none()
    return Sitting.objects.filter(entry__school_class__school__in=managed_schools(user))


def notices_of(user: Visitor) -> QuerySet[Notice]:
    """Notices a user may withdraw: the own ones and those to the own area."""
    if not isinstance(user, User) or not organizes(user):
        return Notice.objects.none()
    if may_give_nothing(user):
        return Notice.objects.all()
    countries, regions = countries_run_by(user), regions_run_by(user)
    own = Q(spoken_by=user) | Q(country__in=countries) | Q(region__in=regions)
    return Notice.objects.filter(own)


def get_notice(user: Visitor, notice_id: int) -> Notice:
    """The notice for withdrawing it; 404 when it is missing or not the user's."""
    found = notices_of(user).filter(pk=notice_id).first()
    if found is None:
        raise Http404
    return found


def windows_of(user: Visitor) -> QuerySet[Window]:
    """Windows of the current edition in the countries the user runs."""
    windows = Window.objects.filter(edition=current_edition(), country__in=countries_run_by(user))
    return windows.select_related("country", "edition")


def get_window(user: Visitor, window_id: int) -> Window:
    """The window for changing it; 404 when it is missing or not the user's."""
    found = windows_of(user).filter(pk=window_id).first()
    if found is None:
        raise Http404
    return found
