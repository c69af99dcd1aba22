"""The one way to questions for practice: where each stands, read whole, and what the gate lets out.

No address names a paper, a question or a digest of one, so there is nothing to guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from competition.editions.queries.taking_part import codes_of
from competition.models import Division, DraftQuestion, Edition
from competition.rules.practice_gate import (
    SECRET,
    PaperUse,
    PaperUses,
    PracticeStatus,
    is_candidate,
)
from quizbank.models import Paper, PaperQuestion, Question

KINDS = (*SECRET, "practice")


def open_questions(country: str) -> set[int]:
    """Ids of the questions that may be practised in a country; a fixed number of queries."""
    return {pk for pk, one in standings().items() if is_candidate(one, country)}


def standings() -> dict[int, PracticeStatus]:
    """Where every question stands that is in a paper, or chosen for one."""
    sheets = _sheets()
    found: dict[int, list[PaperUses]] = defaultdict(list)
    faulty: set[int] = set()
    items = PaperQuestion.objects.values_list("question_id", "paper_id", "neutralised")
    for question, paper, neutralised in items.order_by():
        found[question].append(sheets[paper])
        faulty |= {question} if neutralised else set()
    for question, draft in _drafted():
        found[question].append(draft)
    return {
        pk: PracticeStatus(tuple(found[pk]), retired is not None, pk in faulty)
        for pk, retired in Question.objects.order_by().values_list("pk", "retired_at")
        if pk in found
    }


def _sheets() -> dict[int, PaperUses]:
    """Every paper with its uses."""
    codes = _codes()
    uses: dict[int, list[PaperUse]] = defaultdict(list)
    for division in Division.objects.select_related("edition").order_by():
        for kind in KINDS:
            if paper := getattr(division, f"{kind}_id"):
                edition = division.edition
                uses[paper].append(PaperUse(kind, edition.state, codes[edition.pk]))
    papers = Paper.objects.order_by().values_list("pk", "kind")
    return {pk: PaperUses(kind, tuple(uses[pk])) for pk, kind in papers}


def _codes() -> dict[int, frozenset[str]]:
    editions = Edition.objects.prefetch_related("countries", "windows")
    return {edition.pk: frozenset(codes_of(edition)) for edition in editions}


def _drafted() -> Iterable[tuple[int, PaperUses]]:
    """What organizers have chosen for papers that are asked in earnest."""
    rows = DraftQuestion.objects.filter(draft__kind__in=SECRET).values_list(
        "question_id", "draft__kind", "draft__division__edition__state"
    )
    for question, kind, state in rows.order_by():
        yield question, PaperUses(kind, (PaperUse(kind, state),))
