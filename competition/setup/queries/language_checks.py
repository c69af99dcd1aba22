"""Whether an edition speaks the languages of its countries: names and questions, before a step."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from competition.editions.queries.taking_part import countries_of
from competition.models import Edition
from competition.papers.queries.country_texts import without_country_texts
from competition.papers.queries.sets import languages_of
from competition.setup.queries.check import Check


def names_lacking(edition: Edition) -> list[str]:
    """Languages offered in which the edition has no name, by their own names."""
    return [settings.ENDONYMS[code] for code in edition.languages if not edition.names.get(code)]


def names_given(edition: Edition, at: datetime) -> Check:
    """In all languages in which it is offered."""
    lacking = names_lacking(edition)
    faults = [_("No name yet in: %s.") % ", ".join(lacking)] if lacking else []
    url = reverse("competition:edition_texts", args=[edition.slug])
    return Check(_("A name in every language offered"), faults, url)


def languages_asked(edition: Edition, at: datetime) -> Check:
    """Fewer than a country has are possible: whoever takes the step has to know."""
    check = Check(_("Questions in every language of its countries"), look=True)
    check.url = reverse("competition:edition_divisions", args=[edition.slug])
    asked = languages_of(edition)
    for country in countries_of(edition):
        lacking = [code for code in country.languages if code not in asked]
        if lacking:
            names = ", ".join(settings.ENDONYMS.get(code, code) for code in lacking)
            told = {"country": country, "languages": names}
            check.faults.append(_("%(country)s: no questions in %(languages)s.") % told)
    return check


def country_texts(edition: Edition, at: datetime) -> Check:
    """A country that joins later, or a text that came later, needs its papers published anew."""
    faults = without_country_texts(edition)
    url = reverse("competition:papers", args=[edition.slug])
    return Check(_("Papers with the texts of each country"), faults, url, look=True)
