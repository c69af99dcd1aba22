"""One question as pupils see it: every language, as on a telephone and on a school's PC."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competition.models import Division
from competition.previews.queries import QuestionPreview, question_preview
from competition.previews.views.pupil_frame import screen_address, screen_of, secret_screen
from quizbank.languages.codes import base_of
from quizbank.models import Question
from quizbank.workshop.permissions import get_question

SCREEN = "competition:question_screen"


@login_required
@never_cache
@require_safe
def preview(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The frames in one language, and how far its text has come.

    The key is not shown: somebody who is to review the text may come here first.
    """
    question, seen = _seen(request, key, language)
    context = {
        "question": question,
        "seen": seen,
        "screen_address": screen_address(request, SCREEN, language, [key]),
    }
    return render(request, "competition/previews/question_seen.html", context)


@secret_screen
def screen(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The pupil's own screen with this question, for a frame; nothing that is chosen is kept."""
    question, seen = _seen(request, key, language)
    addresses = {
        one.code: screen_address(request, SCREEN, one.code, [question.key])
        for one in seen.languages
    }
    questions = seen.asked()
    told = screen_of(
        questions,
        addresses=addresses,
        country=language.removeprefix(base_of(language)).lstrip("-"),
        minutes=Division._meta.get_field("minutes").default,
    )
    context = {"screen": told, "questions": questions}
    return render(request, "competition/previews/paper_screen.html", context)


def _seen(request: HttpRequest, key: str, language: str) -> tuple[Question, QuestionPreview]:
    _desk, question = get_question(request.user, key)
    found = question_preview(question, language)
    if found is None:
        raise Http404
    return question, found
