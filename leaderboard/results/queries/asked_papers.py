"""The divisions of an edition, and what their papers ask."""

from __future__ import annotations

from competition.models import Division, Edition
from quizbank.papers.as_asked import as_asked_of_anybody


def divisions_of(edition: Edition) -> list[Division]:
    """Its divisions, youngest first, with the edition."""
    return list(edition.divisions.select_related("edition").order_by("pk"))


def division_of_paper(edition: Edition, paper_id: int) -> Division | None:
    """The division whose pupils have this paper for points."""
    mine = Division.objects.select_related("edition").filter(edition=edition)
    return mine.filter(official=paper_id).first()


def stands_elsewhere(division: Division, paper_id: int) -> bool:
    """Whether pupils of another edition have the paper for points, too."""
    others = Division.objects.exclude(edition=division.edition_id)
    return others.filter(official=paper_id).exists()


def stems_of(division: Division, paper_id: int | None = None) -> dict[int, str]:
    """``{number: the question as it was asked, in the reader's language}`` of a paper of the
    division, without a word of its official one; two queries."""
    asked = as_asked_of_anybody(paper_id or division.official_id or 0)
    return {number: one["stem"] for number, one in asked.items()}
