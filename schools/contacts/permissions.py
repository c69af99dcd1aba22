"""Whose the help contacts of a country are; views use no other way in."""

from __future__ import annotations

from django.http import Http404

from schools.models import Contact
from schools.roles import Visitor, area_of


def get_contact(user: Visitor, contact_id: int) -> Contact:
    """A contact of a country they organize as a whole; 404 otherwise."""
    area = area_of(user)
    theirs = Contact.objects.all()
    if not area.everywhere:
        theirs = theirs.filter(country__in=area.countries)
    found = theirs.select_related("country").filter(pk=contact_id).first()
    if found is None:
        raise Http404
    return found
