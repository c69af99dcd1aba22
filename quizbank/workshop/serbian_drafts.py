"""Texts of Serbian drafted in its other script, and where two that exist say different things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from base.languages.scripts import to_latin
from quizbank.bank.actions.writing import write_text
from quizbank.checks.inspection import exceptions_of_scripts
from quizbank.checks.items import named_units
from quizbank.checks.protected import first_unlike
from quizbank.languages.question_scripts import Exceptions, doubtful_in, to_cyrillic
from quizbank.models import QuestionText
from quizbank.rules.question_faults import text_faults
from quizbank.rules.scene_kinds import addresses
from quizbank.rules.text_units import TextWords

PAIRS = {("sr-latn", "sr"), ("sr", "sr-latn")}


@dataclass(frozen=True, slots=True)
class DraftOutcome:
    """Of one question: ``drafted``, ``same``, ``differs`` or ``refused``, and why."""

    question: str
    kind: str
    why: str = ""


def drafted(text: TextWords, target: str, exceptions: Exceptions) -> TextWords:
    """The text in the other script."""

    def turned(words: str) -> str:
        return to_cyrillic(words, exceptions) if target == "sr" else to_latin(words)

    return text.mapped(turned)


def drafted_words(
    words: TextWords, target: str, scene: Mapping[str, Any]
) -> tuple[TextWords, list[str]]:
    """What somebody begins with who writes a text that exists in the other script.

    And the words in it to look at with care.
    """
    exceptions = exceptions_of_scripts().beside(addresses(scene), words.whole())
    return drafted(words, target, exceptions), doubtful(words, target, exceptions)


def doubtful(text: TextWords, target: str, exceptions: Exceptions) -> list[str]:
    """Words that letters alone may turn wrongly; into Latin there are none."""
    return doubtful_in(text.whole(), exceptions) if target == "sr" else []


@transaction.atomic
def draft_texts(
    *, source: str, target: str, exceptions: Exceptions, at: datetime, dry: bool
) -> list[DraftOutcome]:
    """Store what is missing in ``target``, unreviewed; no text that exists is ever changed.

    ``dry`` stores nothing and says what would happen.
    """
    present = {row.question_id: row for row in QuestionText.objects.filter(language=target)}
    found = []
    rows = QuestionText.objects.filter(language=source).select_related("question")
    for row in rows.order_by("question__division_code", "question__key"):
        own = exceptions.beside(addresses(row.question.scene), row.words.whole())
        draft = drafted(row.words, target, own)
        if existing := present.get(row.question_id):
            found.append(_compared(row.question.key, draft, existing.words))
        else:
            unsure = doubtful(row.words, target, own)
            outcome = _stored(row, target, draft, None if dry else at)
            told = f"not sure about: {', '.join(unsure)}" if unsure else ""
            found.append(replace(outcome, why=outcome.why or told))
    return found


def _compared(key: str, draft: TextWords, text: TextWords) -> DraftOutcome:
    unlike = "; ".join(_differences(draft, text))
    return DraftOutcome(key, "differs" if unlike else "same", unlike)


def _differences(draft: TextWords, text: TextWords) -> Iterator[str]:
    written = dict(named_units(text))
    for name, words in named_units(draft):
        if name in written and words != written[name]:
            yield f"{name}: {first_unlike(words, written[name])}"
    if draft.shape != text.shape:
        yield "other choices or parts"


def _stored(row: QuestionText, target: str, draft: TextWords, at: datetime | None) -> DraftOutcome:
    if faults := list(text_faults(row.question.asked, draft)):
        return DraftOutcome(row.question.key, "refused", "; ".join(faults))
    if at is not None:
        is_source = row.language == row.question.source
        answered = row.version if is_source else row.source_version
        write_text(row.question, target, words=draft, by=None, at=at, source_version=answered)
    return DraftOutcome(row.question.key, "drafted")
