"""The divisions of an edition, and what their official papers ask."""

from __future__ import annotations

from competition.models import Division, Edition
from quizbank.models import QuestionText
from schools.models import in_reader_language


def divisions_of(edition: Edition) -> list[Division]:
    """Its divisions, youngest first, with the edition."""
    return list(edition.divisions.select_related("edition").order_by("pk"))


def stems_of(division: Division) -> dict[int, str]:
    """``{question id: its text in the reader's language}`` of the division's official paper."""
    texts = QuestionText.objects.filter(question__paper_items__paper=division.official_id)
    found: dict[int, dict[str, str]] = {}
    for text in texts:
        found.setdefault(text.question_id, {})[text.language] = text.stem
    return {question: in_reader_language(stems) for question, stems in found.items()}
