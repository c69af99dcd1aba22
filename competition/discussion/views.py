"""The wall of the last ten minutes: one question after the other, its answer after a press."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from base.clock import now
from base.languages.speech import spoken_in, spoken_variant
from base.pages.context import active_language
from competition.discussion.queries import TalkQuestion, talk_of
from competition.public.drawn_questions import DrawnQuestion, drawn_questions
from competition.sittings.actions.marks_told import note_results_seen
from competition.sittings.permissions import get_sitting
from competition.sittings.queries.apart import sittings_apart
from competition.sittings.queries.class_clock import zone_of_class
from quizbank.papers.answers_in_words import right_in_words, scene_in_words


@require_safe
@login_required
@never_cache
def discussion(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Open questions while the key is closed, what the class missed most once it is open.

    Of a few who played apart from their class nothing is told to all.
    """
    sitting = get_sitting(request.user, sitting_id)
    if sitting.closed_at is None:
        messages.info(request, _("The questions to talk about come when the quiz is ended."))
        return redirect("competition:sitting", sitting_id=sitting_id)
    if sitting.pk in sittings_apart([sitting.entry_id]):
        messages.info(request, _("Only a few played here: the wall would tell all what they said."))
        return redirect("competition:sitting_results", sitting_id=sitting_id)
    note_results_seen(sitting, at=now())
    with spoken_in(sitting.entry.school_class.school.country_id):
        talk = talk_of(sitting, at=now())
        context = {
            "sitting": sitting,
            "zone": zone_of_class(sitting),
            "talk": talk,
            "slides": [_slide(one) for one in talk.questions],
            "drawn": _drawn(talk.questions),
            "dark": request.GET.get("look") == "dark",
        }
        return render(request, "competition/discussion/discussion.html", context)


def _slide(one: TalkQuestion) -> dict[str, Any]:
    """A question in words, for readers without script."""
    return {
        "one": one,
        "shown": scene_in_words(one.told),
        "right": right_in_words(one.told),
        "choices": one.told["choices"],
    }


def _drawn(questions: Sequence[TalkQuestion]) -> dict[str, Any]:
    language = spoken_variant(active_language())
    return drawn_questions(
        DrawnQuestion(f"{one.number}", language, one.told, one.said) for one in questions
    )
