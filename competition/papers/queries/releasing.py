"""Which questions of an edition the public may be given, and which it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from competition.models import Division, Edition
from competition.papers.queries.gate_facts import KINDS, standings
from competition.papers.queries.neutralised import neutralised_in
from competition.papers.queries.sets import paper_name
from competition.rules.practice_gate import is_held
from quizbank.bank.queries import texts_of
from quizbank.models import PaperQuestion, Question
from schools.models import in_reader_language


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A question of a paper; ``elsewhere``: another edition may still ask it in earnest.

    ``neutralised``: titles of the editions in which it was; nobody practises such a question.
    """

    question: Question
    stem: str
    elsewhere: bool
    neutralised: list[str]

    @property
    def open(self) -> bool:
        """Whether it can be released."""
        return not (self.question.released_at or self.elsewhere or self.neutralised)


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A paper of the edition by its name, with its questions in order."""

    paper: int
    name: str
    rows: list[ReleaseRow]

    @property
    def waiting(self) -> int:
        """How many of them can be released."""
        return len(self.open())

    def open(self) -> set[int]:
        """Ids of those."""
        return {row.question.pk for row in self.rows if row.open}


def questions_in(edition: Edition) -> QuerySet[Question]:
    """The questions of all papers of an edition."""
    items = PaperQuestion.objects.filter(paper__in=_papers(edition))
    return Question.objects.filter(pk__in=items.values("question"))


def _papers(edition: Edition) -> dict[int, str]:
    """Its papers with their names, the oldest division last, as everywhere."""
    found: dict[int, str] = {}
    for division in Division.objects.filter(edition=edition).order_by("id"):
        for kind in KINDS:
            if paper := getattr(division, f"{kind}_id"):
                found.setdefault(paper, paper_name(division, kind))
    return found


def asked_elsewhere(questions: Iterable[int]) -> set[int]:
    """Those that would still be held if they were released."""
    stand = standings()
    known = {pk: stand[pk] for pk in questions if pk in stand}
    return {pk for pk, one in known.items() if is_held(replace(one, released=True))}


def papers_to_release(edition: Edition) -> list[PaperPart]:
    """Everything the page shows; a fixed number of queries."""
    names = _papers(edition)
    items = PaperQuestion.objects.filter(paper__in=names).select_related("question")
    rows = list(items.order_by("number"))
    ids = {item.question_id for item in rows}
    refused, faulty, texts = asked_elsewhere(ids), neutralised_in(ids), texts_of(ids)
    parts = {paper: PaperPart(paper, name, []) for paper, name in names.items()}
    for item in rows:
        said = {code: text.stem for code, text in texts.get(item.question_id, {}).items()}
        stem = in_reader_language(said, item.question.key)
        pk = item.question_id
        row = ReleaseRow(item.question, stem, pk in refused, faulty.get(pk, []))
        parts[item.paper_id].rows.append(row)
    return list(parts.values())
