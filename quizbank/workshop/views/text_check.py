"""What the machine finds in a text while it is being written; nothing is stored."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quizbank.bank.queries import own_texts
from quizbank.models import Question
from quizbank.rules.text_units import TextWords
from quizbank.workshop.forms.sketch_typed import sketch_in
from quizbank.workshop.forms.words_of_text import as_typed
from quizbank.workshop.permissions import desk_of_questions, get_question
from quizbank.workshop.queries.findings import QuestionFinding, findings_in
from quizbank.workshop.queries.tasks import codes_of, to_answer
from quizbank.workshop.sketches import assembled
from quizbank.workshop.units_needed import needed_in


@require_POST
@login_required
@never_cache
def check_text(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Of a text beside the other languages of its question, for who may change it."""
    desk, question = get_question(request.user, key)
    texts = own_texts(question)
    if language not in codes_of(texts) or not desk.may_edit(question, language):
        raise Http404
    # The length of the key against the others' would tell which it is.
    blind = bool(to_answer(desk, question, texts))
    typed = typed_in(question, language, request.POST)
    found = [] if blind else findings_in(question, language, typed)
    return _told(request, found)


@require_POST
@login_required
@never_cache
def check_new(request: HttpRequest) -> HttpResponse:
    """Of a question that is not stored yet."""
    if not desk_of_questions(request.user).may_write:
        raise Http404
    question, words = sketched(request.POST)
    return _told(request, findings_in(question, question.source, words))


def typed_in(question: Question, language: str, data: QueryDict) -> TextWords:
    """The words of a text as they stand in its fields."""
    texts = own_texts(question)
    return as_typed(needed_in(question, texts, language), data)


def sketched(data: QueryDict) -> tuple[Question, TextWords]:
    """A question that is being put together, as if it were stored, and its words."""
    found = assembled(sketch_in(data).trimmed())
    question = Question(
        division_code=data.get("about-division_code", ""),
        kind=found.asked.kind.value,
        right=found.asked.right,
        scene=found.asked.scene,
        source=data.get("language-source", ""),
    )
    return question, found.words


def _told(request: HttpRequest, found: list[QuestionFinding]) -> HttpResponse:
    return render(request, "quizbank/workshop/_findings_list.html", {"findings": found})
