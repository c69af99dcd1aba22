"""Neutralising: proposing a question, who would move, and the second person's yes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.languages.speech import variant
from base.pages.context import active_language
from competition.aliases import alias as wording
from competition.editions.permissions import desk_of, get_led_edition
from competition.exceptions import CompetitionError
from competition.models import Alias, Edition
from competition.rules.edition_steps import SEALED
from leaderboard.models import QuestionRuling
from leaderboard.neutralising.actions import (
    confirm_ruling,
    propose_ruling,
    withdraw_ruling,
    write_again,
)
from leaderboard.neutralising.queries import open_ruling, rulings_of
from leaderboard.results.queries import divisions_of
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from quizbank.papers.as_asked import as_asked_of_anybody
from schools.models import Country
from schools.roles import staff_of, zone_of


class RulingForm(forms.Form):
    """Which question, and why; ``again`` lets a neutralised one count again."""

    item = forms.IntegerField(min_value=1)
    reason = forms.ChoiceField(choices=QuestionRuling.Reason)
    again = forms.BooleanField(required=False)


@login_required
@never_cache
@require_safe
def neutralising(request: HttpRequest, edition: str) -> HttpResponse:
    """What is proposed and who would move, what was ruled, and every question to choose from."""
    user = staff_of(request)
    found = get_led_edition(desk_of(user), edition)
    ruling, papers = open_ruling(found), _papers(found)
    done = rulings_of(found).exclude(done_at__isnull=True, withdrawn_at__isnull=True)
    context = {
        "edition": found,
        "open": found.state == Edition.State.REVIEW,
        "sealed": found.state in SEALED,
        "ruling": ruling,
        "under_way": bool(ruling and ruling.job and ruling.job.is_under_way),
        "own": bool(ruling and ruling.proposed_by_id == user.pk),
        "boards": list(_boards(found, ruling)) if ruling else [],
        "ruled": _ruled(ruling, papers) if ruling else "",
        "questions": list(_questions(papers)),
        "reasons": QuestionRuling.Reason.choices,
        "done": [(past, _ruled(past, papers)) for past in done],
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/neutralising/neutralising.html", context)


def _ruled(ruling: QuestionRuling, papers: Mapping[int, str]) -> str:
    """The question that a ruling is about, with its paper."""
    item = ruling.item
    named = papers.get(item.paper_id, str(item.paper))
    return _("Question %(number)s of %(paper)s") % {"number": item.number, "paper": named}


def _questions(papers: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    """Every question of a paper that was played, as it may be chosen."""
    items = items_of(papers)
    for paper, named in papers.items():
        asked = as_asked_of_anybody(paper)
        for item in items.get(paper, []):
            yield {"item": item, "paper": named, "stem": asked[item.number]["stem"]}


def _papers(edition: Edition) -> dict[int, str]:
    """``{paper: the age group that had it}``."""
    return {one.official_id: str(one) for one in divisions_of(edition) if one.official_id}


def _boards(edition: Edition, ruling: QuestionRuling) -> Iterator[dict[str, Any]]:
    """Who would move, and who would lose or gain which award, with the public names of those who
    have one."""
    language = active_language()
    rules = edition.award_rules.in_bulk()
    countries = Country.objects.in_bulk([board["country"] for board in ruling.moves])
    for board in ruling.moves:
        attempts = {move["attempt"] for move in board["first"]}
        for one in board["awards"]:
            attempts |= {int(ticket) for ticket in (*one["lost"], *one["gained"])}
        names = _names(edition, attempts, variant(language, board["country"]))
        first = [{**move, "name": names.get(move["attempt"], "–")} for move in board["first"]]
        awards = [
            {
                "name": rules[int(one["award"])],
                "drawn": one["drawn"],
                **{way: _called(one[way], names) for way in ("lost", "gained")},
            }
            for one in board["awards"]
        ]
        told = {"first": first, "awards": awards, "name": countries[board["country"]]}
        yield {**board, **told}


def _names(edition: Edition, attempts: Collection[int], language: str) -> dict[int, str]:
    rows = Alias.objects.filter(edition=edition, card__attempts__in=attempts)
    columns = rows.values_list("card__attempts", "adjective", "animal", "number")
    return {
        attempt: wording.text(wording.Codes(adjective, animal, number), language)
        for attempt, adjective, animal, number in columns
    }


def _called(tickets: Sequence[str], names: Mapping[int, str]) -> dict[str, Any]:
    """How many, and the names of those who have one."""
    known = (names.get(int(ticket)) for ticket in tickets)
    return {"count": len(tickets), "names": list(filter(None, known))}


@require_POST
@login_required
def propose(request: HttpRequest, edition: str) -> HttpResponse:
    """Propose that a question counts for nobody, or counts again."""
    user = staff_of(request)
    found, form = get_led_edition(desk_of(user), edition), RulingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a question and a reason."))
        return redirect("leaderboard:neutralising", edition=found.slug)
    data = form.cleaned_data
    item = get_object_or_404(PaperQuestion, pk=data["item"], paper__in=_papers(found))
    wish = {"neutral": not data["again"], "reason": data["reason"]}
    try:
        propose_ruling(found, item, **wish, by=user, at=now())
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Proposed. Who would move is being worked out."))
    return redirect("leaderboard:neutralising", edition=found.slug)


@require_POST
@login_required
def settle_ruling(request: HttpRequest, edition: str) -> HttpResponse:
    """Confirm the ruling that was on the page, withdraw it, or have its results written again."""
    user = staff_of(request)
    found = get_led_edition(desk_of(user), edition)
    ruling, act = open_ruling(found), request.POST.get("act")
    if ruling is None or str(ruling.pk) != request.POST.get("ruling"):
        messages.error(request, _("Nothing waits here any more."))
        return redirect("leaderboard:neutralising", edition=found.slug)
    try:
        if act == "withdraw":
            withdraw_ruling(ruling, at=now())
        elif act == "confirm":
            confirm_ruling(ruling, by=user, at=now())
        elif act == "again" and ruling.confirmed_at is not None:
            write_again(ruling, by=user)
    except CompetitionError as refusal:
        messages.error(request, str(refusal))
    return redirect("leaderboard:neutralising", edition=found.slug)
