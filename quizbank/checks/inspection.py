"""The bank as the checks read it: from the files of ``fixtures/``, or from the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from quizbank.checks.bank import Guide
from quizbank.checks.cues import CueList
from quizbank.checks.items import CheckedQuestion, item_of
from quizbank.checks.terms import Glossary
from quizbank.exceptions import BadQuestion
from quizbank.languages.question_scripts import Exceptions
from quizbank.models import Question, QuestionText
from quizbank.rules.text_units import TextWords

FIXTURES: Path = settings.BASE_DIR / "fixtures"


def exceptions_of_scripts() -> Exceptions:
    """What ``fixtures/script_exceptions.yaml`` says."""
    return Exceptions.of(_read(FIXTURES / "script_exceptions.yaml"))


@cache
def guide() -> Guide:
    """Glossary, exceptions and cues of ``fixtures/``; read once in a process."""
    return Guide(
        Glossary.of(_read(FIXTURES / "glossary.yaml")),
        exceptions_of_scripts(),
        CueList.of(_read(FIXTURES / "cues.yaml")),
    )


def items_of_files(folder: Path) -> list[CheckedQuestion]:
    """The questions of a folder like ``fixtures/questions``; a file that is none is named."""
    return list(_items(sorted(folder.glob("**/*.yaml"))))


def _items(paths: Iterable[Path]) -> Iterator[CheckedQuestion]:
    for path in paths:
        try:
            yield item_of(_read(path))
        except (KeyError, TypeError, AttributeError, ValueError, yaml.YAMLError) as error:
            raise BadQuestion(f"{path}: this is no question ({error})") from error


def items_of_database() -> list[CheckedQuestion]:
    """The questions that are stored, in the order of their divisions."""
    texts: dict[int, dict[str, TextWords]] = defaultdict(dict)
    for row in QuestionText.objects.order_by("language"):
        texts[row.question_id][row.language] = row.words
    return [checked(question, texts[question.pk]) for question in Question.objects.all()]


def checked(question: Question, texts: Mapping[str, TextWords]) -> CheckedQuestion:
    """A stored question as the checks see it."""
    asked = question.asked
    return CheckedQuestion(
        question.key, question.division_code, asked.right, texts, asked.kind, asked.scene
    )


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
