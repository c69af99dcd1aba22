"""The workshop of questions: what there is, what waits for whom, and a new question."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from competition.clock import now
from competition.forms.questions import AboutForm, LanguageForm, QuestionFilter, TextForm
from competition.permissions_questions import QuestionDesk, desk_of_questions
from competition.queries.question_list import lines_of
from competition.words_of_questions import WORK, WORKS
from quizbank.actions.questions import begin_question, free_key
from quizbank.models import Question

ON_A_PAGE = 25


@login_required
@never_cache
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The bank: what waits for the reader, filters, and a page of questions."""
    desk = desk_of_questions(request.user)
    form = QuestionFilter(request.GET)
    filters = form.filters()
    lines, waiting = lines_of(desk, filters)
    part = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "desk": desk,
        "filter": form,
        "filters": filters,
        "part": part,
        "lines": part.object_list,
        "waiting": [(work, WORK[work], waiting[work]) for work in WORKS if waiting[work]],
    }
    return render(request, "competition/questions.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """A new question: what it is, and its text in the language it is written in."""
    desk = desk_of_questions(request.user)
    if not desk.may_write:
        raise Http404
    data = request.POST or None
    about = AboutForm(data, prefix="about", initial={"right": "a"})
    language, text = LanguageForm(data, desk=desk, prefix="language"), TextForm(data)
    if data is not None and all([about.is_valid(), language.is_valid(), text.is_valid()]):
        if about.cleaned_data["right"] in text.words().choices:
            question = _begun(desk, about, language, text)
            messages.success(request, _("The question is stored as a draft."))
            return redirect("competition:question", key=question.key)
        about.add_error("right", _("This answer is empty. Write it, or choose another one."))
    context = {"desk": desk, "about": about, "language": language, "form": text}
    return render(request, "competition/question_begin.html", context)


@transaction.atomic
def _begun(
    desk: QuestionDesk, about: AboutForm, language: LanguageForm, text: TextForm
) -> Question:
    said, words = about.about(), text.words()
    return begin_question(
        free_key(said.topic_id, words.stem),
        said,
        source=language.cleaned_data["source"],
        words=words,
        by=desk.user,
        at=now(),
    )
