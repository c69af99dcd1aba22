"""The papers of an edition at a glance, the record of each, and what could be taken over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from competition.models import Division, DraftQuestion, Edition, PaperRecord
from competition.papers.queries.sets import KINDS, divisions_with_papers
from quizbank.models import Paper, PaperQuestion


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """One of the papers of a division: what is published, and how much of a draft there is."""

    kind: str
    label: str
    paper: Paper | None
    questions: int
    drafted: int

    @property
    def published_at(self) -> datetime | None:
        return self.paper.published_at if self.paper else None


def places_of(edition: Edition) -> list[tuple[Division, list[PaperPlace]]]:
    """Every division with its three papers; three queries."""
    divisions = divisions_with_papers(edition)
    ids = [getattr(division, f"{kind}_id") for division in divisions for kind in KINDS]
    counted = PaperQuestion.objects.filter(paper__in=ids).order_by().values_list("paper")
    asked = dict(counted.annotate(Count("pk")))
    drafted = _drafted(edition)
    return [
        (
            division,
            [
                PaperPlace(
                    *(kind, str(label), getattr(division, kind)),
                    questions=asked.get(getattr(division, f"{kind}_id"), 0),
                    drafted=drafted.get((division.pk, kind), 0),
                )
                for kind, label in Paper.Kind.choices
            ],
        )
        for division in divisions
    ]


def _drafted(edition: Edition) -> dict[tuple[int, str], int]:
    rows = DraftQuestion.objects.filter(draft__division__edition=edition).order_by()
    counted = rows.values_list("draft__division", "draft__kind").annotate(Count("pk"))
    return {(division_id, kind): count for division_id, kind, count in counted}


def offered_papers(division: Division, kind: str) -> QuerySet[Paper]:
    """Published papers of the bank for this age group and kind, without the present one."""
    papers = Paper.objects.filter(
        kind=kind, division_code=division.code, published_at__isnull=False
    )
    return papers.exclude(pk=getattr(division, f"{kind}_id")).order_by("-published_at")


def record_of_paper(division: Division, kind: str, *, most: int = 20) -> list[PaperRecord]:
    """What was done with a paper, the newest first."""
    rows = PaperRecord.objects.filter(division=division, kind=kind)
    return list(rows.select_related("by", "paper").order_by("-at", "-pk")[:most])
