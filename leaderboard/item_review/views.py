"""Questions under review: the page of an edition, its button, and the page of one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from competition.editions.permissions import desk_of
from competition.editions.queries.taking_part import countries_of
from competition.models import Edition
from leaderboard.item_review.item_words import DivisionFigures, figures_of
from leaderboard.item_review.permissions import get_measured_edition
from leaderboard.item_review.queries.question_outcomes import outcomes_of
from leaderboard.item_review.tasks import ask_for_figures
from leaderboard.models import ItemReport
from leaderboard.results.queries.deleted_years import deleted_in
from quizbank.bank.queries import own_texts
from quizbank.models.questions import MEANT
from quizbank.workshop.permissions import get_question
from quizbank.workshop.queries.question_page import title_of
from quizbank.workshop.queries.tasks import to_answer
from schools.clock import now
from schools.roles import staff_of, zone_of


@login_required
@never_cache
@require_safe
def item_review(request: HttpRequest, edition: str) -> HttpResponse:
    """What the answers say about the questions, as it was worked out last."""
    user = staff_of(request)
    found = get_measured_edition(user, edition, at=now())
    report = ItemReport.objects.select_related("job").filter(edition=found).first()
    context = {
        "edition": found,
        "report": report,
        "under_way": bool(report and report.job and report.job.is_under_way),
        "divisions": _divisions(found, report),
        "leads": desk_of(user).leads(found),
        "deleted": deleted_in(found),
    }
    with timezone.override(zone_of(user)):
        return render(request, "leaderboard/item_review/item_review.html", context)


def _divisions(edition: Edition, report: ItemReport | None) -> list[DivisionFigures]:
    told = report.body.get("divisions", []) if report else []
    by_code = {division.code: division for division in edition.divisions.order_by("pk")}
    found = (figures_of(by_code[one["code"]], one) for one in told if one["code"] in by_code)
    names = {country.pk: str(country) for country in countries_of(edition)}
    return [_with_names(one, names) for one in found]


def _with_names(figures: DivisionFigures, names: Mapping[str, str]) -> DivisionFigures:
    """The same; a country that is stored by its code has its name."""
    rows = (replace(row, country=names.get(row.country, row.country)) for row in figures.languages)
    return replace(figures, languages=list(rows))


@require_POST
@login_required
def work_out(request: HttpRequest, edition: str) -> HttpResponse:
    """Have the figures worked out in the background."""
    user = staff_of(request)
    found = get_measured_edition(user, edition, at=now())
    if not deleted_in(found):  # what is kept is more than could be counted now
        ask_for_figures(found, by=user)
    return redirect("leaderboard:item_review", edition=found.slug)


@login_required
@never_cache
@require_safe
def question_outcome(request: HttpRequest, key: str) -> HttpResponse:
    """Difficulty as it was meant and as it was; who has to answer it first answers first."""
    desk, question = get_question(request.user, key)
    texts = own_texts(question)
    if to_answer(desk, question, texts):
        return redirect("quizbank:question", key=question.key)
    context = {
        "question": question,
        "title": title_of(question, texts),
        "meant": MEANT[question.difficulty],
        "outcomes": outcomes_of(question),
    }
    return render(request, "leaderboard/item_review/question_outcome.html", context)
