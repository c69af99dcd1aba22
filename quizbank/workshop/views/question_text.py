"""One text of a question: source and translation side by side, and the reviews it goes through."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from base.clock import now
from quizbank.bank.actions import reviewing
from quizbank.bank.actions.writing import write_text
from quizbank.bank.queries import is_in_paper
from quizbank.exceptions import WorkshopError
from quizbank.languages.codes import base_of
from quizbank.rules.text_units import TextWords
from quizbank.workshop.forms.words_of_text import TextForm
from quizbank.workshop.queries.findings import QuestionFinding, findings_in
from quizbank.workshop.queries.overtaken import from_typed_to_stored
from quizbank.workshop.queries.question_history import history_of
from quizbank.workshop.queries.question_list import next_of
from quizbank.workshop.queries.question_page import (
    changes_of,
    hints_for,
    may_send_back,
    title_of,
)
from quizbank.workshop.step_labels import WORKS
from quizbank.workshop.views.reviews import act_of
from quizbank.workshop.views.workbench import TextRequest, form_of, turn_of, twin_of, version_of

# After these there is more to do with the same text.
STAY = ("comment", "answer")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The workbench of a text; a POST stores, hands in, passes, sends back or comments."""
    turn = turn_of(request, key, language)
    if request.method != "POST":
        return _page(turn, form_of(turn))
    name = request.POST.get("do", "")
    if name in ("save", "hand_in"):
        return _write(turn, hand_in=name == "hand_in")
    try:
        done = act_of(name)(turn)
    except WorkshopError as refusal:
        messages.error(request, str(refusal))
        return _page(turn_of(request, key, language), form_of(turn))
    if not done:
        return redirect(_here(turn))
    messages.success(request, done)
    return redirect(_here(turn) if name in STAY else _onward(turn))


def _write(turn: TextRequest, *, hand_in: bool) -> HttpResponse:
    if not turn.may_edit:
        raise Http404
    form = turn.form(turn.request.POST)
    if turn.sheet.blind:
        # Own work on the question shows its key: it comes after the answer.
        first = _("Answer the text that waits for your review first.")
        copy = _("Before that, copy what you have typed: it is not stored.")
        messages.info(turn.request, f"{first} {copy}")
        return _page(turn, form)
    if not form.is_valid():
        return _page(turn, form)
    try:
        said = _stored(turn, form.words(), hand_in=hand_in)
    except WorkshopError as refusal:
        return _refused(turn, form, refusal)
    messages.success(turn.request, said)
    return redirect(_onward(turn) if hand_in else _here(turn))


def _stored(turn: TextRequest, words: TextWords, *, hand_in: bool) -> str:
    question, language, by = turn.question, turn.sheet.code, turn.desk.user
    beside = turn.source_version
    text = write_text(
        question,
        language,
        words=words,
        version=turn.version,
        by=by,
        at=now(),
        source_version=beside,
    )
    if not hand_in:
        return _("The draft is stored.")
    reviewing.hand_in(
        question, language, version=text.version, by=by, at=now(), source_version=beside
    )
    return _("The text is handed in: another person reviews it.")


def _refused(turn: TextRequest, form: TextForm, refusal: WorkshopError) -> HttpResponse:
    """Nothing typed is lost: it stays in the form, beside what is stored now."""
    messages.error(turn.request, str(refusal))
    fresh = turn_of(turn.request, turn.question.key, turn.sheet.code)
    typed = turn.request.POST.copy()
    typed["version"] = str(version_of(fresh.sheet))
    again = fresh.form(typed)
    stored = None if fresh.sheet.blind else fresh.sheet.text
    theirs = from_typed_to_stored(refusal, fresh.question, words=form.words(), stored=stored)
    return _page(fresh, again, theirs=theirs)


def _page(turn: TextRequest, form: TextForm | None, **more: object) -> HttpResponse:
    twin = twin_of(turn)
    blind = turn.sheet.blind
    context = {
        "desk": turn.desk,
        "question": turn.question,
        "title": title_of(turn.question, turn.texts),
        "sheet": turn.sheet,
        "source": turn.source,
        "form": form,
        "in_paper": form is not None and is_in_paper(turn.question),
        "fields": list(form.beside(turn.source_words)) if form else [],
        "screen": _screen(turn),
        "twin": twin if twin and turn.may_edit else None,
        "blind": blind,
        "to_answer": turn.to_answer,
        "doubts": turn.doubts,
        "changes": [] if blind else changes_of(turn.question, turn.sheet.text),
        "hints": [] if blind else hints_for(turn.source.text, turn.sheet.code),
        "findings": _findings(turn) if form else [],
        "history": history_of(turn.question, turn.sheet.code),
        "may_send_back": may_send_back(turn.desk, turn.sheet),
        "reviewing": turn.reviewing,
        **(_blind(turn) if turn.reviewing and blind else {}),
        "comment": turn.request.POST.get("comment", ""),
        **more,
    }
    return render(turn.request, "quizbank/workshop/text.html", context)


def _screen(turn: TextRequest) -> str:
    """The frame of the preview, which speaks the language of the text."""
    with translation.override(base_of(turn.sheet.code)):
        return reverse("competition:empty_screen")


def _blind(turn: TextRequest) -> dict[str, object]:
    """What the reviewer answers, and the scene and the answers to choose from in reading order."""
    answering = turn.answering()
    return {"answering": answering, "units": list(answering.beside(turn.sheet.units))}


def _findings(turn: TextRequest) -> list[QuestionFinding]:
    """Of the stored text; the browser asks again while somebody writes."""
    text = turn.sheet.text
    if text is None or turn.sheet.blind:
        return []
    typed = text.words
    return findings_in(turn.question, turn.sheet.code, typed)


# ---------------------------------------------------------------- where to go on


def _here(turn: TextRequest) -> str:
    return turn.request.get_full_path().partition("?")[0] + _queue(turn)


def _queue(turn: TextRequest) -> str:
    work = turn.request.GET.get("queue", "")
    language = turn.request.GET.get("in", "")
    if work not in WORKS:
        return ""
    return f"?queue={work}" + (f"&in={language}" if language in turn.texts else "")


def _onward(turn: TextRequest) -> str:
    """The next text of the queue somebody works through, or the question as a whole."""
    work = turn.request.GET.get("queue", "")
    if work not in WORKS:
        return reverse("quizbank:question", args=[turn.question.key])
    language = turn.request.GET.get("in", "")
    found = next_of(turn.desk, work=work, language=language, after=turn.question.key)
    if found is None:
        messages.info(turn.request, _("That was the last one of this kind for now."))
        return reverse("quizbank:questions")
    question, code = found
    return reverse("quizbank:question_text", args=[question.key, code]) + _queue(turn)
