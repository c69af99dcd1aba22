"""Which texts of the bank wait for somebody, and for what."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from django.conf import settings

from quizbank.bank.answer_looks import told_the_key
from quizbank.bank.queries import barred_from, texts_of
from quizbank.bank.review_steps import APPROVED, BLIND, CONTENT, DRAFT, PROTECTION
from quizbank.models import Question, QuestionText
from quizbank.workshop.permissions import QuestionDesk
from quizbank.workshop.step_labels import TRANSLATE, WRITE

type Texts = Mapping[str, QuestionText]


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

    ``barred`` are ids of texts that are this person's own work (``bank.queries.barred_from``).
    """
    if question.retired_at is not None:
        return ""
    text = texts.get(language)
    if text is None or text.state == DRAFT:
        return _work_on_draft(desk, question, texts, language)
    if text.state == APPROVED or not may_read(desk, text):
        return ""
    return "" if text.pk in barred else text.state


def may_read(desk: QuestionDesk, text: QuestionText) -> bool:
    """Whether somebody may pass reviews as the one a text waits for, whoever wrote it."""
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


def to_answer(desk: QuestionDesk, question: Question, texts: Texts) -> list[str]:
    """Languages of the texts this person has to answer before the key is shown; five queries.

    Empty for whoever knows the key by an earlier answer or by own work, and where nothing waits.
    """
    found = _to_answer(desk, [question], {question.pk: texts})
    return found.get(question.pk, [])


def keys_to_answer(desk: QuestionDesk) -> dict[str, list[str]]:
    """``{identifier: languages}`` of every question whose key is not to be shown to this person."""
    waiting = QuestionText.objects.filter(state__in=BLIND).values("question")
    questions = Question.objects.filter(pk__in=waiting, retired_at__isnull=True)
    there = {question.pk: question for question in questions}
    found = _to_answer(desk, list(there.values()), texts_of(there))
    return {there[pk].key: codes for pk, codes in found.items()}


def _to_answer(
    desk: QuestionDesk, questions: Iterable[Question], texts: Mapping[int, Texts]
) -> dict[int, list[str]]:
    barred = barred_from((one for own in texts.values() for one in own.values()), desk.user.pk)
    waiting = {
        question.pk: codes
        for question in questions
        for own in [texts.get(question.pk, {})]
        if (codes := [c for c in own if work_on(desk, question, own, c, barred) in BLIND])
    }
    known = told_the_key(waiting, desk.user.pk) if waiting else set()
    return {pk: codes for pk, codes in waiting.items() if pk not in known}
