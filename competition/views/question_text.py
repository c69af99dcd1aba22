"""One text of a question: source and translation side by side, and the reviews it goes through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from competition.clock import now
from competition.forms.questions import TextForm, words_as_typed
from competition.permissions_questions import QuestionDesk, get_question
from competition.queries.question_list import next_of
from competition.queries.question_page import (
    Sheet,
    changes_of,
    differences,
    hints_for,
    history_of,
    may_send_back,
    sheets_of,
)
from competition.words_of_questions import WORKS
from quizbank.actions import reviewing
from quizbank.actions.writing import Words, words_of, write_text
from quizbank.drafts import PAIRS, drafted_words
from quizbank.exceptions import TextChanged, WorkshopError
from quizbank.models import Question, QuestionText
from quizbank.queries import own_texts


@dataclass(slots=True)
class Turn:
    """One request at the workbench of a text."""

    request: HttpRequest
    desk: QuestionDesk
    question: Question
    texts: dict[str, QuestionText]
    sheet: Sheet
    source: Sheet

    @property
    def version(self) -> int:
        """The wording the page was made from."""
        return self._number("version")

    @property
    def source_version(self) -> int | None:
        """The wording of the source that stood beside it; the source itself has none beside it."""
        return None if self.sheet.is_source else self._number("source_version")

    def _number(self, name: str) -> int:
        typed = self.request.POST.get(name, "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    @property
    def may_edit(self) -> bool:
        """Whether the reader may change this text."""
        return self.desk.may_edit(self.question, self.sheet.code)

    @property
    def letters(self) -> str:
        """The choices a translation has to give; of a source in use, those it has."""
        return "" if self.sheet.is_source else "".join(one.letter for one in self.source.choices)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """The workbench of a text; a POST stores, hands in, passes, sends back or comments."""
    turn = _turn(request, key, language)
    if request.method != "POST":
        return _page(turn, _form(turn))
    name = request.POST.get("do", "")
    if name in ("save", "hand_in"):
        return _write(turn, hand_in=name == "hand_in")
    try:
        done = _act(turn, name)(turn)
    except WorkshopError as refusal:
        messages.error(request, str(refusal))
        return _page(_turn(request, key, language), _form(turn))
    if not done:
        return redirect(_here(turn))
    messages.success(request, done)
    return redirect(_here(turn) if name == "comment" else _onward(turn))


def _turn(request: HttpRequest, key: str, language: str) -> Turn:
    desk, question = get_question(request.user, key)
    texts = own_texts(question)
    sheets = {sheet.code: sheet for sheet in sheets_of(desk, question, texts)}
    if language not in sheets:
        raise Http404
    return Turn(request, desk, question, texts, sheets[language], sheets[question.source])


def _form(turn: Turn) -> TextForm | None:
    """What is stored, or a beginning from the other script where the reader asks for it."""
    if not turn.may_edit:
        return None
    words = words_of(turn.sheet.text) if turn.sheet.text else Words("")
    if turn.request.GET.get("from") and (other := _twin(turn)):
        words = drafted_words(words_of(other), turn.sheet.code)
    form = TextForm(initial=words_as_typed(words, _version(turn.sheet)), letters=turn.letters)
    form.in_language(turn.sheet.tag)
    return form


def _version(sheet: Sheet) -> int:
    return sheet.text.version if sheet.text else 0


def _twin(turn: Turn) -> QuestionText | None:
    """The text in the other script of the same language, if there is one to begin from."""
    codes = [source for source, target in PAIRS if target == turn.sheet.code]
    return next((turn.texts[code] for code in codes if code in turn.texts), None)


def _write(turn: Turn, *, hand_in: bool) -> HttpResponse:
    if not turn.may_edit:
        raise Http404
    form = TextForm(turn.request.POST, letters=turn.letters)
    form.in_language(turn.sheet.tag)
    if not form.is_valid():
        return _page(turn, form)
    try:
        said = _stored(turn, form.words(), hand_in=hand_in)
    except WorkshopError as refusal:
        return _refused(turn, form, refusal)
    messages.success(turn.request, said)
    return redirect(_onward(turn) if hand_in else _here(turn))


def _stored(turn: Turn, words: Words, *, hand_in: bool) -> str:
    question, language, by = turn.question, turn.sheet.code, turn.desk.user
    text = write_text(question, language, words=words, version=turn.version, by=by, at=now())
    if not hand_in:
        return _("The draft is stored.")
    seen = turn.source_version
    reviewing.hand_in(
        question, language, version=text.version, by=by, at=now(), source_version=seen
    )
    return _("The text is handed in: another person reviews it.")


def _refused(turn: Turn, form: TextForm, refusal: WorkshopError) -> HttpResponse:
    """Nothing typed is lost: it stays in the form, beside what is stored now."""
    messages.error(turn.request, str(refusal))
    fresh = _turn(turn.request, turn.question.key, turn.sheet.code)
    typed = turn.request.POST.copy()
    typed["version"] = str(_version(fresh.sheet))
    again = TextForm(typed, letters=fresh.letters)
    again.in_language(fresh.sheet.tag)
    overtaken = isinstance(refusal, TextChanged) and fresh.sheet.text is not None
    theirs = differences(form.words(), words_of(fresh.sheet.text)) if overtaken else []  # type: ignore[arg-type]
    return _page(fresh, again, theirs=theirs)


def _page(turn: Turn, form: TextForm | None, **more: object) -> HttpResponse:
    twin = _twin(turn)
    context = {
        "desk": turn.desk,
        "question": turn.question,
        "sheet": turn.sheet,
        "source": turn.source,
        "form": form,
        "twin": twin if twin and turn.may_edit else None,
        "changes": changes_of(turn.question, turn.sheet.text),
        "hints": hints_for(turn.source.text, turn.sheet.code),
        "history": history_of(turn.question, turn.sheet.code),
        "may_send_back": may_send_back(turn.desk, turn.sheet),
        "reviewing": turn.sheet.work and turn.sheet.work == turn.sheet.state,
        "comment": turn.request.POST.get("comment", ""),
        **more,
    }
    return render(turn.request, "competition/question_text.html", context)


# ---------------------------------------------------------------- acts


def _pass(turn: Turn) -> str:
    if turn.sheet.work != turn.sheet.state:
        raise Http404
    passed = reviewing.pass_review(
        turn.question,
        turn.sheet.code,
        version=turn.version,
        choice=turn.request.POST.get("choice", ""),
        by=turn.desk.user,
        at=now(),
        state=turn.request.POST.get("state", ""),
        source_version=turn.source_version,
    )
    if passed:
        return _("Passed. Thank you.")
    text = _(
        "You would have answered otherwise than the question wants. That is on record now. Read it"
        " again: if it can be understood in two ways, send it back and write how."
    )
    messages.warning(turn.request, text)
    return ""


def _send_back(turn: Turn) -> str:
    if not may_send_back(turn.desk, turn.sheet):
        raise Http404
    reviewing.send_back(
        turn.question,
        turn.sheet.code,
        version=turn.version,
        comment=turn.request.POST.get("comment", ""),
        by=turn.desk.user,
        at=now(),
    )
    return _("Sent back with your comment.")


def _comment(turn: Turn) -> str:
    reviewing.comment_on(
        turn.question,
        turn.sheet.code,
        comment=turn.request.POST.get("comment", ""),
        by=turn.desk.user,
        at=now(),
    )
    return _("Your comment is stored.")


def _act(turn: Turn, name: str) -> Callable[[Turn], str]:
    acts = {"pass": _pass, "send_back": _send_back, "comment": _comment}
    if name not in acts:
        raise Http404
    return acts[name]


# ---------------------------------------------------------------- where to go on


def _here(turn: Turn) -> str:
    return turn.request.get_full_path().partition("?")[0] + _queue(turn)


def _queue(turn: Turn) -> str:
    work = turn.request.GET.get("queue", "")
    language = turn.request.GET.get("in", "")
    if work not in WORKS:
        return ""
    return f"?queue={work}" + (f"&in={language}" if language in turn.texts else "")


def _onward(turn: Turn) -> str:
    """The next text of the queue somebody works through, or the question as a whole."""
    work = turn.request.GET.get("queue", "")
    if work not in WORKS:
        return reverse("competition:question", args=[turn.question.key])
    language = turn.request.GET.get("in", "")
    found = next_of(turn.desk, work=work, language=language, after=turn.question.key)
    if found is None:
        messages.info(turn.request, _("That was the last one of this kind for now."))
        return reverse("competition:questions")
    question, code = found
    return reverse("competition:question_text", args=[question.key, code]) + _queue(turn)
