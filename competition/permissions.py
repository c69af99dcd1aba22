"""Who may see which sitting, entry and outage; views and exports use no other way in."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404

from competition.clock import now
from competition.models import Division, Edition, Entry, Notice, Outage, Sitting, Window
from competition.permissions_editions import desk_of, get_led_edition
from competition.permissions_questions import CHECKERS
from competition.pools import open_pools
from competition.precedence import MEANT
from competition.queries.edition_countries import editions_in, editions_taking
from competition.queries.practice import Pool
from competition.queries.public import public_countries
from schools.models import Card, Country, Region, Role, SchoolClass, User
from schools.permissions import Visitor, classes_of, get_class
from schools.permissions_area import area_of


def sittings_of(user: Visitor) -> QuerySet[Sitting]:
    """Sittings of the classes the user may open."""
    return Sitting.objects.filter(entry__school_class__in=classes_of(user))


def get_sitting(user: Visitor, sitting_id: int) -> Sitting:
    """The sitting with class, division and edition; 404 when it is missing or not the user's."""
    sittings = sittings_of(user).select_related(
        "entry__school_class__school__country",
        "entry__school_class__grade",
        "entry__division__edition",
    )
    found = sittings.filter(pk=sitting_id).first()
    if found is None:
        raise Http404
    return found


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


def get_card(sitting: Sitting, card_id: int) -> Card:
    """A card of the class that sits; 404 for any other."""
    found = Card.objects.filter(pk=card_id, school_class=sitting.entry.school_class_id).first()
    if found is None:
        raise Http404
    return found


class Held(NamedTuple):
    """What the approved roles of somebody amount to."""

    organizes: bool = False
    coordinates: bool = False
    is_ministry: bool = False
    works_on_questions: bool = False


def held_by(user: Visitor) -> Held:
    """One query, none for superusers, who hold everything."""
    if not isinstance(user, User) or not user.is_active:
        return Held()
    if user.is_superuser:
        return Held(*(True for _name in Held._fields))
    rows = user.roles.filter(approved_at__isnull=False).values_list("kind", "country", "region")
    held = [Held(*_held(*row)) for row in rows]
    return Held(*(any(values) for values in zip(*held, strict=True))) if held else Held()


def _held(kind: str, country: str | None, region: int | None) -> tuple[bool, bool, bool, bool]:
    placed = country is not None or region is not None
    coordinates = kind == Role.Kind.COORDINATOR
    return (
        coordinates or (kind == Role.Kind.ORGANIZER and placed),
        coordinates,
        kind == Role.Kind.MINISTRY and placed,
        kind in CHECKERS and region is None and (placed or kind != Role.Kind.ORGANIZER),
    )


def organizes(user: Visitor) -> bool:
    """Organizers of an area, coordinators and superusers.

    All of them see outages and give their time back: an outage touches all countries alike, so an
    organizer of one may do it for all. Lists hold what ``managed_schools`` leaves them.
    """
    return held_by(user).organizes


def sees_insight(user: Visitor) -> bool:
    """Who gets the published figures: the ministry of a place, and whoever organizes."""
    held = held_by(user)
    return held.organizes or held.is_ministry


def may_give_nothing(user: Visitor) -> bool:
    """To settle an outage without giving time can harm a country: coordinators and superusers."""
    return held_by(user).coordinates


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


def get_edition_to_set_up(user: Visitor, slug: str) -> Edition:
    """The edition for those who lead it and may know its papers; 404 for all others.

    Coordinators and superusers lead every edition, an organizer one in which no country takes part
    but the organizer's own.
    """
    return get_led_edition(desk_of(user), slug)


def get_division_to_set_up(user: Visitor, slug: str, code: str) -> Division:
    """A division of an edition the user prepares, with that edition; 404 for all others."""
    edition = get_edition_to_set_up(user, slug)
    found = edition.divisions.select_related("edition").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def countries_run_by(user: Visitor) -> QuerySet[Country]:
    """Countries whose windows and boards a user moves: organizers of a whole country, all for
    coordinators and superusers."""
    area = area_of(user)
    return (
        Country.objects.all() if area.everywhere else Country.objects.filter(pk__in=area.countries)
    )


def regions_run_by(user: Visitor) -> QuerySet[Region]:
    """Regions to whose sittings a user may speak: all within the own area."""
    return Region.objects.filter(area_of(user).inside(""))


def managed_sittings(user: Visitor) -> QuerySet[Sitting]:
    """Sittings in the area of an organizer, all for coordinators and superusers."""
    school = "entry__school_class__school__"
    return Sitting.objects.filter(area_of(user).inside(f"{school}region__", f"{school}country"))


def notices_of(user: Visitor) -> QuerySet[Notice]:
    """Notices a user may withdraw: the own ones and those to the own area."""
    area = area_of(user)
    if area.everywhere:
        return Notice.objects.all()
    if not isinstance(user, User) or not area:
        return Notice.objects.none()
    return Notice.objects.filter(Q(spoken_by=user) | area.inside())


def get_notice(user: Visitor, notice_id: int) -> Notice:
    """The notice for withdrawing it; 404 when it is missing or not the user's."""
    found = notices_of(user).filter(pk=notice_id).first()
    if found is None:
        raise Http404
    return found


def windows_of(user: Visitor) -> QuerySet[Window]:
    """Windows in the countries the user runs, of every edition that people may mean."""
    windows = Window.objects.filter(edition__state__in=MEANT, country__in=countries_run_by(user))
    return windows.select_related("country", "edition")


def get_window(user: Visitor, window_id: int) -> Window:
    """The window for changing it; 404 when it is missing or not the user's."""
    found = windows_of(user).filter(pk=window_id).first()
    if found is None:
        raise Http404
    return found


def get_public_country(code: str) -> Country:
    """The country for its public pages, with contacts and grades; 404 when there is none."""
    found = public_countries().filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def get_practice_pool(country: Country, code: str) -> Pool:
    """The questions of an age group that are open for practice; 404 when none are."""
    for pool in open_pools(country):
        if pool.code == code:
            return pool
    raise Http404
