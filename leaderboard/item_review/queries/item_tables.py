"""Results of a division counted into tables that grow with its questions, not with its pupils."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from competition.models import Division, Result
from competition.rules.scoring import ScoredQuestion
from quizbank.rules.marking import HALF, may_be_half_right
from quizbank.rules.responses import QuestionKind

# ``(country, language)`` of an attempt.
type Origin = tuple[str, str]
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
    division: Division,
    paper: int,
    items: Sequence[ScoredQuestion],
    *,
    told: Step,
    doubtful: Collection[int] = (),
) -> dict[Origin, ItemTables]:
    """The tables of each country and language; one query, read in pieces.

    ``doubtful``: numbers of questions that are no measure of how good a pupil is. They are left out
    of the totals, but for the table of the question itself, as is what counts for nobody.
    """
    found: dict[Origin, ItemTables] = {}
    measures = [not item.neutralised and item.number not in doubtful for item in items]
    rows = (
        counted_results(division, paper)
        .order_by()
        .values_list("country", "attempt__language", "choices", "codes")
    )
    for country, language, marks, codes in rows.iterator(chunk_size=CHUNK):
        tables = found.setdefault((country, language), ItemTables())
        _count(tables, items, measures, marks)
        if codes:
            _count_codes(tables, items, codes)
        told(1)
    return found


def _count(
    tables: ItemTables, items: Sequence[ScoredQuestion], measures: Sequence[bool], marks: str
) -> None:
    earned = [item.earned(mark) for item, mark in zip(items, marks, strict=True)]
    total = sum(points for points, measured in zip(earned, measures, strict=True) if measured)
    tables.totals[total] += 1
    for item, mark, points, measured in zip(items, marks, earned, measures, strict=True):
        own = total if measured else total + points
        tables.marks.setdefault(item.number, Counter())[mark, own] += 1


def _count_codes(tables: ItemTables, items: Sequence[ScoredQuestion], codes: str) -> None:
    for item, code in zip(items, codes.split(","), strict=True):
        if item.form.kind is not QuestionKind.SINGLE:
            tables.codes.setdefault(item.number, Counter())[int(code)] += 1


def together(groups: Iterator[ItemTables]) -> ItemTables:
    """Several groups as one."""
    found = ItemTables()
    for one in groups:
        found.add(one)
    return found


def level_of(item: ScoredQuestion, mark: str) -> int:
    """How right a mark is, in steps: 0, 1, and 2 where a question has a half."""
    half = item.halves and may_be_half_right(item.form)
    if mark == item.right_mark:
        return 2 if half else 1
    return 1 if half and mark == HALF else 0


def levels(item: ScoredQuestion, table: Counter[tuple[str, int]]) -> Counter[tuple[int, int]]:
    """A table by how right the answers are."""
    found = Counter[tuple[int, int]]()
    for (mark, total), pupils in table.items():
        found[level_of(item, mark), total] += pupils
    return found
