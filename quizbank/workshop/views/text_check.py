"""What the machine finds in a text while it is being written; nothing is stored."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quizbank.bank.queries import own_texts
from quizbank.models import Question
from quizbank.rules.right_answers import SINGLE_LETTERS
from quizbank.rules.text_units import TextWords
from quizbank.workshop.permissions import desk_of_questions, get_question
from quizbank.workshop.queries.findings import QuestionFinding, findings_in
from quizbank.workshop.queries.tasks import codes_of, to_answer

# More than any text may have; what is longer is cut off for the check only.
LONGEST = 2_000


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
    found = [] if blind else findings_in(question, language, _typed(request.POST))
    return _told(request, found)


@require_POST
@login_required
@never_cache
def check_new(request: HttpRequest) -> HttpResponse:
    """Of a question that is not stored yet."""
    if not desk_of_questions(request.user).may_write:
        raise Http404
    data = request.POST
    question = Question(
        division_code=data.get("about-division_code", ""),
        right=data.get("about-right", ""),
        source=data.get("language-source", ""),
    )
    return _told(request, findings_in(question, question.source, _typed(data)))


def _typed(data: QueryDict) -> TextWords:
    said = {letter: data.get(f"choice_{letter}", "").strip()[:LONGEST] for letter in SINGLE_LETTERS}
    choices = {letter: words for letter, words in said.items() if words}
    stem, explanation = (data.get(name, "").strip()[:LONGEST] for name in ("stem", "explanation"))
    return TextWords(stem, choices, explanation)


def _told(request: HttpRequest, found: list[QuestionFinding]) -> HttpResponse:
    return render(request, "quizbank/workshop/_findings_list.html", {"findings": found})
