"""A question as the checks see it, and what they find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from base.intake.phrases import Phrase
from quizbank.checks.words import in_latin
from quizbank.rules.question_faults import Asked, words_from
from quizbank.rules.responses import QuestionKind
from quizbank.rules.text_units import TextWords
from quizbank.rules.unit_names import name_of_unit


def named_units(words: TextWords) -> Iterator[tuple[Phrase, str]]:
    """Each unit of a text with its name in messages."""
    for unit, said in words.units():
        yield name_of_unit(unit), said


@dataclass(frozen=True)
class CheckedQuestion:
    """A question with all its texts by language."""

    key: str
    division: str
    right: str
    texts: Mapping[str, TextWords]
    kind: QuestionKind = QuestionKind.SINGLE
    scene: Mapping[str, Any] = field(default_factory=dict)

    @property
    def asked(self) -> Asked:
        """What is asked apart from any language."""
        return Asked(self.right, self.kind, self.scene)

    @cached_property
    def latin(self) -> Mapping[str, TextWords]:
        """The texts in Latin letters, in which the glossary and the rules name words."""
        return {language: in_latin(language, text) for language, text in self.texts.items()}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a question; ``language`` is empty where all are meant.

    ``message`` and ``question``, where that is no identifier, are ``Phrase``.
    """

    question: str
    language: str
    rule: str
    message: str


def item_of(data: Mapping[str, Any]) -> CheckedQuestion:
    """From the content of a file of ``fixtures/questions``; raises ``KeyError`` where one lacks."""
    return CheckedQuestion(
        str(data["id"]),
        str(data["division"]),
        str(data["right"]),
        {language: words_from(_with_all(text)) for language, text in data["texts"].items()},
        QuestionKind(data.get("kind") or QuestionKind.SINGLE),
        data.get("scene") or {},
    )


def _with_all(text: Mapping[str, Any]) -> Mapping[str, Any]:
    """The text, if it has what every text has."""
    for name in ("question", "choices", "explanation"):
        text[name]
    return text
