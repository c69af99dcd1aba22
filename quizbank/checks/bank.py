"""All checks over all questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quizbank.checks import (
    cues,
    keys,
    kinds,
    lengths,
    protected,
    terms,
    twins,
    wording,
)
from quizbank.checks.cues import CueList
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.checks.terms import Glossary
from quizbank.languages.question_scripts import Exceptions


@dataclass(frozen=True, slots=True)
class Guide:
    """What editors keep beside the questions: words, exceptions of the scripts, cues."""

    glossary: Glossary
    exceptions: Exceptions
    cues: CueList


def of_item(item: CheckedQuestion, guide: Guide, languages: Sequence[str]) -> list[Finding]:
    """What a question by itself breaks."""
    return [
        *keys.findings(item, languages),
        *kinds.findings(item),
        *lengths.findings(item),
        *wording.findings(item),
        *protected.findings(item, guide.exceptions),
        *terms.findings(item, guide.glossary),
    ]


def of_bank(
    items: Sequence[CheckedQuestion], guide: Guide, languages: Sequence[str]
) -> list[Finding]:
    """What the questions break, each by itself and all together."""
    return [
        *(finding for item in items for finding in of_item(item, guide, languages)),
        *twins.findings(items),
        *keys.balance(items),
        *cues.balance(items, guide.cues),
    ]
