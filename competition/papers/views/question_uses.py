"""Where a question of the bank was used: a page the workshop links to."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from competition.papers.queries.question_uses import uses_of
from quizbank.bank.queries import own_texts
from quizbank.workshop.permissions import get_question
from quizbank.workshop.queries.question_page import title_of
from quizbank.workshop.queries.tasks import to_answer


@login_required
@never_cache
@require_safe
def question_uses(request: HttpRequest, key: str) -> HttpResponse:
    """The papers it stood in and what pupils chose; who has to answer it first answers first."""
    desk, question = get_question(request.user, key)
    texts = own_texts(question)
    if to_answer(desk, question, texts):
        return redirect("quizbank:question", key=question.key)
    context = {
        "question": question,
        "title": title_of(question, texts),
        "uses": uses_of(question, desk.user),
    }
    return render(request, "competition/papers/question_uses.html", context)
