"""The papers of an edition at a glance, the record of each, and what could be taken over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet

from competition.models import Division, DraftQuestion, Edition, PaperRecord
from competition.papers.queries.asked_before import again_in_words
from competition.papers.queries.sets import (
    KINDS,
    PaperSet,
    asked_in_earnest,
    divisions_with_papers,
    may_be_asked_again,
)
from quizbank.bank.queries import items_of
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


@dataclass(frozen=True, slots=True)
class OfferedPaper:
    """A paper that could be taken over, and what has to be decided with it, in words."""

    paper: Paper
    warnings: Sequence[str]


def offered_with_warnings(division: Division, kind: str) -> list[OfferedPaper]:
    """All that could be taken over, each with what its draft would warn of; three queries."""
    papers = list(offered_papers(division, kind))
    if kind != Paper.Kind.OFFICIAL or not papers:
        return [OfferedPaper(paper, ()) for paper in papers]
    items = items_of([paper.pk for paper in papers])
    sets = {
        pk: PaperSet(division, kind, [one.question for one in there]) for pk, there in items.items()
    }
    ids = {question.pk for one in sets.values() for question in one.questions}
    again = may_be_asked_again(division.edition, ids)
    words = {pk: list(again_in_words(one, again)) for pk, one in sets.items()}
    return [OfferedPaper(paper, words.get(paper.pk, ())) for paper in papers]


def offered_papers(division: Division, kind: str) -> QuerySet[Paper]:
    """Published papers of the bank for this age group and kind, without the present one.

    Nor is there any that a real edition still asks in earnest: all would be against it, and what
    is against it would tell of its questions.
    """
    papers = Paper.objects.filter(
        kind=kind, division_code=division.code, published_at__isnull=False
    )
    others = papers.exclude(pk=getattr(division, f"{kind}_id")).exclude(asked_in_earnest("pk"))
    return others.order_by("-published_at")


def record_of_paper(division: Division, kind: str, *, most: int = 20) -> list[PaperRecord]:
    """What was done with a paper, the newest first."""
    rows = PaperRecord.objects.filter(division=division, kind=kind)
    return list(rows.select_related("by", "paper").order_by("-at", "-pk")[:most])
