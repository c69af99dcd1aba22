"""Which texts of a question may go before pupils: whole ones, passed together with their source."""

from __future__ import annotations

from collections.abc import Mapping

from quizbank.models import QuestionText
from quizbank.models.questions import SaidInLanguage
from quizbank.rules.text_units import Unit

APPROVED = QuestionText.State.APPROVED


def letters_among(texts: Mapping[str, QuestionText], source: str) -> str:
    """The letters of a question's choices: those of its source text, or of any without one."""
    text = source_among(texts, source)
    return text.letters if text else ""


def source_among[Said](texts: Mapping[str, Said], source: str) -> Said | None:
    """The text in the language it was written in, or any without one."""
    return texts.get(source) or next((texts[code] for code in sorted(texts)), None)


def is_whole(text: SaidInLanguage, source: SaidInLanguage) -> bool:
    """Whether a paper can be made of a text: nothing is empty, and nothing is missing or more."""
    return text.is_complete and text.words.shape == source.words.shape


def empty_in(text: QuestionText, source: QuestionText) -> list[Unit]:
    """The units of its source of which a text says nothing yet."""
    said = dict(text.words.units())
    return [unit for unit, _words in source.words.units() if not said.get(unit, "").strip()]


def usable[Said: SaidInLanguage](texts: Mapping[str, Said], source: str) -> dict[str, Said]:
    """The texts of a question, by language, that count as there at all."""
    written = source_among(texts, source)
    return {code: one for code, one in texts.items() if written and is_whole(one, written)}


def approved(texts: Mapping[str, QuestionText], source: str) -> frozenset[str]:
    """Languages in which a real edition may ask the question.

    A translation of a text that is not approved itself may say anything.
    """
    whole = usable(texts, source)
    return frozenset(code for code, text in whole.items() if passed(text, whole.get(source)))


def passed(text: QuestionText, source: QuestionText | None) -> bool:
    """Whether people have passed a whole text and the one it was translated from."""
    return source is not None and text.state == source.state == APPROVED
