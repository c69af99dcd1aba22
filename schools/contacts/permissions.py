"""Whose the help contacts of a country are; views use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from schools.models import Contact, Country
from schools.roles import Visitor, area_of


def _own(user: Visitor) -> QuerySet[Country]:
    """Countries whose contacts they keep up: those they organize as a whole."""
    area = area_of(user)
    countries = Country.objects.order_by("pk")
    return countries if area.everywhere else countries.filter(pk__in=area.countries)


def get_contact_countries(user: Visitor) -> tuple[QuerySet[Country], set[str]]:
    """Countries whose contacts they see, and the codes of those that are theirs to keep up.

    Who organizes a region sees its country. 404 for who organizes nothing.
    """
    area = area_of(user)
    if not area:
        raise Http404
    seen = Country.objects.order_by("pk")
    if not area.everywhere:
        seen = seen.filter(pk__in=area.near)
    return seen, set(_own(user).values_list("pk", flat=True))


def get_contact_country(user: Visitor, code: str) -> Country:
    """One of them; 404 otherwise."""
    found = _own(user).filter(pk=code.upper()).first()
    if found is None:
        raise Http404
    return found


def get_contact(user: Visitor, contact_id: int) -> Contact:
    """A contact of one of them; 404 otherwise."""
    theirs = Contact.objects.filter(country__in=_own(user))
    found = theirs.select_related("country").filter(pk=contact_id).first()
    if found is None:
        raise Http404
    return found
