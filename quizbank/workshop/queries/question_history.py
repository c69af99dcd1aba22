"""What was done with a question and said about it, as its readers are told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from quizbank.bank.queries import topic_names
from quizbank.models import Question, Review
from quizbank.workshop.about_labels import about_label, about_words

LONGEST = 200


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step; ``comment`` is what a person said, or what is another than before, line by line."""

    review: Review
    comment: str


def history_of(question: Question, language: str | None = None) -> list[HistoryStep]:
    """What was done and said, the latest first; of one language with what concerns all."""
    reviews = question.reviews.select_related("by")
    if language is not None:
        reviews = reviews.filter(language__in=("", language))
    there = list(reviews[:LONGEST])
    is_told = any(one.act == Review.Act.CHANGED and one.comment for one in there)
    topics = topic_names() if is_told else {}
    return [HistoryStep(one, _said(one, topics)) for one in there]


def _said(review: Review, topics: Mapping[str, str]) -> str:
    if review.act != Review.Act.CHANGED or not review.comment:
        return review.comment
    # As ``bank.actions.writing.store_about`` writes it down.
    changes = json.loads(review.comment)
    return "\n".join(
        f"{about_label(name)}: " + " → ".join(about_words(name, one, topics) for one in values)
        if values
        else about_label(name)
        for name, values in changes.items()
    )
