"""Reads of the question bank."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from quizbank.exceptions import PaperNotPublishable
from quizbank.models import CompiledPaper, PaperQuestion, Question, QuestionText, Review
from quizbank.standing import letters_among
from quizbank.variants import Wording, is_variant, parts_of, wording


def digests(paper_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """``{paper id: {language or variant: digest}}`` of the compiled papers."""
    found: dict[int, dict[str, str]] = {}
    rows = CompiledPaper.objects.filter(paper__in=list(paper_ids)).values_list(
        "paper_id", "language", "digest"
    )
    for paper_id, language, digest in rows:
        found.setdefault(paper_id, {})[language] = digest
    return found


def compiled_body(digest: str) -> bytes | None:
    """The bytes behind a digest, or ``None``."""
    body = CompiledPaper.objects.filter(digest=digest).values_list("body", flat=True).first()
    return None if body is None else body.encode()


def items_of(paper_ids: Iterable[int]) -> dict[int, list[PaperQuestion]]:
    """``{paper id: its items in order, with their questions and topics}``."""
    found: dict[int, list[PaperQuestion]] = {}
    rows = PaperQuestion.objects.filter(paper__in=list(paper_ids)).select_related("question__topic")
    for item in rows.order_by("paper_id", "number"):
        found.setdefault(item.paper_id, []).append(item)
    return found


def texts_of(question_ids: Iterable[int]) -> dict[int, dict[str, QuestionText]]:
    """``{question id: {language or variant: its text}}``; one query."""
    found: dict[int, dict[str, QuestionText]] = {}
    for text in QuestionText.objects.filter(question__in=list(question_ids)):
        found.setdefault(text.question_id, {})[text.language] = text
    return found


def readable(texts: dict[str, QuestionText], *, drafts: bool) -> dict[str, QuestionText]:
    """The texts of a question that pupils may get to read: ``{language or variant: text}``.

    A country variant takes the place of its language once nothing of it is empty. Without
    ``drafts`` it leaves an approved text there until it is approved itself.
    """
    approved = {code for code, text in texts.items() if text.state == QuestionText.State.APPROVED}
    waits = {
        code
        for code, text in texts.items()
        if not text.is_complete
        or (not drafts and code not in approved and parts_of(code)[0] in approved)
    }
    return {code: one for code, one in texts.items() if not (is_variant(code) and code in waits)}


def read_in(
    country: str, question_ids: Iterable[int], *, drafts: bool
) -> dict[int, dict[str, Wording[QuestionText]]]:
    """``{question id: {language: what is read in a country}}``; one query.

    For whatever shows questions after the quiz, and for practice. ``drafts`` are for editions for
    demonstration: elsewhere somebody may have begun a variant after the paper went out.
    """
    found = {}
    for pk, texts in texts_of(question_ids).items():
        ready = readable(texts, drafts=drafts)
        languages = [parts_of(code)[0] for code in texts]
        there = {language: wording(ready, language, country) for language in languages}
        found[pk] = {language: one for language, one in there.items() if one is not None}
    return found


def letters_of(question: Question) -> str:
    """The letters of its choices, in order. Raises ``PaperNotPublishable`` without any text."""
    texts = {text.language: text for text in question.texts.all()}
    if not texts:
        raise PaperNotPublishable(f"{question.key}: the question has no text")
    return letters_among(texts, question.source)


def is_in_paper(question: Question) -> bool:
    """Whether pupils were or may be asked it as it is."""
    return PaperQuestion.objects.filter(question=question).exists()


def hands_of(text: QuestionText) -> set[int]:
    """Ids of those who wrote or handed in a text since other words of it were last approved.

    Whoever wrote or handed in just these words counts however long ago that was: an approved text
    that is sent back, or that got another topic, is still theirs.
    """
    reviews = Review.objects.filter(question=text.question_id, language=text.language)
    approvals = reviews.filter(act__in=(Review.Act.PROTECTION, Review.Act.BACK_CHECK))
    earlier = approvals.filter(version__lt=text.version).order_by("pk")
    number, last = earlier.values_list("pk", "version").last() or (0, 0)
    said = Q(stem=text.stem, choices=text.choices, explanation=text.explanation)
    wrote = text.wordings.filter(Q(version__gt=last) | said, by__isnull=False)
    same = text.wordings.filter(said).values("version")
    handed_in = reviews.filter(Q(pk__gt=number) | Q(version__in=same), act=Review.Act.HANDED_IN)
    return {*wrote.values_list("by", flat=True), *handed_in.values_list("by", flat=True)}


def readers_of(text: QuestionText) -> set[int]:
    """Ids of those who have passed an earlier review of a text than the one it waits for."""
    if text.state != QuestionText.State.PROTECTION:
        return set()
    passed = Review.objects.filter(
        question=text.question_id,
        language=text.language,
        version=text.version,
        act=Review.Act.CONTENT,
    )
    return set(passed.values_list("by", flat=True))
