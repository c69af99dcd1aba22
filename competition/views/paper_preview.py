"""A paper as pupils see it: every language, at the size of a telephone and of a school's PC."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.csp import CSP
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from competition.actions.papers import note_look
from competition.clock import now
from competition.context import active_language
from competition.models import PaperDraft
from competition.queries.drafts import draft_of
from competition.queries.paper_sets import paper_name
from competition.queries.previews import (
    Offered,
    asked_in,
    offered_in,
    previews,
    texts_by_language,
)
from competition.views.papers import division_for
from competition.views.play import shell
from quizbank.languages import base_of
from schools.permissions import staff_of

# Only our own page may show this one in a frame.
FRAMED: dict[str, Any] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}


@login_required
@never_cache
@require_safe
def preview(request: HttpRequest, edition: str, **place: str) -> HttpResponse:
    """All questions in one language with the frames; official ones are on record."""
    context = _seen(request, edition, **place)
    return render(request, "competition/paper_preview.html", context)


@xframe_options_sameorigin
@csp_override(FRAMED)
@login_required
@never_cache
@require_safe
def screen(request: HttpRequest, edition: str, **place: str) -> HttpResponse:
    """The pupil's own screen with these questions, for a frame; nothing that is chosen is kept."""
    context = _seen(request, edition, **place)
    context["screen"] = _screen(request, context)
    return render(request, "competition/paper_screen.html", context)


def _seen(
    request: HttpRequest, edition: str, division: str, kind: str, language: str
) -> dict[str, Any]:
    draft = draft_of(division_for(request.user, edition, division, kind), kind)
    published = getattr(draft.division, kind)
    drafted = asked_in(draft, None)
    paper = published if not drafted or "published" in request.GET else None
    asked = asked_in(draft, paper) if paper else drafted
    texts = texts_by_language(asked)
    offered = offered_in(draft, texts)
    chosen = next((one for one in offered if one.code == language), None)
    if chosen is None:
        raise Http404
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
        "screen_address": _screen_address(request, draft, chosen),
        "query": request.GET.urlencode(),
        "questions": previews(draft, paper, asked, texts, language),
    }


def _screen(request: HttpRequest, seen: dict[str, Any]) -> dict[str, Any]:
    """What the frame's script draws (``static/js/preview.js``)."""
    draft: PaperDraft = seen["draft"]
    window = draft.division.edition.windows.order_by("pk").first()
    return {
        "shell": shell(active_language()),
        "country": window.country_id if window else "",
        "minutes": draft.division.minutes,
        "addresses": {
            one.code: _screen_address(request, draft, one)
            for one in seen["offered"]
            if one.code in settings.ENDONYMS
        },
        "questions": [
            {"number": one.number, "stem": one.stem or "–", "choices": one.choices}
            for one in seen["questions"]
        ],
    }


def _screen_address(request: HttpRequest, draft: PaperDraft, offered: Offered) -> str:
    places = [draft.division.edition.slug, draft.division.code, draft.kind, offered.code]
    query = request.GET.urlencode()
    # The frame speaks the language of its questions, whatever the page around it speaks.
    with translation.override(base_of(offered.code)):
        address = reverse("competition:paper_screen", args=places)
    return address + (f"?{query}" if query else "")
