"""Practice for anybody: questions with their explanations; nothing of it is kept."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import conditional_page, require_safe

from competition.context import active_language
from competition.permissions import get_practice_division, get_public_country
from competition.queries.practice import Asked, Material, Practice, practice_material
from competition.views.catalog import catalog_url
from competition.views.play import shell
from competition.views.public import StillPage, address_in, minute, still
from schools.addresses import public_address

# A day, not for ever: what is taken back leaves the caches.
KEPT_A_DAY = "public, max-age=86400"


@require_safe
@conditional_page
def quiz(request: HttpRequest, country: str, division: str) -> HttpResponse:
    """The quiz of an age group; without script the same questions with answers to unfold."""
    origin = public_address(request)
    return still(quiz_page(country, division, active_language(), origin, minute()))


@require_safe
@conditional_page
def questions(
    request: HttpRequest, country: str, division: str, language: str, digest: str
) -> HttpResponse:
    """The questions in one language, for whoever changes language in the middle."""
    if language not in settings.ENDONYMS:
        raise Http404
    practice = practices(country, division, minute())[language]
    response = HttpResponse(practice.body(), content_type="application/json")
    current = practice.digest()
    response["Cache-Control"] = KEPT_A_DAY if digest == current else "no-store"
    return response


@lru_cache(maxsize=32)
def practices(country: str, code: str, _minute: int) -> dict[str, Practice]:
    """The quiz of an age group in every language; 404 when nothing of it is open."""
    found = get_public_country(country)
    material = practice_material(get_practice_division(found, code), found)
    if material is None:
        raise Http404
    return {language: _told(material, language) for language in settings.ENDONYMS}


def _told(material: Material, language: str) -> Practice:
    with translation.override(language):
        return material.told(language)


@lru_cache(maxsize=128)
def quiz_page(country: str, code: str, language: str, origin: str, minute_now: int) -> str:
    """The page with the questions inside, so that it needs no further request for them."""
    told = practices(country, code, minute_now)
    practice, found = told[language], get_public_country(country)
    kwargs = {"country": country, "division": code}
    with translation.override(language):
        context = {
            "page": StillPage("practice_quiz", language, origin, kwargs),
            "home_country": found,
            "help_countries": [found],
            "practice": practice,
            "questions": [_unfolded(one) for one in practice.questions],
            "catalog": catalog_url(language, found.pk),
            "shell": _shell(told, country, language),
        }
        return render_to_string("competition/practice_quiz.html", context)


def _unfolded(question: Asked) -> dict[str, Any]:
    """A question for readers without script."""
    return {**question, "right_choice": question["choices"][question["right"] - 1]}


def _shell(told: dict[str, Practice], country: str, language: str) -> dict[str, Any]:
    """What the script has to know: the frame of the pupil's page, and the questions."""
    around, practice = shell(language), told[language]
    own = {code: seen for code, seen in around["countries"].items() if code == country}
    here = {"country": country, "division": practice.division}
    choice = {"country": country}
    return {
        **around,
        **here,
        "countries": own,
        "reviewed": practice.reviewed,
        "set": practice.set,
        "questions": practice.questions,
        "papers": {code: _questions_url(one, country, code) for code, one in told.items()},
        "pages": {code: address_in(code, "practice_quiz", here) for code in told},
        "others": {code: address_in(code, "practice", choice) for code in told},
    }


def _questions_url(practice: Practice, country: str, language: str) -> str:
    place = [country, practice.division, language, practice.digest()]
    return reverse("competition_plain:practice", args=place)


def forget() -> None:
    """Empty the memory; for tests, whose databases differ."""
    practices.cache_clear()
    quiz_page.cache_clear()
