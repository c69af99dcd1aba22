"""Which countries take teachers who register."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string

from schools.models import Country


def is_open(country: Country) -> bool:
    """Whether teachers of a country may register now: by its switch, else by its editions."""
    if country.registration != Country.Registration.EDITION:
        return country.registration == Country.Registration.OPEN
    takes_teachers: Callable[[str], bool] = import_string(settings.TAKES_TEACHERS)
    return takes_teachers(country.pk)
