"""Questions made for the checks: sound, but for what a test changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.rules.text_units import TextWords

TEXT = TextWords(
    "Ana gets a message. What helps her?",
    {"a": "Ask an adult", "b": "Reply at once", "c": "Send it on"},
    "An adult can help Ana.",
)


def made_text(
    stem: str = TEXT.stem,
    choices: Iterable[str] = tuple(TEXT.choices.values()),
    explanation: str = TEXT.explanation,
) -> TextWords:
    """A text with its choices lettered in order."""
    return TextWords(stem, dict(zip("abcd", choices, strict=False)), explanation)


def made_item(
    key: str = "one", *, division: str = "12-13", right: str = "a", **texts: TextWords
) -> CheckedQuestion:
    """A question; an underline in the name of a language stands for its hyphen."""
    named = {language.replace("_", "-"): text for language, text in texts.items()}
    return CheckedQuestion(key, division, right, named or {"en": TEXT})


def asked(stems: Mapping[str, str]) -> CheckedQuestion:
    """A question that is only its stem, by language, in the names that ``made_item`` takes."""
    texts = {
        language.replace("_", "-"): made_text(stem, "123", "4") for language, stem in stems.items()
    }
    return CheckedQuestion("one", "12-13", "a", texts)


def rules_of(findings: Iterable[Finding]) -> list[str]:
    """The rules that are broken, in order."""
    return [finding.rule for finding in findings]
