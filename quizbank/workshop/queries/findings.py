"""What the machine finds in one stored question, and which others of the bank are much like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F

from quizbank.checks import twins
from quizbank.checks.bank import of_item
from quizbank.checks.check_rules import is_error
from quizbank.checks.finding_messages import say
from quizbank.checks.inspection import checked, guide
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.languages.codes import name_of, tag_of
from quizbank.models import Question, QuestionText
from quizbank.rules.text_units import TextWords


@dataclass(frozen=True, slots=True)
class QuestionFinding:
    """One finding for the page of a question; ``language`` is empty where all are meant."""

    rule: str
    is_error: bool
    language: str
    tag: str
    message: str


def findings_of(question: Question) -> list[QuestionFinding]:
    """What has to be mended first, then what to look at again; two queries."""
    texts = {text.language: text.words for text in question.texts.order_by("language")}
    item = checked(question, texts)
    found = of_item(item, guide(), list(settings.ENDONYMS))
    if question.source in texts:
        found += _twins(item, _others(question), question.source)
    return sorted(map(_told, found), key=lambda one: not one.is_error)


def findings_in(question: Question, language: str, typed: TextWords) -> list[QuestionFinding]:
    """What is to be said of a text while it is written beside the stored ones; two queries.

    The question may be one that is not stored. Without what is only not written yet.
    """
    stored = question.texts.order_by("language") if question.pk else ()
    texts = {**{text.language: text.words for text in stored}, language: typed}
    item = checked(question, texts)
    found = [one for one in of_item(item, guide(), [language]) if _concerns(one, language)]
    if language == question.source and typed.stem:
        found += _twins(item, _others(question), language)
    return sorted(map(_told, found), key=lambda one: not one.is_error)


def _concerns(finding: Finding, language: str) -> bool:
    message = finding.message
    unwritten = finding.rule == "length" and "most" not in getattr(message, "values", {})
    return finding.language in ("", language) and not unwritten and finding.rule != "missing"


def _told(finding: Finding) -> QuestionFinding:
    """The one place where what a check says becomes what is read."""
    code = finding.language
    return QuestionFinding(
        finding.rule,
        is_error(finding.rule),
        name_of(code) if code else "",
        tag_of(code) if code else "",
        say(finding.message),
    )


def _twins(
    item: CheckedQuestion, others: Iterable[CheckedQuestion], language: str
) -> Iterator[Finding]:
    """In the language it was written in: translations of twins are twins."""
    said = twins.shingles(item, language)
    for other in others:
        if twins.likeness(said, twins.shingles(other, language)) >= twins.CLOSE:
            yield from twins.findings([other, item])


def _others(question: Question) -> list[CheckedQuestion]:
    """All other questions in use, in the language this one was written in; one query."""
    rows = QuestionText.objects.filter(
        language=question.source, question__retired_at__isnull=True
    ).exclude(question=question.pk)
    stored = (
        rows.order_by("question__key")
        .annotate(key=F("question__key"))
        .values_list("key", "question__right", "stem", "choices")
    )
    return [
        twins.compared(right, question.source, stem, choices, key=key)
        for key, right, stem, choices in stored
    ]
