"""Who may see and prepare which edition at the organizer's desk; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404

from competition.models import AwardRule, Edition, Partner
from competition.queries.edition_countries import codes_of, countries_of
from schools.models import Contact, Country, Role, User
from schools.permissions import Visitor


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

    def edits(self, country: Country) -> bool:
        """Whether windows, contacts and partners of a country are theirs."""
        return self.every or country.pk in self.own

    @property
    def sits(self) -> bool:
        """Whether there is anything for them here."""
        return self.every or bool(self.near)


def desk_of(user: Visitor) -> Desk:
    """What a visitor may do with editions."""
    if not isinstance(user, User):
        return Desk()
    if user.is_superuser:
        return Desk(every=True)
    roles = user.roles.filter(approved_at__isnull=False).select_related("region")
    organizing = [role for role in roles if role.kind == Role.Kind.ORGANIZER]
    return Desk(
        every=any(role.kind == Role.Kind.COORDINATOR for role in roles),
        own=frozenset(r.country_id for r in organizing if r.country_id and r.region is None),
        near=frozenset(filter(None, map(_code_of, organizing))),
    )


def _code_of(role: Role) -> str | None:
    return role.region.country_id if role.region is not None else role.country_id


def desk_editions(desk: Desk) -> QuerySet[Edition]:
    """Editions in which a country of theirs takes part, the newest first."""
    editions = Edition.objects.order_by("-year", "-pk")
    if desk.every:
        return editions
    theirs = Q(countries__in=desk.near) | Q(windows__country__in=desk.near)
    return editions.filter(pk__in=Edition.objects.filter(theirs).values("pk"))


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


def get_contact(desk: Desk, contact_id: int) -> Contact:
    """A contact of a country of theirs; 404 otherwise."""
    found = Contact.objects.select_related("country").filter(pk=contact_id).first()
    if found is None or not desk.edits(found.country):
        raise Http404
    return found


def get_partner(edition: Edition, country: Country, partner_id: int) -> Partner:
    """A partner in the part that was opened; 404 for any other."""
    found = edition.partners.filter(country=country, pk=partner_id).select_related("country")
    if (partner := found.first()) is None:
        raise Http404
    return partner


def get_award(edition: Edition, award_id: int) -> AwardRule:
    """An award of the edition that was opened; 404 for any other."""
    found = edition.award_rules.filter(pk=award_id).first()
    if found is None:
        raise Http404
    return found
