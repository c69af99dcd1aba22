"""Who may see and prepare which edition at the organizer's desk; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from competition.editions.queries.taking_part import codes_of, countries_of, with_part_in
from competition.editions.queries.visible import last_close
from competition.models import AwardRule, Division, Edition
from competition.rules.edition_steps import OVER
from schools.models import Country
from schools.roles import Visitor, area_of


@dataclass(frozen=True, slots=True)
class Desk:
    """A member of staff at the desk: one query for the roles, however much is asked.

    ``own``: countries whose part of an edition is theirs; ``near``: those they may look at, since
    they organize a region of it.
    """

    every: bool = False
    own: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()

    def leads(self, edition: Edition) -> bool:
        """Whether what holds for all countries is theirs: also if the only country is."""
        codes = codes_of(edition)
        return self.every or (bool(codes) and codes <= self.own)

    def looks_at(self, edition: Edition) -> bool:
        """Whether a country of theirs takes part in it."""
        return self.every or not self.near.isdisjoint(codes_of(edition))

    def edits(self, country: Country) -> bool:
        """Whether windows and partners of a country are theirs."""
        return self.every or country.pk in self.own

    def has_country(self, edition: Edition) -> bool:
        """Whether a whole country of an edition is theirs, or all are."""
        return self.every or not self.own.isdisjoint(codes_of(edition))

    def reads_figures(self, edition: Edition, *, at: datetime) -> bool:
        """Whether the figures of an edition's questions are told to them by now: who leads it, and
        once it is over who has a country in it. Right answers stand beside them."""
        return self.leads(edition) or (self.has_country(edition) and is_over(edition, at=at))

    @property
    def sits(self) -> bool:
        """Whether there is anything for them here."""
        return self.every or bool(self.near)


def desk_of(user: Visitor) -> Desk:
    """What a visitor may do with editions."""
    area = area_of(user)
    return Desk(every=area.everywhere, own=area.countries, near=area.near)


def desk_editions(desk: Desk) -> QuerySet[Edition]:
    """Editions in which a country of theirs takes part, the newest first."""
    editions = Edition.objects.all() if desk.every else with_part_in(desk.near)
    return editions.order_by("-year", "-pk")


def get_desk_edition(desk: Desk, slug: str) -> Edition:
    """The edition to look at; 404 when it is missing or none of their countries takes part."""
    found = desk_editions(desk).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def get_led_edition(desk: Desk, slug: str) -> Edition:
    """The edition to change as a whole; 404 for all who do not lead it."""
    edition = get_desk_edition(desk, slug)
    if not desk.leads(edition):
        raise Http404
    return edition


def countries_to_begin(desk: Desk) -> QuerySet[Country]:
    """Countries for which they may begin an edition."""
    countries = Country.objects.order_by("pk")
    return countries if desk.every else countries.filter(pk__in=desk.own)


def get_part(desk: Desk, slug: str, code: str) -> tuple[Edition, Country]:
    """An edition and a country of it whose part is theirs; 404 otherwise."""
    edition = get_desk_edition(desk, slug)
    for country in countries_of(edition):
        if country.pk.lower() == code and desk.edits(country):
            return edition, country
    raise Http404


def get_award(edition: Edition, award_id: int) -> AwardRule:
    """An award of the edition that was opened; 404 for any other."""
    found = edition.award_rules.filter(pk=award_id).first()
    if found is None:
        raise Http404
    return found


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


def sees_figures(user: Visitor, edition: Edition, *, at: datetime) -> bool:
    """Whether the figures of an edition's questions are told to somebody by now."""
    return desk_of(user).reads_figures(edition, at=at)


def is_over(edition: Edition, *, at: datetime) -> bool:
    """Whether the right answers are no secret any more."""
    last = None if edition.state in OVER else last_close(edition.pk)
    return edition.state in OVER or (last is not None and last <= at)


def leads_all_that_is_secret(user: Visitor) -> bool:
    """Whether somebody leads every edition that is not archived, and at least one.

    Right answers may leave with them: an edition of one's own does not open the questions that
    another one asks.
    """
    desk = desk_of(user)
    if desk.every:
        return True
    editions = Edition.objects.prefetch_related("countries", "windows")
    secret = list(editions.exclude(state=Edition.State.ARCHIVED))
    return bool(secret) and all(desk.leads(edition) for edition in secret)
