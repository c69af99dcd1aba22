"""What an organizer can do with a draft: each act answers with the sentence that is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from base.models import User
from base.pages.numbers import whole
from competition.models import PaperDraft
from competition.papers.actions import drafts, papers
from quizbank.models import Question


class ChangeFacts(TypedDict):
    """What every change of a draft is told."""

    version: int
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """One press of a button: on which draft, on which question or paper, with what else."""

    draft: PaperDraft
    number: int
    data: QueryDict
    told: ChangeFacts


def _added(count: int) -> str:
    text = ngettext("%(count)d question added.", "%(count)d questions added.", count)
    return text % {"count": count}


def _add(turn: PaperRequest) -> str:
    return _added(drafts.add_questions(turn.draft, ids=[turn.number], **turn.told))


def _add_all(turn: PaperRequest) -> str:
    ids = [whole(one) for one in turn.data.getlist("question")]
    return _added(drafts.add_questions(turn.draft, ids=ids, **turn.told))


def _remove(turn: PaperRequest) -> str:
    drafts.remove_question(turn.draft, question_id=turn.number, **turn.told)
    return _("The question is taken out.")


def _up(turn: PaperRequest) -> str:
    drafts.move_question(turn.draft, question_id=turn.number, steps=-1, **turn.told)
    return _("The question is moved.")


def _down(turn: PaperRequest) -> str:
    drafts.move_question(turn.draft, question_id=turn.number, steps=1, **turn.told)
    return _("The question is moved.")


def _tie(turn: PaperRequest) -> str:
    drafts.flip_tie_break(turn.draft, question_id=turn.number, **turn.told)
    return _("Stored.")


def _draw(turn: PaperRequest) -> str:
    drafts.draw_order(turn.draft, **turn.told)
    return _("The order of the choices is drawn again.")


def _begin(turn: PaperRequest) -> str:
    return _added(drafts.begin_from_paper(turn.draft, **turn.told))


def _sign(turn: PaperRequest) -> str:
    question = Question.objects.filter(pk=turn.number, sensitive=True).first()
    seen = turn.data.get(f"seen-{turn.number}", "")
    if question and drafts.sign_off(question, seen=seen, by=turn.told["by"], at=turn.told["at"]):
        return _("You have signed this question off for child protection, in this wording.")
    return _("The texts have changed since you opened the page. Read them again.")


def _publish(turn: PaperRequest) -> str:
    papers.publish_draft(turn.draft, in_spite="in_spite" in turn.data, **turn.told)
    return _("The paper is published and stands in its place.")


def _attach(turn: PaperRequest) -> str:
    papers.attach_paper(
        turn.draft.division,
        kind=turn.draft.kind,
        paper_id=whole(turn.data.get("paper")),
        by=turn.told["by"],
        at=turn.told["at"],
        in_spite="in_spite" in turn.data,
    )
    return _("The paper is taken over and stands in its place.")


ACTS: dict[str, Callable[[PaperRequest], str]] = {
    "add": _add,
    "add_all": _add_all,
    "remove": _remove,
    "up": _up,
    "down": _down,
    "tie": _tie,
    "draw": _draw,
    "begin": _begin,
    "sign": _sign,
    "publish": _publish,
    "attach": _attach,
}

# Where the page is opened afterwards, so that one goes on beside what one has just pressed.
LANDINGS = {
    **dict.fromkeys(("up", "down", "tie", "sign"), "#q-{number}"),
    "add": "#b-{number}",
    **dict.fromkeys(("add_all", "remove", "begin"), "#chosen"),
    **dict.fromkeys(("draw", "publish", "attach"), "#ready"),
}
