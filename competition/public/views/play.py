"""The pupil's page: the same bytes for everybody who reads one language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import conditional_page, require_safe

from base.languages.texts import in_both_scripts, in_reader_language
from base.pages.context import active_language
from competition.public import pools
from competition.public.brotli_packing import packed
from competition.public.views.catalog import catalog_url, catalog_urls
from schools.contacts.queries import countries_with_contacts
from schools.models import Contact, Country

_last_seen: dict[str, Any] = {}


@require_safe
@packed
@conditional_page
def play(request: HttpRequest) -> HttpResponse:
    """The shell; whatever is one pupil's own comes from the pupil API."""
    response = HttpResponse(shell_page(active_language(), pools.minute()))
    response["Cache-Control"] = f"public, max-age={pools.left()}"
    return response


@lru_cache(maxsize=16)
def shell_page(language: str, minute: int) -> str:
    """The rendered page of one language; ``minute`` only ages it."""
    with translation.override(language):
        context = {
            "shell": shell(language),
            "tag": settings.HTML_LANGUAGES[language],
            "catalog": catalog_url(language),
        }
        return render_to_string("competition/public/play.html", context)


def shell(language: str, *, whole: bool = False) -> dict[str, Any]:
    """What the page's script has to know before anybody has joined (docs/architecture.md).

    ``whole``: for another page in this frame, with the texts which that one says alone.
    """
    return {
        "language": language,
        "languages": [
            {"code": code, "tag": settings.HTML_LANGUAGES[code], "name": name}
            for code, name in settings.ENDONYMS.items()
        ],
        "catalogs": catalog_urls(whole=whole),
        "countries": _countries(),
        "boards": {code: _address("leaderboard:boards", code) for code in settings.ENDONYMS},
        "about": {code: _address("competition:about", code) for code in settings.ENDONYMS},
        "staff": _address("competition:classes", language),
    }


def _address(name: str, language: str) -> str:
    with translation.override(language):
        return reverse(name)


def _countries() -> dict[str, Any]:
    """The contacts of each country; while the database is away those that were last seen.

    A pupil who reloads the page then must get it: the answers not sent yet are in the browser.
    """
    try:
        seen = {country.code: _country(country) for country in countries_with_contacts()}
    except DatabaseError:
        return _last_seen
    _last_seen.update(seen)
    return seen


def _country(country: Country) -> dict[str, Any]:
    return {
        "names": in_both_scripts(country.names),
        "zone": country.timezone,
        "contacts": [_contact(contact) for contact in country.contacts.all()],
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "kind": contact.kind,
        "names": in_both_scripts(contact.names),
        "phone": contact.number,
        "web": contact.web,
        "hours": {code: _hours(contact, code) for code in settings.ENDONYMS},
        "free": contact.free,
    }


def _hours(contact: Contact, language: str) -> str:
    with translation.override(language):
        return in_reader_language(contact.hours)
