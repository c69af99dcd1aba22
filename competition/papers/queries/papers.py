"""Papers as scoring and the pupil API see them."""

from __future__ import annotations

from collections.abc import Iterable

from competition.models import Entry
from competition.rules.scoring import ScoredQuestion
from quizbank.models import PaperQuestion, Question


def scoring_items(paper_ids: Iterable[int]) -> dict[int, list[ScoredQuestion]]:
    """``{paper id: its questions with the key, in order}``; one query."""
    found: dict[int, list[ScoredQuestion]] = {}
    rows = PaperQuestion.objects.filter(paper__in=list(paper_ids)).order_by("paper_id", "number")
    for row in rows.values_list(
        "paper_id",
        "number",
        "order",
        "question__right",
        "points",
        "question__difficulty",
        "tie_break",
        "neutralised",
    ):
        item = ScoredQuestion(
            number=row[1],
            key=row[2].index(row[3]) + 1,
            points=row[4],
            hard=row[5] == Question.Difficulty.HARD,
            tie_break=row[6],
            neutralised=row[7],
        )
        found.setdefault(row[0], []).append(item)
    return found


def choice_counts(paper_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """``{paper id: {question number: number of its choices}}``; one query."""
    found: dict[int, dict[int, int]] = {}
    rows = PaperQuestion.objects.filter(paper__in=list(paper_ids)).values_list(
        "paper_id", "number", "order"
    )
    for paper_id, number, order in rows:
        found.setdefault(paper_id, {})[number] = len(order)
    return found


def countries_of(entry_ids: Iterable[int]) -> dict[int, str]:
    """``{entry id: country of its school}``; one query."""
    entries = Entry.objects.filter(pk__in=list(entry_ids))
    return dict(entries.values_list("pk", "school_class__school__country"))
