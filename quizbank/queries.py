"""Reads of the question bank."""

from __future__ import annotations

from collections.abc import Iterable

from quizbank.exceptions import PaperNotPublishable
from quizbank.models import CompiledPaper, PaperQuestion, Question, QuestionText
from quizbank.variants import Wording, base_of, is_variant, wording


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


def read_in(
    country: str, question_ids: Iterable[int], *, drafts: bool
) -> dict[int, dict[str, Wording[QuestionText]]]:
    """``{question id: {language: what is read in a country}}``; one query.

    For whatever shows questions after the quiz, and for practice. Without ``drafts`` a variant that
    nobody has approved leaves an approved text in its place: somebody may have begun it after the
    paper went out.
    """
    found = {}
    for pk, texts in texts_of(question_ids).items():
        ready = texts if drafts else {c: t for c, t in texts.items() if not _is_draft(c, texts)}
        there = {language: wording(ready, language, country) for language in map(base_of, texts)}
        found[pk] = {language: one for language, one in there.items() if one is not None}
    return found


def _is_draft(code: str, texts: dict[str, QuestionText]) -> bool:
    approved = {one for one, text in texts.items() if text.state == QuestionText.State.APPROVED}
    return is_variant(code) and code not in approved and base_of(code) in approved


def letters_of(question: Question) -> str:
    """The letters of its choices, in order. Raises ``PaperNotPublishable`` without any text."""
    text = question.texts.first()
    if text is None:
        raise PaperNotPublishable(f"{question.key}: the question has no text")
    return "".join(sorted(text.choices))
