"""What the competition found wrong with questions it asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from base.registry import Registry
from quizbank.workshop.queries.question_list import QuestionLine

# ``{question id: titles of editions}`` of those among the given that were neutralised.
known_faults = Registry[Callable[[Iterable[int]], dict[int, list[str]]]]()


def faults_of(question_ids: Iterable[int]) -> dict[int, list[str]]:
    """The titles of the editions in which each was neutralised; nothing of the others."""
    return known_faults.only(question_ids)


def with_faults(lines: Iterable[QuestionLine]) -> list[QuestionLine]:
    """The lines of a page, each with where its question was neutralised."""
    shown = list(lines)
    faults = faults_of([line.question.pk for line in shown])
    return [replace(line, neutralised=faults.get(line.question.pk, ())) for line in shown]
