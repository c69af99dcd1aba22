"""Reads of the question bank."""

from __future__ import annotations

from collections.abc import Iterable

from quizbank.exceptions import PaperNotPublishable
from quizbank.models import CompiledPaper, PaperQuestion, Question


def digests(paper_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """``{paper id: {language: digest}}`` of the compiled papers."""
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


def letters_of(question: Question) -> str:
    """The letters of its choices, in order. Raises ``PaperNotPublishable`` without any text."""
    text = question.texts.first()
    if text is None:
        raise PaperNotPublishable(f"{question.key}: the question has no text")
    return "".join(sorted(text.choices))
