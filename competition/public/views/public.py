"""Pages for anybody: the same bytes for all who read one language, without a cookie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import conditional_page, require_safe

from base.languages.speech import spoken_in
from base.pages.addresses import as_typed, public_address
from base.pages.context import LanguageLink, active_language
from base.retention.lines import Page, told_on
from competition.public import public_screens
from competition.public.permissions import get_public_country
from competition.public.pools import left, minute
from competition.public.queries.public_countries import public_countries
from schools.models import Country

# What a country's page shows beside the frame, by its name in competition.urls.
SCREENS: dict[str, Callable[[Country], Mapping[str, Any]]] = {
    "home": public_screens.home_screen,
    "rules": public_screens.rules_screen,
    "practice": public_screens.practice_screen,
    "help": lambda _country: {},
    "privacy": lambda country: {"kept": told_on(Page.CHILDREN, country.code)},
    "privacy_adults": lambda country: {"kept": told_on(Page.ADULTS, country.code)},
}


@dataclass(frozen=True)
class StillPage:
    """What ``pages.context.Page`` is to templates, for a page that nobody's request made."""

    name: str
    language: str
    origin: str
    kwargs: Mapping[str, str]
    organizes = False

    @property
    def tag(self) -> str:
        """The tag of BCP 47 for ``<html lang>``."""
        return settings.HTML_LANGUAGES[self.language]

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """Every language by its own name, with the address of this page in it."""
        return [
            LanguageLink(
                code=code,
                tag=settings.HTML_LANGUAGES[code],
                name=name,
                url=address_in(code, self.name, self.kwargs),
                current=code == self.language,
            )
            for code, name in settings.ENDONYMS.items()
        ]

    @property
    def canonical(self) -> str:
        """The one address of this page, with its scheme."""
        return self.origin + address_in(self.language, self.name, self.kwargs)

    @property
    def address(self) -> str:
        """What pupils type."""
        return as_typed(self.origin)


def address_in(language: str, name: str, kwargs: Mapping[str, str] | None = None) -> str:
    """A page's address in a language."""
    with translation.override(language):
        return reverse(f"competition:{name}", kwargs=dict(kwargs or {}))


@require_safe
@conditional_page
def about(request: HttpRequest) -> HttpResponse:
    """What it is, and the countries to choose from."""
    seconds = left()
    return still(about_page(active_language(), public_address(request), minute()), seconds)


@require_safe
@conditional_page
def country_page(request: HttpRequest, country: str, name: str) -> HttpResponse:
    """One page of a country; ``name`` is that of its address."""
    origin, seconds = public_address(request), left()
    return still(rendered(name, country, active_language(), origin, minute()), seconds)


def still(text: str, seconds: int) -> HttpResponse:
    """A page that browsers and proxies may keep until its minute is over.

    How long that is (``left``) was asked before the page was: what a worker made 50 seconds ago a
    proxy keeps for ten more, so that both together show nothing older than a minute.
    """
    response = HttpResponse(text)
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response


@lru_cache(maxsize=32)
def about_page(language: str, origin: str, _minute: int) -> str:
    """The page that belongs to no country."""
    with translation.override(language):
        context = {
            **public_screens.about_screen(),
            "page": StillPage("about", language, origin, {}),
            "help_countries": list(public_countries()),
        }
        return render_to_string("competition/public/about.html", context)


@lru_cache(maxsize=256)
def rendered(name: str, code: str, language: str, origin: str, _minute: int) -> str:
    """A country's page in one language; 404 for a country that there is not."""
    country = get_public_country(code)
    with translation.override(language), spoken_in(country.pk):
        context = {
            **SCREENS[name](country),
            "page": StillPage(name, language, origin, {"country": code}),
            "home_country": country,
            "help_countries": [country],
        }
        return render_to_string(f"competition/public/{name}.html", context)


def forget() -> None:
    """Empty the memory; for tests, whose databases differ."""
    about_page.cache_clear()
    rendered.cache_clear()


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read what is public and leave staff and pupils alone."""
    closed = [f"/{code}/{part}" for code in settings.ENDONYMS for part in ("staff/", "admin/")]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in [*closed, "/hall/", "/nudges/", "/receipts/"]),
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")
