"""Texts of Serbian drafted in its other script, and where two that exist say different things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from quizbank import rules
from quizbank.bank.actions.writing import TextWords, write_text
from quizbank.checks.inspection import exceptions_of_scripts
from quizbank.checks.items import CheckedText
from quizbank.checks.protected import first_unlike
from quizbank.languages.question_scripts import Exceptions, doubtful_in, to_cyrillic
from quizbank.models import QuestionText
from schools.languages.scripts import to_latin

PAIRS = {("sr-latn", "sr"), ("sr", "sr-latn")}


@dataclass(frozen=True, slots=True)
class DraftOutcome:
    """Of one question: ``drafted``, ``same``, ``differs`` or ``refused``, and why."""

    question: str
    kind: str
    why: str = ""


def drafted(text: CheckedText, target: str, exceptions: Exceptions) -> CheckedText:
    """The text in the other script."""

    def turned(words: str) -> str:
        return to_cyrillic(words, exceptions) if target == "sr" else to_latin(words)

    choices = {letter: turned(choice) for letter, choice in text.choices.items()}
    return CheckedText(turned(text.stem), choices, turned(text.explanation))


def drafted_words(words: TextWords, target: str) -> tuple[TextWords, list[str]]:
    """What somebody begins with who writes a text that exists in the other script.

    And the words in it to look at with care.
    """
    text, exceptions = (
        CheckedText(words.stem, words.choices, words.explanation),
        exceptions_of_scripts(),
    )
    turned = drafted(text, target, exceptions)
    doubts = doubtful(text, target, exceptions)
    return TextWords(turned.stem, turned.choices, turned.explanation), doubts


def doubtful(text: CheckedText, target: str, exceptions: Exceptions) -> list[str]:
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
        draft = drafted(_text(row), target, exceptions)
        if existing := present.get(row.question_id):
            found.append(_compared(row.question.key, draft, _text(existing)))
        else:
            unsure = doubtful(_text(row), target, exceptions)
            outcome = _stored(row, target, draft, None if dry else at)
            told = f"not sure about: {', '.join(unsure)}" if unsure else ""
            found.append(replace(outcome, why=outcome.why or told))
    return found


def _text(row: QuestionText) -> CheckedText:
    return CheckedText(row.stem, row.choices, row.explanation)


def _compared(key: str, draft: CheckedText, text: CheckedText) -> DraftOutcome:
    unlike = "; ".join(_differences(draft, text))
    return DraftOutcome(key, "differs" if unlike else "same", unlike)


def _differences(draft: CheckedText, text: CheckedText) -> Iterator[str]:
    written = dict(text.parts())
    for name, words in draft.parts():
        if name in written and words != written[name]:
            yield f"{name}: {first_unlike(words, written[name])}"
    if set(draft.choices) != set(text.choices):
        yield "other choices"


def _stored(
    row: QuestionText, target: str, draft: CheckedText, at: datetime | None
) -> DraftOutcome:
    as_file = {
        "question": draft.stem,
        "choices": draft.choices,
        "explanation": draft.explanation,
    }
    if faults := rules.faults(row.question.right, {target: as_file}, [target]):
        return DraftOutcome(row.question.key, "refused", "; ".join(faults))
    if at is not None:
        words = TextWords(draft.stem, dict(draft.choices), draft.explanation)
        write_text(row.question, target, words=words, by=None, at=at, answers_source=True)
    return DraftOutcome(row.question.key, "drafted")
