"""Which questions appeals are about: their first words, and whether they still count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.models import Appeal
from leaderboard.results.mixed_papers import named_paper
from quizbank.bank.queries import items_of, texts_of, words_for_reader
from quizbank.languages.variants import AsRead
from quizbank.models import PaperQuestion


@dataclass(frozen=True, slots=True)
class QuestionMeant:
    """A question as an appeal names it, in the reader's language."""

    item: PaperQuestion
    number: int
    stem: str
    ages: str

    @property
    def counts(self) -> bool:
        """Whether it is not neutralised."""
        return not self.item.neutralised


def questions_meant(appeals: Iterable[Appeal]) -> Mapping[int, QuestionMeant]:
    """``{appeal: its question}`` of those about one, read with sitting and division; two queries
    for any number of them, none where no appeal is about a question."""
    asked = [(one, (one.sitting.paper_id, one.question)) for one in appeals if one.question]
    if not asked:
        return {}
    papers = items_of({paper for _one, (paper, _number) in asked})
    items = {(item.paper_id, item.number): item for many in papers.values() for item in many}
    found = {one.pk: (one, items.get(place)) for one, place in asked}
    stems = _stems(item for _one, item in found.values() if item)
    return {
        pk: QuestionMeant(item, item.number, stems.get(item.question_id, ""), _ages(one))
        for pk, (one, item) in found.items()
        if item
    }


def _stems(items: Iterable[PaperQuestion]) -> dict[int, str]:
    texts = texts_of({item.question_id for item in items})
    return {
        pk: words_for_reader({code: AsRead(text, text.words) for code, text in found.items()}).stem
        for pk, found in texts.items()
    }


def _ages(one: Appeal) -> str:
    return named_paper(one.entry.division, one.sitting.paper_id, several=False)


def still_counting(edition: Edition) -> list[QuestionMeant]:
    """Those about which an appeal was upheld and that are not neutralised, each once."""
    upheld = Appeal.objects.filter(
        edition=edition, about=Appeal.About.QUESTION, outcome=Appeal.Outcome.UPHELD
    )
    meant = questions_meant(upheld.select_related("sitting", "entry__division").order_by("pk"))
    found = {one.item.pk: one for one in meant.values() if one.counts}
    return sorted(found.values(), key=lambda one: (one.ages, one.number))
