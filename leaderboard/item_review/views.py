"""Questions under review: the page of an edition, and its button."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from base.clock import now
from base.made_files.making import ask_for_file
from base.made_files.offers import offers_in
from base.models import MadeFile
from competition.editions.permissions import desk_of
from competition.models import Division
from leaderboard.item_review.figures import Told
from leaderboard.item_review.permissions import get_measured_edition
from leaderboard.item_review.rules import ENOUGH, ItemFault
from leaderboard.made_files import FIGURES
from leaderboard.results.queries import deleted_in
from leaderboard.results.words import ruled_words
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from quizbank.papers.as_asked import as_asked_of_anybody
from quizbank.papers.compiling import Compiled
from quizbank.rules.marking import FULL, HALF, NONE, WRONG
from quizbank.rules.responses import QuestionKind
from schools.roles import staff_of, zone_of
from schools.rules.percents import share_of, whole_percent

# The questions of a paper as they were asked, by number.
type Asked = Mapping[int, Compiled]


@login_required
@never_cache
@require_safe
def item_review(request: HttpRequest, edition: str) -> HttpResponse:
    """What the answers say about the questions, as it was worked out last."""
    user = staff_of(request)
    found = get_measured_edition(user, edition, at=now())
    offer = offers_in(MadeFile.objects.filter(kind=FIGURES, about=found.pk))[found.pk, ""]
    made = json.loads(offer.ready.read())["divisions"] if offer.ready else []
    divisions = {division.code: division for division in found.divisions.order_by("pk")}
    there = [(divisions[told["code"]], told) for told in made if told["code"] in divisions]
    context = {
        "edition": found,
        "offer": offer,
        "divisions": [_figures_of(division, told) for division, told in there],
        "leads": desk_of(user).leads(found),
        "deleted": deleted_in(found),
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/item_review/item_review.html", context)


@require_POST
@login_required
def work_out(request: HttpRequest, edition: str) -> HttpResponse:
    """Have the figures worked out in the background."""
    user = staff_of(request)
    found = get_measured_edition(user, edition, at=now())
    if deleted_in(found):  # what is kept is more than could be counted now
        return redirect("leaderboard:item_review", edition=found.slug)
    made = ask_for_file(FIGURES, about=found.pk, by=user, at=now())
    return redirect("base:made_file", made.pk)


def _figures_of(division: Division, told: Told) -> dict[str, Any]:
    """The figures of a division's paper in the reader's language; three queries."""
    items = {item.number: item for item in items_of([told["paper"]]).get(told["paper"], [])}
    asked, (whole, *groups) = as_asked_of_anybody(told["paper"]), told["groups"]
    rows = [
        _row(items[one["number"]], one, asked, groups)
        for one in whole["items"]
        if one["number"] in items
    ]
    return {
        "name": str(division),
        "pupils": whole["pupils"],
        "preliminary": whole["pupils"] < ENOUGH,
        "rows": rows,
        "to_look_at": [row for row in rows if row["reasons"]],
        "languages": [settings.ENDONYMS[group["language"]] for group in groups],
    }


def _row(item: PaperQuestion, told: Told, asked: Asked, groups: Sequence[Told]) -> dict[str, Any]:
    """One question with what is said of it; ``reasons``: to look at it, the worst first."""
    reasons = [_reason(finding, item, asked) for finding in told["findings"]]
    doubts_key = any(reason["fault"] == ItemFault.KEY for reason in reasons)
    languages = list[dict[str, Any]]()
    for group in groups:
        name, harder = settings.ENDONYMS[group["language"]], item.number in group["harder"]
        [own] = [one for one in group["items"] if one["number"] == item.number]
        languages.append({"credit": _per_cent(own["credit"]), "harder": harder})
        # What stands out in one language alone: a key that its pupils do not take for one.
        reasons += [
            _reason(finding, item, asked) | {"language": name}
            for finding in own["findings"]
            if finding["fault"] == ItemFault.KEY and not doubts_key
        ]
        reasons += [{"fault": "harder", "language": name}] if harder else []
    return {
        "number": item.number,
        "stem": asked[item.number]["stem"] if item.number in asked else item.question.key,
        "neutralised": ruled_words(item),
        "credit": _per_cent(told["credit"]),
        "correlation": told["correlation"],
        "reasons": reasons,
        "answers": list(_answers(item, told["thirds"], asked)),
        "languages": languages,
    }


def _per_cent(share: float | None) -> int | None:
    return None if share is None else whole_percent(100 * share)


def _reason(finding: Told, item: PaperQuestion, asked: Asked) -> dict[str, str]:
    choice = _choice(item, finding["mark"], asked) if finding["mark"] else ""
    return {"fault": finding["fault"], "choice": choice}


def _answers(item: PaperQuestion, thirds: Told, asked: Asked) -> Iterator[dict[str, Any]]:
    """Each choice or way of answering: per cents of weak, middling and good pupils."""
    sums = [sum(counts[third] for counts in thirds.values()) for third in range(3)]
    right = str(item.key) if item.form.kind is QuestionKind.SINGLE else FULL
    for mark, counts in sorted(thirds.items(), key=lambda given: (given[0] == NONE, given[0])):
        shares = [share_of(count, whole) for count, whole in zip(counts, sums, strict=True)]
        yield {"words": _choice(item, mark, asked), "right": mark == right, "shares": shares}


def _choice(item: PaperQuestion, mark: str, asked: Asked) -> str:
    """A mark in words: the choice itself of a single one, or its letter where nothing stood."""
    if item.form.kind is QuestionKind.SINGLE and mark.isdigit() and 0 < int(mark) <= item.form.size:
        part = int(mark) - 1
        said = asked[item.number]["choices"][part] if item.number in asked else ""
        return str(said) or item.order[part]
    marks = {
        FULL: _("all right"),
        HALF: _("one mistake"),
        WRONG: _("otherwise"),
        NONE: _("nothing"),
    }
    return marks.get(mark, mark)
