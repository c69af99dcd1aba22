"""Practice for anybody: questions with their explanations; nothing of it is kept."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import conditional_page, require_safe

from base.clock import now
from base.languages.speech import spoken_in
from base.pages.addresses import public_address
from base.pages.context import active_language
from competition.public.permissions import get_practice_pool, get_public_country
from competition.public.pools import kept_pools, left, minute
from competition.public.queries.practice import Pool, Practice, PractisedQuestion
from competition.public.views.catalog import catalog_url
from competition.public.views.play import shell
from competition.public.views.public import StillPage, address_in, still
from competition.rules.drawing import drawn
from quizbank.models import Question
from quizbank.papers.answers_in_words import right_in_words, scene_in_words

# An address never gets other content; a day, not for ever: what is taken back leaves the caches.
KEPT_A_DAY = "public, max-age=86400, immutable"
# For so long the same is tried before the start.
TRIED_SECONDS = 3600


@require_safe
@conditional_page
def quiz(request: HttpRequest, country: str, division: str) -> HttpResponse:
    """The quiz of an age group; without script ten questions of the day with answers to unfold."""
    origin, seconds = public_address(request), left()
    return still(quiz_page(country, division, active_language(), origin, minute()), seconds)


@require_safe
@conditional_page
def questions(
    request: HttpRequest, country: str, division: str, language: str, digest: str
) -> HttpResponse:
    """All open questions of an age group in one language; the browser draws a round of them."""
    if language not in settings.ENDONYMS:
        raise Http404
    practice = practices(country, division, minute())[language]
    response = HttpResponse(practice.body(), content_type="application/json")
    current = practice.digest()
    response["Cache-Control"] = KEPT_A_DAY if digest == current else "no-store"
    return response


@require_safe
@conditional_page
def trial(request: HttpRequest, country: str, division: str, language: str) -> HttpResponse:
    """What a pupil tries before the start of the quiz."""
    if language not in settings.ENDONYMS:
        raise Http404
    bodies = tasks_bodies(country, division, int(time.monotonic() // TRIED_SECONDS))
    response = HttpResponse(bodies[language], content_type="application/json")
    response["Cache-Control"] = f"public, max-age={TRIED_SECONDS}"
    return response


@lru_cache(maxsize=32)
def tasks_bodies(country: str, code: str, _hour: int) -> dict[str, bytes]:
    """``{language: the tasks as JSON}``; none where nothing is open. A whole school asks at once:
    an age group's questions are looked through once an hour for all of its languages."""
    pool = get_practice_pool(get_public_country(country), code)
    tried = pool.to_try()
    return {language: _tasks(pool, tried, language) for language in settings.ENDONYMS}


def _tasks(pool: Pool, tried: Sequence[Question], language: str) -> bytes:
    with translation.override(language):
        tasks = pool.tasks(tried)
    return json.dumps({"questions": tasks}, ensure_ascii=False, separators=(",", ":")).encode()


@lru_cache(maxsize=32)
def practices(country: str, code: str, _minute: int) -> dict[str, Practice]:
    """The questions of an age group in every language; 404 when nothing of it is open."""
    pool = get_practice_pool(get_public_country(country), code)
    return {language: _told(pool, language) for language in settings.ENDONYMS}


def _told(pool: Pool, language: str) -> Practice:
    with translation.override(language):
        return pool.told(language)


@lru_cache(maxsize=128)
def quiz_page(country: str, code: str, language: str, origin: str, minute_now: int) -> str:
    """The page; its script fetches the questions, whose address says what is in them."""
    told = practices(country, code, minute_now)
    found = get_public_country(country)
    today = now().astimezone(ZoneInfo(found.timezone)).date()
    ten = of_the_day(told[language].questions, today)
    kwargs = {"country": country, "division": code}
    with translation.override(language), spoken_in(found.pk):
        context = {
            "page": StillPage("practice_quiz", language, origin, kwargs),
            "home_country": found,
            "help_countries": [found],
            "ages": str(get_practice_pool(found, code)),
            "reviewed": all(one["reviewed"] for one in ten),
            "questions": [_unfolded(one) for one in ten],
            "catalog": catalog_url(language, found.pk, whole=True),
            "address": _questions_url(told[language], country, code, language),
            "shell": _shell(told, country, code, language),
        }
        return render_to_string("competition/public/practice_quiz.html", context)


def of_the_day(questions: list[PractisedQuestion], today: date) -> list[PractisedQuestion]:
    """The same ten for everybody, others tomorrow."""
    topics = [str(sorted(one["topic"].items())) for one in questions]
    return [questions[place] for place in drawn(topics, seed=today.isoformat())]


def _unfolded(question: PractisedQuestion) -> dict[str, Any]:
    """A question for readers without script."""
    told = {**question}
    return {**told, "answer": right_in_words(told), "shown": scene_in_words(told)}


def _shell(told: dict[str, Practice], country: str, code: str, language: str) -> dict[str, Any]:
    """What the script has to know: the frame of the pupil's page, and where the questions are."""
    around = shell(language, whole=True)
    own = {one: seen for one, seen in around["countries"].items() if one == country}
    here = {"country": country, "division": code}
    return {
        **around,
        **here,
        "countries": own,
        "set": told[language].set,
        "papers": {one: _questions_url(told[one], country, code, one) for one in told},
        "pages": {one: address_in(one, "practice_quiz", here) for one in told},
        "others": {one: address_in(one, "practice", {"country": country}) for one in told},
    }


def _questions_url(practice: Practice, country: str, code: str, language: str) -> str:
    place = [country, code, language, practice.digest()]
    return reverse("competition_plain:practice", args=place)


def forget() -> None:
    """Empty the memory; for tests, whose databases differ."""
    kept_pools.cache_clear()
    practices.cache_clear()
    tasks_bodies.cache_clear()
    quiz_page.cache_clear()
