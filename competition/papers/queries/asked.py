"""Where questions were asked, and what pupils chose."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.db.models.functions import Substr

from competition.models import Division, Edition
from competition.papers.queries.sets import KINDS


def divisions_with(paper_ids: Collection[int]) -> QuerySet[Division]:
    """The divisions that point to one of these papers, with their editions."""
    found = Q(official__in=paper_ids) | Q(rehearsal__in=paper_ids) | Q(practice__in=paper_ids)
    return Division.objects.select_related("edition").filter(found)


def editions_of(paper_ids: Collection[int]) -> dict[int, Edition]:
    """``{paper id: an edition it is in}``; one query, none for none."""
    return {
        paper_id: division.edition
        for division in (divisions_with(paper_ids) if paper_ids else ())
        for paper_id in (getattr(division, f"{kind}_id") for kind in KINDS)
        if paper_id is not None
    }


def choice_at(number: int) -> Substr:
    """The mark at a question of a result."""
    return Substr("choices", number, 1)
