"""What formats and checks found, said in the reader's language: one function for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext, pgettext_lazy

from base.intake.phrases import Phrase
from quizbank.checks.check_rules import RULES
from quizbank.checks.items import Finding
from quizbank.languages.codes import name_of

SEVERITIES = {
    "error": pgettext_lazy("severity of a finding", "has to be mended"),
    "warning": pgettext_lazy("severity of a finding", "look again"),
}


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding in the reader's language; ``asks`` is what the rule asks of every question."""

    question: str
    language: str
    severity: str
    asks: str
    text: str


def say(words: object) -> str:
    """``Phrase`` in the active language; anything else, such as a name, as it is."""
    return filled(words.text, words.values) if isinstance(words, Phrase) else str(words)


def finding(found: Finding) -> ToldFinding:
    """What a check says of a question."""
    rule = RULES[found.rule]
    return ToldFinding(
        say(found.question),
        name_of(found.language) if found.language else "",
        str(SEVERITIES[rule.severity]),
        gettext(rule.asks),
        say(found.message),
    )


def filled(text: str, values: Mapping[str, object]) -> str:
    """The text in the active language with its values put in."""
    return gettext(text) % {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: object) -> object:
    if name == "language":
        return name_of(str(value))
    if isinstance(value, float):
        return localize(value)
    return say(value) if isinstance(value, str) else value
