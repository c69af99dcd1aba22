"""One question of the bank in all its languages, and what is decided about it as a whole."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.clock import now
from quizbank.bank.actions import reviewing
from quizbank.bank.queries import own_texts
from quizbank.bank.review_steps import DRAFT
from quizbank.exceptions import WorkshopError
from quizbank.models import Question
from quizbank.workshop.permissions import QuestionDesk, get_question
from quizbank.workshop.queries.findings import findings_of
from quizbank.workshop.queries.past_faults import faults_of
from quizbank.workshop.queries.question_history import history_of
from quizbank.workshop.queries.question_page import sheets_of, steps_of, title_of
from quizbank.workshop.queries.tasks import to_answer


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: str) -> HttpResponse:
    """All languages on one screen; a POST comments, retires, restores or releases."""
    desk, one = get_question(request.user, key)
    comment = request.POST.get("comment", "")
    if request.method == "POST":
        try:
            messages.success(request, _act(desk, request.POST.get("do", ""))(desk, one, comment))
        except WorkshopError as refusal:
            messages.error(request, str(refusal))
        else:
            return redirect("quizbank:question", key=one.key)
    texts = own_texts(one)
    to_come = to_answer(desk, one, texts)
    sheets = sheets_of(desk, one, texts, blind=bool(to_come))
    context = {
        "desk": desk,
        "question": one,
        "title": title_of(one, texts),
        "sheets": sheets,
        # The others are one press away.
        "unfolded": [one.source, get_language()],
        # Whoever has to answer first is not told the key by the way.
        "blind": bool(to_come),
        "to_answer": [sheet for sheet in sheets if sheet.code in to_come],
        "drafts": any(sheet.state == DRAFT for sheet in sheets),
        "steps": steps_of(one, texts),
        "history": history_of(one),
        "comment": comment,
        "neutralised": faults_of([one.pk]).get(one.pk, []),
        "findings": [] if to_come else findings_of(one),
    }
    return render(request, "quizbank/workshop/question.html", context)


def _comment(desk: QuestionDesk, one: Question, comment: str) -> str:
    reviewing.comment_on(one, "", comment=comment, by=desk.user, at=now())
    return _("Your comment is stored.")


def _retire(desk: QuestionDesk, one: Question, comment: str) -> str:
    reviewing.retire(one, comment=comment, by=desk.user, at=now())
    return _("The question is retired: it is offered to no paper any more.")


def _restore(desk: QuestionDesk, one: Question, comment: str) -> str:
    reviewing.restore(one, by=desk.user, at=now())
    return _("The question is in use again.")


def _look(desk: QuestionDesk, one: Question, _comment: str) -> str:
    languages = to_answer(desk, one, own_texts(one))
    reviewing.look_at_key(one, languages, by=desk.user, at=now())
    return _("Here is the right answer. Another person reviews the text now.")


type Act = Callable[[QuestionDesk, Question, str], str]

FOR_ALL: dict[str, Act] = {"comment": _comment, "look": _look}
FOR_WRITERS: dict[str, Act] = {"retire": _retire, "restore": _restore}


def _act(desk: QuestionDesk, name: str) -> Act:
    allowed = {**FOR_ALL, **(FOR_WRITERS if desk.may_write else {})}
    found = allowed.get(name)
    if found is None:
        raise Http404
    return found
