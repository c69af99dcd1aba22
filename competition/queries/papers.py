"""Papers as scoring and the hall see them."""

from __future__ import annotations

from collections.abc import Iterable

from competition.scoring import Item
from quizbank.models import PaperQuestion, Question
from quizbank.queries import items_of


def scoring_items(paper_ids: Iterable[int]) -> dict[int, list[Item]]:
    """``{paper id: its questions with the key}``; one query."""
    return {
        paper_id: [_as_item(row) for row in rows] for paper_id, rows in items_of(paper_ids).items()
    }


def _as_item(row: PaperQuestion) -> Item:
    return Item(
        number=row.number,
        key=row.order.index(row.question.right) + 1,
        points=row.points,
        hard=row.question.difficulty == Question.Difficulty.HARD,
        tie_break=row.tie_break,
        neutralised=row.neutralised,
    )


def choice_counts(paper_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """``{paper id: {question number: number of its choices}}``; one query."""
    found: dict[int, dict[int, int]] = {}
    rows = PaperQuestion.objects.filter(paper__in=list(paper_ids)).values_list(
        "paper_id", "number", "order"
    )
    for paper_id, number, order in rows:
        found.setdefault(paper_id, {})[number] = len(order)
    return found
