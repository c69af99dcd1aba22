"""What a reader does with a text that waits: answers, passes, sends back, comments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypedDict

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _

from base.clock import now
from base.models import User
from quizbank.bank.actions import reviewing
from quizbank.exceptions import NotItsTurn
from quizbank.workshop.queries.question_page import may_send_back
from quizbank.workshop.queries.tasks import may_read
from quizbank.workshop.views.workbench import TextRequest


def _answer(turn: TextRequest) -> str:
    _insist_on_right(turn)
    if reviewing.answer(turn.question, turn.sheet.code, **_seen(turn)):
        return _("You answered as the question wants. Read on, then pass it or send it back.")
    _warn(turn)
    return ""


def _pass(turn: TextRequest) -> str:
    _insist_on_right(turn)
    if reviewing.pass_review(turn.question, turn.sheet.code, **_seen(turn)):
        return _("Passed. Thank you.")
    _warn(turn)
    return ""


def _insist_on_right(turn: TextRequest) -> None:
    """404 for whom such reviews are not at all; who comes too late is told so by the action."""
    text = turn.sheet.text
    if text is None or not may_read(turn.desk, text):
        raise Http404


class _Seen(TypedDict):
    """What a reader decides, and the texts the page showed when they did."""

    version: int
    choice: str
    by: User
    at: datetime
    state: str
    source_version: int | None


def _seen(turn: TextRequest) -> _Seen:
    return {
        "version": turn.version,
        "choice": turn.answering().said(),
        "by": turn.desk.user,
        "at": now(),
        "state": turn.request.POST.get("state", ""),
        "source_version": turn.source_version,
    }


def _warn(turn: TextRequest) -> None:
    text = _(
        "You would have answered otherwise than the question wants. That is on record now. Read it"
        " again: if it can be understood in two ways, send it back and write how."
    )
    messages.warning(turn.request, text)


def _send_back(turn: TextRequest) -> str:
    if not may_send_back(turn.desk, turn.sheet):
        _insist_on_right(turn)
        raise NotItsTurn
    reviewing.send_back(
        turn.question,
        turn.sheet.code,
        version=turn.version,
        comment=turn.request.POST.get("comment", ""),
        by=turn.desk.user,
        at=now(),
    )
    return _("Sent back with your comment.")


def _comment(turn: TextRequest) -> str:
    reviewing.comment_on(
        turn.question,
        turn.sheet.code,
        comment=turn.request.POST.get("comment", ""),
        by=turn.desk.user,
        at=now(),
    )
    return _("Your comment is stored.")


def act_of(name: str) -> Callable[[TextRequest], str]:
    """What a button of the page does; says what was done, or nothing after a warning."""
    acts = {"answer": _answer, "pass": _pass, "send_back": _send_back, "comment": _comment}
    if name not in acts:
        raise Http404
    return acts[name]
