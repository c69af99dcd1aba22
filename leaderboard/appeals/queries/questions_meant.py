"""Which questions appeals are about: the words they were asked in, and whether they still count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.models import Appeal
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from quizbank.papers.as_asked import as_asked_of_anybody


@dataclass(frozen=True, slots=True)
class QuestionMeant:
    """A question as an appeal names it, in the words in which it was asked."""

    item: PaperQuestion
    number: int
    stem: str
    ages: str

    @property
    def counts(self) -> bool:
        """Whether it is not neutralised."""
        return not self.item.neutralised


def questions_meant(appeals: Iterable[Appeal]) -> Mapping[int, QuestionMeant]:
    """``{appeal: its question}`` of those about one, read with sitting and division; a query and
    two for each paper, none where no appeal is about a question."""
    asked = [(one, (one.sitting.paper_id, one.question)) for one in appeals if one.question]
    if not asked:
        return {}
    papers = items_of({paper for _one, (paper, _number) in asked})
    items = {(item.paper_id, item.number): item for many in papers.values() for item in many}
    words = {paper: as_asked_of_anybody(paper) for paper in papers}
    return {
        one.pk: QuestionMeant(item, number, words[paper][number]["stem"], str(one.entry.division))
        for one, (paper, number) in asked
        if (item := items.get((paper, number)))
    }


def still_counting(edition: Edition) -> list[QuestionMeant]:
    """Those about which an appeal was upheld and that are not neutralised, each once."""
    upheld = Appeal.objects.filter(
        edition=edition, about=Appeal.About.QUESTION, outcome=Appeal.Outcome.UPHELD
    )
    meant = questions_meant(upheld.select_related("sitting", "entry__division").order_by("pk"))
    found = {one.item.pk: one for one in meant.values() if one.counts}
    return sorted(found.values(), key=lambda one: (one.ages, one.number))
