"""Which texts of a question may go before pupils: whole ones, passed together with their source."""

from __future__ import annotations

from collections.abc import Mapping

from quizbank.models import QuestionText

APPROVED = QuestionText.State.APPROVED


def letters_among(texts: Mapping[str, QuestionText], source: str) -> str:
    """The letters of a question's choices: those of its source text, or of any without one."""
    text = texts.get(source) or next((texts[code] for code in sorted(texts)), None)
    return "".join(sorted(text.choices)) if text else ""


def is_whole(text: QuestionText, letters: str) -> bool:
    """Whether a paper can be made of a text: nothing is empty, and no choice is missing or more."""
    return bool(letters) and text.is_complete and sorted(text.choices) == sorted(letters)


def usable(texts: Mapping[str, QuestionText], source: str) -> dict[str, QuestionText]:
    """The texts of a question, by language, that count as there at all."""
    letters = letters_among(texts, source)
    return {code: text for code, text in texts.items() if is_whole(text, letters)}


def approved(texts: Mapping[str, QuestionText], source: str) -> frozenset[str]:
    """Languages in which a real edition may ask the question.

    A translation of a text that is not approved itself may say anything.
    """
    whole = usable(texts, source)
    return frozenset(code for code, text in whole.items() if passed(text, whole.get(source)))


def passed(text: QuestionText, source: QuestionText | None) -> bool:
    """Whether people have passed a whole text and the one it was translated from."""
    return source is not None and text.state == source.state == APPROVED
