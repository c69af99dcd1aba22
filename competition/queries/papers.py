"""Papers as scoring and the hall see them."""

from __future__ import annotations

from collections.abc import Iterable

from competition.scoring import Item
from quizbank.models import PaperQuestion, Question


def scoring_items(paper_ids: Iterable[int]) -> dict[int, list[Item]]:
    """``{paper id: its questions with the key, in order}``; one query."""
    found: dict[int, list[Item]] = {}
    rows = PaperQuestion.objects.filter(paper__in=list(paper_ids)).order_by("paper_id", "number")
    for paper_id, order, right, difficulty, *said in rows.values_list(
        "paper_id",
        "order",
        "question__right",
        "question__difficulty",
        "number",
        "points",
        "tie_break",
        "neutralised",
    ):
        number, points, tie_break, neutralised = said
        item = Item(
            number=number,
            key=order.index(right) + 1,
            points=points,
            hard=difficulty == Question.Difficulty.HARD,
            tie_break=tie_break,
            neutralised=neutralised,
        )
        found.setdefault(paper_id, []).append(item)
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
