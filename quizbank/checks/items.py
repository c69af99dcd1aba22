"""A question as the checks see it, and what they find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from intake.phrases import Phrase, gettext_noop

THE_QUESTION = gettext_noop("the question")
THE_EXPLANATION = gettext_noop("the explanation")
CHOICE = gettext_noop("choice %(letter)s")


@dataclass(frozen=True, slots=True)
class CheckedText:
    """The wording in one language."""

    stem: str
    choices: Mapping[str, str]
    explanation: str

    def parts(self) -> Iterator[tuple[str, str]]:
        """Each part with its name in messages."""
        yield Phrase(THE_QUESTION), self.stem
        for letter, choice in self.choices.items():
            yield Phrase(CHOICE, letter=letter), choice
        yield Phrase(THE_EXPLANATION), self.explanation

    def whole(self) -> str:
        """All parts, one a line."""
        return "\n".join(words for _, words in self.parts())


@dataclass(frozen=True, slots=True)
class CheckedQuestion:
    """A question with all its texts by language."""

    key: str
    division: str
    right: str
    texts: Mapping[str, CheckedText]


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
    texts = {
        language: CheckedText(
            str(text["question"]),
            {str(letter): str(choice) for letter, choice in text["choices"].items()},
            str(text["explanation"]),
        )
        for language, text in data["texts"].items()
    }
    return CheckedQuestion(str(data["id"]), str(data["division"]), str(data["right"]), texts)
