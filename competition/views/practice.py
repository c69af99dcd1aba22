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
from competition.queries.practice import Asked, Practice, practice_quiz
from competition.screens import shown_letters
from competition.views.catalog import catalog_url
from competition.views.play import shell
from competition.views.public import StillPage, address_in, minute, still
from schools.addresses import public_address
from schools.models import in_reader_language

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
    body, current = questions_body(country, division, language, minute())
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = KEPT_A_DAY if digest == current else "no-store"
    return response


@lru_cache(maxsize=128)
def questions_body(country: str, code: str, language: str, _minute: int) -> tuple[bytes, str]:
    """The JSON of an age group and its digest; 404 when nothing of it is open."""
    practice = _practice(country, code, language)
    return practice.body(), practice.digest()


def _practice(country: str, code: str, language: str) -> Practice:
    division = get_practice_division(get_public_country(country), code)
    with translation.override(language):
        found = practice_quiz(division, language)
    if found is None:
        raise Http404
    return found


@lru_cache(maxsize=128)
def quiz_page(country: str, code: str, language: str, origin: str, minute_now: int) -> str:
    """The page with the questions inside, so that it needs no further request for them."""
    practice, found = _practice(country, code, language), get_public_country(country)
    kwargs = {"country": country, "division": code}
    with translation.override(language):
        context = {
            "page": StillPage("practice_quiz", language, origin, kwargs),
            "home_country": found,
            "help_countries": [found],
            "practice": practice,
            "questions": [_unfolded(one) for one in practice.questions],
            "catalog": catalog_url(language),
            "shell": _shell(practice, country, language, minute_now),
        }
        return render_to_string("competition/practice_quiz.html", context)


def _unfolded(question: Asked) -> dict[str, Any]:
    """A question for readers without script."""
    letters = shown_letters(len(question["choices"]))
    return {
        **question,
        "lettered": list(zip(letters, question["choices"], strict=True)),
        "answer": letters[question["right"] - 1],
        "answer_text": question["choices"][question["right"] - 1],
        "topic_name": in_reader_language(question["topic"]),
    }


def _shell(practice: Practice, country: str, language: str, minute_now: int) -> dict[str, Any]:
    """What the script has to know: the frame of the pupil's page, and the questions."""
    kwargs = {"country": country, "division": practice.division}
    around = shell(language)
    own = {code: seen for code, seen in around["countries"].items() if code == country}
    return {
        **around,
        "countries": own,
        "country": country,
        "division": practice.division,
        "reviewed": practice.reviewed,
        "set": practice.set,
        "questions": practice.questions,
        "papers": {
            code: _questions_url(country, practice.division, code, minute_now)
            for code in settings.ENDONYMS
        },
        "pages": {code: address_in(code, "practice_quiz", kwargs) for code in settings.ENDONYMS},
        "others": {
            code: address_in(code, "practice", {"country": country}) for code in settings.ENDONYMS
        },
    }


def _questions_url(country: str, code: str, language: str, minute_now: int) -> str:
    _body, digest = questions_body(country, code, language, minute_now)
    return reverse("competition_plain:practice", args=[country, code, language, digest])


def forget() -> None:
    """Empty the memory; for tests, whose databases differ."""
    questions_body.cache_clear()
    quiz_page.cache_clear()
