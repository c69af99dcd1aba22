"""What a draft's questions bring and take: points, what guessing gets, minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from competition.models import PaperDraft
from quizbank.bank.review_status import letters_among
from quizbank.models import Question, QuestionText
from quizbank.rules.blind_guesses import UNITS, chance, expected_points
from quizbank.rules.marking import points_of
from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import markable


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Of one question; ``chance`` of full points by guessing in per cent, ``guessed`` the mean.

    Minutes are those of a question of one choice, which is reckoned with one.
    """

    points: int
    minutes: float
    chance: float
    guessed: float
    is_single: bool


@dataclass(frozen=True, slots=True)
class PaperFigures:
    """Of all that is chosen."""

    points: int
    minutes: float
    guessed: float
    of_parts: int
    allowed: int


def figures_of(
    question: Question, texts: Mapping[str, QuestionText], *, halves: bool
) -> QuestionFigures | None:
    """Nothing for a question without any text."""
    letters, kind = letters_among(texts, question.source), QuestionKind(question.kind)
    if not letters:
        return None
    form = question.form_in(letters)
    nothing = kind is QuestionKind.SPOTS and len(letters) > len(markable(question.scene))
    return QuestionFigures(
        points_of(kind),
        UNITS[kind],
        100 * chance(form, with_nothing=nothing),
        expected_points(form, halves=halves, with_nothing=nothing),
        kind is QuestionKind.SINGLE,
    )


def sums_of(draft: PaperDraft, figures: Sequence[QuestionFigures | None]) -> PaperFigures:
    """Of the questions that have a text."""
    there = [one for one in figures if one is not None]
    return PaperFigures(
        points=sum(one.points for one in there),
        minutes=sum(one.minutes for one in there),
        guessed=sum(one.guessed for one in there),
        of_parts=sum(not one.is_single for one in there),
        allowed=draft.division.minutes,
    )
