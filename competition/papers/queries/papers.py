"""Papers as scoring and the pupil API see them."""

from __future__ import annotations

from collections.abc import Iterable

from competition.models import Entry
from competition.rules.scoring import ScoredQuestion
from quizbank.models import PaperQuestion, Question
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import form_of, key_of


def scoring_items(paper_ids: Iterable[int]) -> dict[int, list[ScoredQuestion]]:
    """``{paper id: its questions with the key, in order}``; one query."""
    found: dict[int, list[ScoredQuestion]] = {}
    rows = PaperQuestion.objects.filter(paper__in=list(paper_ids)).order_by("paper_id", "number")
    # Row by row for every finish: no models, and no scenes.
    for paper, number, order, kind, right, points, halves, *more in rows.values_list(
        *("paper_id", "number", "order", "question__kind", "question__right", "points", "halves"),
        *("question__difficulty", "tie_break", "neutralised"),
    ):
        form, (level, breaks, none) = form_of(QuestionKind(kind), right, order), more
        item = ScoredQuestion(
            number=number,
            key=key_of(form, right, order),
            points=points,
            hard=level == Question.Difficulty.HARD,
            tie_break=breaks,
            neutralised=none,
            form=form,
            halves=halves,
        )
        found.setdefault(paper, []).append(item)
    return found


def highest_codes(paper_ids: Iterable[int]) -> dict[int, dict[int, int]]:
    """``{paper id: {question number: highest code of a response}}``; one query."""
    found: dict[int, dict[int, int]] = {}
    rows = PaperQuestion.objects.filter(paper__in=list(paper_ids)).values_list(
        "paper_id", "number", "order", "question__kind", "question__right"
    )
    for paper_id, number, order, kind, right in rows:
        highest = form_of(QuestionKind(kind), right, order).highest
        found.setdefault(paper_id, {})[number] = highest
    return found


def countries_of(entry_ids: Iterable[int]) -> dict[int, str]:
    """``{entry id: country of its school}``; one query."""
    entries = Entry.objects.filter(pk__in=list(entry_ids))
    return dict(entries.values_list("pk", "school_class__school__country"))
