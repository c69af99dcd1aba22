"""Reads for files of questions: what may be asked for."""

from __future__ import annotations

from quizbank.languages.codes import name_of
from quizbank.models import Question, QuestionText
from schools.models import DIVISION_CODES

type Choice = tuple[str, str]


def language_choices(known: list[str]) -> list[Choice]:
    """The product's languages and the variants that texts are stored in, by their own names."""
    stored = QuestionText.objects.order_by("language").values_list("language", flat=True)
    codes = dict.fromkeys([*known, *stored.distinct()])
    return [(code, name_of(code)) for code in codes]


def division_choices() -> list[Choice]:
    """The age groups of the countries' packs, and others of which there are questions."""
    stored = Question.objects.order_by("division_code").values_list("division_code", flat=True)
    codes = dict.fromkeys([*(code for code, _name in DIVISION_CODES), *stored.distinct()])
    return [(code, code.replace("-", "\N{EN DASH}")) for code in codes]
