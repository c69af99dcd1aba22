"""An edition's countries as its page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from competition.editions.permissions import Desk
from competition.editions.queries.taking_part import countries_of
from competition.models import Edition, Partner, Window
from schools.contacts.queries import with_contacts
from schools.models import Contact, Country


class CountryPart(NamedTuple):
    """A country's part of an edition; ``editable`` by who looks."""

    country: Country
    editable: bool
    windows: Sequence[Window]
    partners: Sequence[Partner]
    contacts: Sequence[Contact]

    @property
    def old_contacts(self) -> Sequence[Contact]:
        """Those that have to be verified."""
        return [contact for contact in self.contacts if not contact.is_fresh]


def country_parts(edition: Edition, desk: Desk) -> list[CountryPart]:
    """In the order of their codes; a fixed number of queries."""
    windows, partners = list(edition.windows.all()), list(edition.partners.all())
    return [
        CountryPart(
            country,
            desk.edits(country),
            [window for window in windows if window.country_id == country.pk],
            [partner for partner in partners if partner.country_id == country.pk],
            list(country.contacts.all()),
        )
        for country in with_contacts(countries_of(edition)).order_by("pk")
    ]
