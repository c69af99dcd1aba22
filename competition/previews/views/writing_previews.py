"""A question as pupils would see it while it is being written; nothing is stored, no key sent."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from competition.models import Division
from competition.previews.views.pupil_frame import screen_of, secret_screen
from quizbank.bank.queries import own_texts
from quizbank.models import Question
from quizbank.papers.compiling import compiled
from quizbank.rules.text_units import TextWords
from quizbank.workshop.permissions import desk_of_questions, get_question
from quizbank.workshop.queries.tasks import codes_of
from quizbank.workshop.views.text_check import sketched, typed_in

NOT_YET = "…"


@secret_screen
def empty_screen(request: HttpRequest) -> HttpResponse:
    """The pupil's screen, which waits for what the page around it sends."""
    desk_of_questions(request.user)
    minutes = Division._meta.get_field("minutes").default
    told = screen_of([], addresses={}, country="", minutes=minutes)
    return render(request, "competition/previews/paper_screen.html", {"screen": told})


@require_POST
@login_required
@never_cache
def typed_new(request: HttpRequest) -> HttpResponse:
    """What the frame draws of a question that is being put together."""
    if not desk_of_questions(request.user).may_write:
        raise Http404
    return _drawn(*sketched(request.POST))


@require_POST
@login_required
@never_cache
def typed_text(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """What the frame draws of a text that is being written."""
    desk, question = get_question(request.user, key)
    if language not in codes_of(own_texts(question)) or not desk.may_edit(question, language):
        raise Http404
    return _drawn(question, typed_in(question, language, request.POST))


def _drawn(question: Question, words: TextWords) -> HttpResponse:
    """The choices stand as they are written: each paper draws an order of its own."""
    said = words.mapped(lambda one: one or NOT_YET)
    asked = compiled(question.asked, said, words.letters)
    return JsonResponse({"questions": [{"number": 1, **asked}]})
