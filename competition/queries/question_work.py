"""Which texts of the bank wait for somebody, and for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Max

from competition.permissions_questions import QuestionDesk
from competition.words_of_questions import TRANSLATE, WRITE
from quizbank.models import Question, QuestionText, Review, Wording
from quizbank.stages import APPROVED, CONTENT, DRAFT, PROTECTION, may_review

APPROVALS = (Review.Act.PROTECTION, Review.Act.BACK_CHECK)

type Place = tuple[int, str]


@dataclass(slots=True)
class Touched:
    """What one person has done in the whole bank: what they may not review."""

    # Texts by question id and language that they wrote or handed in since the last approval.
    hands: set[Place] = field(default_factory=set)
    # Texts whose present wording they have passed in the content review.
    read: set[tuple[int, str, int]] = field(default_factory=set)


def touched_by(desk: QuestionDesk) -> Touched:
    """Four queries, however large the bank is."""
    approvals = Review.objects.filter(act__in=APPROVALS).values_list("question", "language")
    last = {(pk, code): rest for pk, code, *rest in approvals.annotate(Max("pk"), Max("version"))}
    mine = Review.objects.filter(by=desk.user)
    handed = mine.filter(act=Review.Act.HANDED_IN).values_list("question", "language")
    found = Touched()
    for pk, code, number in handed.annotate(Max("pk")):
        if number > last.get((pk, code), (0, 0))[0]:
            found.hands.add((pk, code))
    wrote = Wording.objects.filter(by=desk.user).values_list("text__question", "text__language")
    for pk, code, version in wrote.annotate(Max("version")).order_by():
        if version > (last.get((pk, code), (0, 0))[1] or 0):
            found.hands.add((pk, code))
    read = mine.filter(act=Review.Act.CONTENT).values_list("question", "language", "version")
    found.read = {(pk, code, version) for pk, code, version in read if version is not None}
    return found


def codes_of(texts: Iterable[str]) -> list[str]:
    """The languages of the product, then the country variants there are texts in."""
    return [*settings.ENDONYMS, *sorted(set(texts) - set(settings.ENDONYMS))]


def work_on(
    desk: QuestionDesk,
    question: Question,
    texts: Mapping[str, QuestionText],
    language: str,
    touched: Touched,
) -> str:
    """What a text waits for that this person may do: of ``WORKS``, or nothing."""
    if question.retired_at is not None:
        return ""
    text = texts.get(language)
    if text is None or text.state == DRAFT:
        return _work_on_draft(desk, question, texts, language)
    if text.state == APPROVED or not _may_read(desk, text):
        return ""
    place = question.pk, language
    hands = {desk.user.pk} if place in touched.hands else set()
    passed = text.state == PROTECTION and (*place, text.version) in touched.read
    readers = {desk.user.pk} if passed else set()
    return text.state if may_review(desk.user.pk, hands=hands, readers=readers) else ""


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
