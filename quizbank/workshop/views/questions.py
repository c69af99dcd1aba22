"""The workshop of questions: what there is, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.clock import now
from base.pages.numbers import whole
from quizbank.bank.actions.reviewing import hand_in
from quizbank.bank.queries import own_texts, sent_back
from quizbank.exceptions import WorkshopError
from quizbank.models import Question
from quizbank.workshop.forms.question_filter import QuestionFilter
from quizbank.workshop.permissions import QuestionDesk, desk_of_questions
from quizbank.workshop.queries.past_faults import with_faults
from quizbank.workshop.queries.question_list import QuestionFilters, QuestionLine, lines_of
from quizbank.workshop.step_labels import WORK, WORKS

ON_A_PAGE = 25
MOST_AT_ONCE = 200


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """The bank: what waits for the reader, filters, and a page; a POST hands its drafts in."""
    desk = desk_of_questions(request.user)
    if request.method == "POST":
        _hand_in_all(request, desk)
        return redirect(request.get_full_path())
    form = QuestionFilter(request.GET)
    filters = form.filters()
    lines, waiting = lines_of(desk, filters)
    part = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": desk,
        "filter": form,
        "filters": filters,
        "part": part,
        "lines": with_faults(part.object_list),
        "drafts": _drafts(part.object_list, filters),
        "waiting": [(work, WORK[work], waiting[work]) for work in WORKS if waiting[work]],
    }
    return render(request, "quizbank/workshop/questions.html", context)


def _drafts(lines: Iterable[QuestionLine], filters: QuestionFilters) -> list[str]:
    """The drafts of a page that its reader may hand in, if they are what was looked for."""
    return [
        f"{line.question.key} {mark.code} {mark.version} {mark.source_version}"
        for line in lines
        for mark in line.marks
        if mark.may_be_handed_in and mark.work == filters.work
        if filters.language in ("", mark.code)
    ]


def _hand_in_all(request: HttpRequest, desk: QuestionDesk) -> None:
    """Hand in the drafts that a page showed; what has changed or is not whole stays where it is."""
    pieces = [one.split() for one in request.POST.getlist("draft")[:MOST_AT_ONCE]]
    done = [_handed_in(desk, *piece) for piece in pieces if len(piece) == 4]
    text = ngettext("%(count)d text is handed in.", "%(count)d texts are handed in.", sum(done))
    messages.success(request, text % {"count": sum(done)})
    if left := len(pieces) - sum(done):
        text = ngettext(
            "%(count)d text stays a draft: it has changed, or something in it is empty.",
            "%(count)d texts stay drafts: they have changed, or something in them is empty.",
            left,
        )
        messages.warning(request, text % {"count": left})


def _handed_in(desk: QuestionDesk, key: str, language: str, version: str, source: str) -> bool:
    question = Question.objects.filter(key=key).first()
    if question is None or not desk.may_edit(question, language):
        return False
    seen = None if language == question.source else whole(source)
    number, at = whole(version), now()
    text = own_texts(question).get(language)
    if text and (back := sent_back([text]).get(text.pk)) and back.version == number:
        return False
    try:
        hand_in(question, language, version=number, by=desk.user, at=at, source_version=seen)
    except WorkshopError:
        return False
    return True
