"""Results of a division counted into tables that grow with its questions, not with its pupils."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from competition.models import Division, Result
from competition.rules.scoring import ScoredQuestion
from quizbank.rules.responses import QuestionKind

type Step = Callable[[int], None]

CHUNK = 2000


@dataclass(slots=True)
class ItemTables:
    """What a group of pupils did: ``marks`` by question, then ``{(mark, total): pupils}``;
    ``codes`` by question, of those of several parts; ``totals``: ``{points: pupils}``."""

    marks: dict[int, Counter[tuple[str, int]]] = field(default_factory=dict)
    codes: dict[int, Counter[int]] = field(default_factory=dict)
    totals: Counter[int] = field(default_factory=Counter)

    def add(self, other: ItemTables) -> None:
        """Take in those of another group."""
        for number, table in other.marks.items():
            self.marks.setdefault(number, Counter()).update(table)
        for number, counted in other.codes.items():
            self.codes.setdefault(number, Counter()).update(counted)
        self.totals.update(other.totals)


def counted_results(division: Division, paper: int) -> QuerySet[Result]:
    """The official results of one of a division's papers that count."""
    return Result.objects.filter(counts=True, division=division, attempt__sitting__paper=paper)


def item_tables(
    division: Division, paper: int, items: Sequence[ScoredQuestion], *, told: Step
) -> dict[str, ItemTables]:
    """The tables of each language; one query, read in pieces.

    What counts for nobody is left out of the totals, but for the table of the question itself.
    """
    found: dict[str, ItemTables] = {}
    rows = (
        counted_results(division, paper)
        .order_by()
        .values_list("attempt__language", "choices", "codes")
    )
    for language, marks, codes in rows.iterator(chunk_size=CHUNK):
        tables = found.setdefault(language, ItemTables())
        _count(tables, items, marks)
        if codes:
            _count_codes(tables, items, codes)
        told(1)
    return found


def _count(tables: ItemTables, items: Sequence[ScoredQuestion], marks: str) -> None:
    earned = [item.earned(mark) for item, mark in zip(items, marks, strict=True)]
    total = sum(points for item, points in zip(items, earned, strict=True) if not item.neutralised)
    tables.totals[total] += 1
    for item, mark, points in zip(items, marks, earned, strict=True):
        own = total + points if item.neutralised else total
        tables.marks.setdefault(item.number, Counter())[mark, own] += 1


def _count_codes(tables: ItemTables, items: Sequence[ScoredQuestion], codes: str) -> None:
    for item, code in zip(items, codes.split(","), strict=True):
        if item.form.kind is not QuestionKind.SINGLE:
            tables.codes.setdefault(item.number, Counter())[int(code)] += 1


def together(groups: Iterable[ItemTables]) -> ItemTables:
    """Several groups as one."""
    found = ItemTables()
    for one in groups:
        found.add(one)
    return found
