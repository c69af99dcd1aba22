"""Which texts of the bank wait for somebody, and for what."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from django.conf import settings

from competition.permissions_questions import QuestionDesk
from competition.words_of_questions import TRANSLATE, WRITE
from quizbank.models import Question, QuestionText
from quizbank.stages import APPROVED, CONTENT, DRAFT, PROTECTION


def codes_of(texts: Iterable[str]) -> list[str]:
    """The languages of the product, then the country variants there are texts in."""
    return [*settings.ENDONYMS, *sorted(set(texts) - set(settings.ENDONYMS))]


def work_on(
    desk: QuestionDesk,
    question: Question,
    texts: Mapping[str, QuestionText],
    language: str,
    barred: Container[int],
) -> str:
    """What a text waits for that this person may do: of ``WORKS``, or nothing.

    ``barred`` are ids of texts that are this person's own work (``quizbank.queries.barred_from``).
    """
    if question.retired_at is not None:
        return ""
    text = texts.get(language)
    if text is None or text.state == DRAFT:
        return _work_on_draft(desk, question, texts, language)
    if text.state == APPROVED or not _may_read(desk, text):
        return ""
    return "" if text.pk in barred else text.state


def _may_read(desk: QuestionDesk, text: QuestionText) -> bool:
    if text.state == PROTECTION:
        return desk.may_protect
    if text.state == CONTENT:
        return desk.may_write or desk.may_protect
    return desk.may_check(text.language)


def _work_on_draft(
    desk: QuestionDesk, question: Question, texts: Mapping[str, QuestionText], language: str
) -> str:
    if not desk.may_edit(question, language):
        return ""
    if language == question.source:
        return WRITE
    source = texts.get(question.source)
    return TRANSLATE if source is not None and source.state == APPROVED else ""
