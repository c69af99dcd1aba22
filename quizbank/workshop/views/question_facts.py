"""What a question is, apart from any language: changed on a page of its own."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.clock import now
from quizbank.bank.actions.writing import About, change_about
from quizbank.bank.queries import is_in_paper, letters_of, own_texts
from quizbank.exceptions import InPaper, WorkshopError
from quizbank.models import Question
from quizbank.rules.right_answers import marks_of
from quizbank.rules.text_units import TextWords
from quizbank.workshop.forms.about_question import StoredAboutForm, about_of, fix
from quizbank.workshop.forms.answer_in_kind import LEGENDS, Answerable, AnswerForm
from quizbank.workshop.permissions import QuestionDesk, get_question
from quizbank.workshop.queries.overtaken import from_typed_to_stored
from quizbank.workshop.queries.question_page import title_of
from quizbank.workshop.queries.tasks import to_answer
from quizbank.workshop.unit_labels import label_of

# What a page sends of a question in a published paper.
OPEN_IN_PAPERS = {"version", "sensitive"}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, key: str) -> HttpResponse:
    """Change what a question is: age group, topic, difficulty, right answer, sensitivity."""
    desk, one = get_question(request.user, key)
    if not desk.may_write:
        raise Http404
    if to_answer(desk, one, own_texts(one)):
        messages.info(request, _("Answer the text that waits for your review first."))
        return redirect("quizbank:question", key=one.key)
    form, right = _forms(one, request.POST or None)
    if request.method != "POST" or not all([form.is_valid(), right.is_valid()]):
        return _page(request, desk, one, form, right)
    typed = form.about(replace(one.asked, right=right.said()))
    try:
        change_about(one, typed, by=desk.user, at=now(), version=form.seen())
    except WorkshopError as refusal:
        return _refused(request, desk, typed, refusal, key=key)
    messages.success(request, _("Stored. The source has to be reviewed again."))
    return redirect("quizbank:question", key=one.key)


def _refused(
    request: HttpRequest, desk: QuestionDesk, typed: About, refusal: WorkshopError, *, key: str
) -> HttpResponse:
    """Nothing typed is lost: it stays in the form, beside what is stored now."""
    _desk, fresh = get_question(request.user, key)
    data = request.POST.copy()
    data["version"] = str(_version(fresh))
    if isinstance(refusal, InPaper):
        # What cannot be stored is shown as it stays.
        for name in set(data) - OPEN_IN_PAPERS:
            del data[name]
    form, right = _forms(fresh, data)
    form.add_error(None, str(refusal))
    theirs = from_typed_to_stored(refusal, fresh, about=typed)
    return _page(request, desk, fresh, form, right, theirs=theirs)


def _page(
    request: HttpRequest,
    desk: QuestionDesk,
    one: Question,
    form: StoredAboutForm,
    right: AnswerForm,
    **more: object,
) -> HttpResponse:
    context = {
        "desk": desk,
        "question": one,
        "title": title_of(one, own_texts(one)),
        "form": form,
        "right": right,
        "legend": LEGENDS[one.asked.kind],
        "in_paper": is_in_paper(one),
        **more,
    }
    return render(request, "quizbank/workshop/about.html", context)


def _forms(one: Question, data: QueryDict | None) -> tuple[StoredAboutForm, AnswerForm]:
    """What a question is and what is right in it; in a published paper most of it is fixed."""
    form = StoredAboutForm(data, initial={**about_of(one), "version": _version(one)})
    marks = marks_of(one.asked.kind, one.right)
    right = AnswerForm(data, asked=_answerable(one), marks=marks)
    if is_in_paper(one):
        fix(form, "division_code", "topic", "difficulty")
        fix(right, *right.fields)
    return form, right


def _version(one: Question) -> int:
    """The wording of the source, which every change of the question raises; 0 without a source."""
    source = own_texts(one).get(one.source)
    return source.version if source else 0


def _answerable(one: Question) -> Answerable:
    """The answers of the source, each with its letter, and its groups."""
    source = own_texts(one).get(one.source)
    words = source.words if source else TextWords("")
    asked = one.asked
    choices = {
        letter: f"{label_of(('choices', letter), asked)}: {words.choices.get(letter) or '–'}"
        for letter in letters_of(one)
    }
    return Answerable(asked.kind, choices, words.bins)
