"""The figures of an edition's questions, worked out division by division in the background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from base.jobs.performing import Progress
from competition.models import Division, Edition
from competition.papers.queries.papers import scoring_items
from competition.rules.scoring import ScoredQuestion
from leaderboard.item_review.queries.item_tables import (
    ItemTables,
    counted_results,
    item_tables,
    together,
)
from leaderboard.results.queries import divisions_of
from leaderboard.rules.item_findings import (
    ItemFigures,
    ItemFinding,
    another_answer,
    findings,
    harder_in,
    preferred,
)
from leaderboard.rules.item_statistics import (
    FEWEST,
    Thirds,
    item_rest_correlation,
    mean_credit,
    thirds,
)
from quizbank.rules.marking import NONE
from quizbank.rules.responses import QuestionKind

# What is stored and shown: plain values.
type Told = dict[str, Any]


def measure(edition: Edition, progress: Progress) -> Told:
    """``{divisions: [{code, paper, groups}]}``, youngest first."""
    papers = [(one, one.official_id) for one in divisions_of(edition) if one.official_id]
    progress.expect(sum(counted_results(*one).count() for one in papers))
    return {"divisions": [measure_paper(*one, progress) for one in papers]}


def measure_paper(division: Division, paper: int, progress: Progress) -> Told:
    """The figures of one paper: of all who had it, and of each language with enough pupils."""
    items = scoring_items([paper]).get(paper, [])
    by_language = item_tables(division, paper, items, told=progress.step)
    return {
        "code": division.code,
        "paper": paper,
        "groups": list(_groups(by_language, items)),
    }


def _groups(
    by_language: Mapping[str, ItemTables], items: Sequence[ScoredQuestion]
) -> Iterator[Told]:
    """All pupils, then each language with enough of them."""
    yield _group("", together(by_language.values()), items)
    for language, tables in sorted(by_language.items()):
        if tables.totals.total() >= FEWEST:
            others = together(one for code, one in by_language.items() if code != language)
            harder = harder_in(_credits(tables, items), _credits(others, items))
            yield {**_group(language, tables, items), "harder": sorted(harder)}


def _credits(tables: ItemTables, items: Iterable[ScoredQuestion]) -> dict[int, float]:
    """The share of the points of each question; nothing of too few."""
    if tables.totals.total() < FEWEST:
        return {}
    shares = {
        one.number: mean_credit(tables.marks[one.number], one.earned, one.points) for one in items
    }
    return {number: share for number, share in shares.items() if share is not None}


def _group(language: str, tables: ItemTables, items: Sequence[ScoredQuestion]) -> Told:
    pupils = tables.totals.total()
    told = [_item(one, tables) for one in items] if pupils >= FEWEST else []
    return {"language": language, "pupils": pupils, "items": told}


def _item(item: ScoredQuestion, tables: ItemTables) -> Told:
    table, codes = tables.marks[item.number], tables.codes.get(item.number, Counter())
    parts = thirds(table, item.earned)
    figures = ItemFigures(
        number=item.number,
        pupils=table.total(),
        credit=mean_credit(table, item.earned, item.points),
        correlation=item_rest_correlation(table, item.earned),
        thirds={mark: parts.of(mark) for mark in _marks(item, table)},
    )
    found = findings(figures, _key(item, parts, codes, figures.correlation))
    return {**asdict(figures), "findings": [asdict(one) for one in found]}


def _key(
    item: ScoredQuestion, parts: Thirds, codes: Counter[int], correlation: float | None
) -> ItemFinding | None:
    """A reason to doubt the key."""
    if item.form.kind is not QuestionKind.SINGLE:
        return another_answer(codes, item.key, correlation)
    marks = frozenset(map(str, range(1, item.form.size + 1)))
    return preferred(parts, item.right_mark, marks)


def _marks(item: ScoredQuestion, table: Counter[tuple[str, int]]) -> list[str]:
    """Every choice of a single one, also one that nobody took; else the marks there are."""
    given = {mark for mark, _total in table}
    if item.form.kind is QuestionKind.SINGLE:
        return [*map(str, range(1, item.form.size + 1)), NONE]
    return sorted(given, key=lambda mark: "RHW0".index(mark))
