"""In which languages the questions come, where a class may be given another one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.conf import settings

from competition.editions.queries.visible import current_edition
from competition.models import Edition
from schools.models import Country


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
