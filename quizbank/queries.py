"""Reads of the question bank."""

from __future__ import annotations

from collections.abc import Iterable

from quizbank.exceptions import PaperNotPublishable
from quizbank.models import CompiledPaper, PaperQuestion, Question, QuestionText, Review


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


def is_in_paper(question: Question) -> bool:
    """Whether pupils were or may be asked it as it is."""
    return PaperQuestion.objects.filter(question=question).exists()


def hands_of(text: QuestionText) -> set[int]:
    """Ids of those who wrote or handed in a text since it was last approved."""
    reviews = Review.objects.filter(question=text.question_id, language=text.language)
    approvals = reviews.filter(act__in=(Review.Act.PROTECTION, Review.Act.BACK_CHECK))
    number, last = approvals.order_by("pk").values_list("pk", "version").last() or (0, 0)
    wrote = text.wordings.filter(version__gt=last or 0, by__isnull=False)
    handed_in = reviews.filter(act=Review.Act.HANDED_IN, pk__gt=number)
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
