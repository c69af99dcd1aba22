"""A paper as pupils see it: every language, at the size of a telephone and of a school's PC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from competition.models import PaperDraft
from competition.papers.actions.papers import note_look
from competition.papers.queries.drafts import draft_of
from competition.papers.queries.sets import paper_name
from competition.papers.views.papers import division_for
from competition.previews.queries import (
    PreviewedQuestion,
    asked_in,
    blinded,
    offered_in,
    previews,
    texts_asked,
)
from competition.previews.views.pupil_frame import screen_address, screen_of, secret_screen
from competition.public.drawn_questions import DrawnQuestion, drawn_questions
from quizbank.workshop.permissions import desk_of_questions
from quizbank.workshop.queries.tasks import keys_to_answer
from schools.roles import staff_of


@login_required
@never_cache
@require_safe
def preview(request: HttpRequest, edition: str, **place: str) -> HttpResponse:
    """All questions in one language with the frames; official ones are on record."""
    context = _seen(request, edition, **place)
    context["drawn"] = _drawn(context["questions"], context["language"].code)
    return render(request, "competition/previews/paper_preview.html", context)


def _drawn(questions: Sequence[PreviewedQuestion], code: str) -> dict[str, Any]:
    return drawn_questions(
        DrawnQuestion(f"{one.number}", code, one.told) for one in questions if one.is_drawn
    )


@secret_screen
def screen(request: HttpRequest, edition: str, **place: str) -> HttpResponse:
    """The pupil's own screen with these questions, for a frame; nothing that is chosen is kept."""
    context = _seen(request, edition, **place)
    context["screen"] = _screen(request, context)
    return render(request, "competition/previews/paper_screen.html", context)


def _seen(
    request: HttpRequest, edition: str, division: str, kind: str, language: str
) -> dict[str, Any]:
    draft = draft_of(division_for(request.user, edition, division, kind), kind)
    published = getattr(draft.division, kind)
    drafted = asked_in(draft, None)
    paper = published if not drafted or "published" in request.GET else None
    asked = asked_in(draft, paper) if paper else drafted
    texts = texts_asked(asked)
    offered = offered_in(draft, paper, texts)
    chosen = next((one for one in offered if one.code == language), None)
    if chosen is None:
        raise Http404
    hidden = keys_to_answer(desk_of_questions(request.user))
    note_look(draft.division, kind=kind, language=language, by=staff_of(request), at=now())
    return {
        "edition": draft.division.edition,
        "division": draft.division,
        "draft": draft,
        "name": paper_name(draft.division, kind),
        "paper": paper,
        "both": bool(drafted) and published is not None,
        "offered": offered,
        "language": chosen,
        "screen_address": _address(request, draft, chosen.code),
        "query": request.GET.urlencode(),
        "questions": blinded(previews(draft, paper, asked, texts, language), hidden),
    }


def _screen(request: HttpRequest, seen: dict[str, Any]) -> dict[str, Any]:
    draft: PaperDraft = seen["draft"]
    window = draft.division.edition.windows.order_by("pk").first()
    return screen_of(
        [{**one.asked, "number": one.number, "stem": one.stem or "–"} for one in seen["questions"]],
        addresses={one.code: _address(request, draft, one.code) for one in seen["offered"]},
        country=window.country_id if window else "",
        minutes=draft.division.minutes,
    )


def _address(request: HttpRequest, draft: PaperDraft, code: str) -> str:
    places = [draft.division.edition.slug, draft.division.code, draft.kind]
    return screen_address(request, "competition:paper_screen", code, places)
