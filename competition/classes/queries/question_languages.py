"""In which languages the questions come, where a class may be given another one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings

from competition.editions.queries.taking_part import edition_of_class
from competition.editions.queries.visible import current_edition
from competition.models import Edition
from schools.models import Country, SchoolClass


def question_languages(
    countries: Collection[Country], *, at: datetime, edition: Edition | None = None
) -> list[str]:
    """Names of the languages in which an edition asks, the one that is meant unless told; none
    where it asks in every language that a class of these countries may have."""
    offered = {code for country in countries for code in country.languages}
    if edition is None and offered:
        edition = current_edition({country.code for country in countries}, at=at)
    if edition is None or offered <= set(edition.languages):
        return []
    return [settings.ENDONYMS.get(code, code) for code in edition.languages]


def languages_of_class(school_class: SchoolClass, *, at: datetime) -> list[str]:
    """The same of the edition that is meant of those a class is entered in."""
    edition = edition_of_class(school_class, at=at)
    return question_languages([school_class.school.country], at=at, edition=edition)


def languages_of_choice(
    countries: Collection[Country], *, editions: Sequence[Edition], chosen: str, at: datetime
) -> list[str]:
    """The same where one of several editions is chosen; none while those offered differ."""
    meant: Sequence[Edition | None] = [one for one in editions if one.slug == chosen]
    every = meant or editions or [None]
    told = [question_languages(countries, at=at, edition=one) for one in every]
    return told[0] if all(one == told[0] for one in told) else []
