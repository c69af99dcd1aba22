"""Which questions of the bank were neutralised, and in which editions: nobody practises them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from competition.papers.queries.asked import editions_of
from quizbank.models import PaperQuestion


def neutralised_in(question_ids: Iterable[int]) -> dict[int, list[str]]:
    """``{question id: titles of editions}`` of those that were; two queries, one where none was.

    A question is neutralised in the review of its edition, so it is secret no more.
    """
    items = PaperQuestion.objects.filter(question__in=list(question_ids), neutralised=True)
    papers = dict[int, list[int]]()
    for question, paper in items.order_by("pk").values_list("question", "paper"):
        papers.setdefault(question, []).append(paper)
    editions = editions_of({paper for there in papers.values() for paper in there})
    return {
        question: [editions[paper].title if paper in editions else _("no edition") for paper in its]
        for question, its in papers.items()
    }
