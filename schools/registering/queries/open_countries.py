"""Which countries take teachers who register."""

from __future__ import annotations

from collections.abc import Callable

from base.registry import Registry
from schools.models import Country

open_by_edition = Registry[Callable[[str], bool]]()


def is_open(country: Country) -> bool:
    """Whether teachers of a country may register now: by its switch, else by its editions."""
    if country.registration != Country.Registration.EDITION:
        return country.registration == Country.Registration.OPEN
    return open_by_edition.only(country.pk)
