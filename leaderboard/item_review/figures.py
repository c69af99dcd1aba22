"""The figures of an edition's questions, worked out division by division in the background."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base.clock import now
from base.jobs.performing import Progress
from base.made_files.kinds import MadeKind, Piece
from base.models import Job, MadeFile
from competition.models import Division, Edition, Result
from competition.papers.queries.papers import scoring_items
from competition.rules.scoring import ScoredQuestion
from leaderboard.item_review.permissions import get_measured_edition
from leaderboard.item_review.rules import (
    FEWEST,
    ItemFault,
    another_answer,
    findings,
    harder_in,
    item_rest_correlation,
    mean_credit,
    preferred,
    thirds,
)
from leaderboard.made_files import FIGURES
from leaderboard.results.queries import divisions_of
from quizbank.rules.marking import NONE
from quizbank.rules.responses import QuestionKind

CHUNK = 2000

# What is stored and shown: plain values.
type Told = dict[str, Any]


@dataclass(slots=True)
class ItemTables:
    """What a group of pupils did, in tables that grow with the questions and not with the pupils:
    ``marks`` by question, then ``{(mark, total): pupils}``; ``codes`` by question, of those of
    several parts."""

    pupils: int = 0
    marks: dict[int, Counter[tuple[str, int]]] = field(default_factory=lambda: defaultdict(Counter))
    codes: dict[int, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    def count(self, items: Sequence[ScoredQuestion], marks: str, codes: str) -> None:
        """Take one pupil in. What counts for nobody is left out of the totals, but for the table of
        the question itself."""
        self.pupils += 1
        earned = [item.earned(mark) for item, mark in zip(items, marks, strict=True)]
        counting = zip(items, earned, strict=True)
        total = sum(points for item, points in counting if not item.neutralised)
        for item, mark, points in zip(items, marks, earned, strict=True):
            self.marks[item.number][mark, total + points * item.neutralised] += 1
        for item, code in zip(items, codes.split(",") if codes else (), strict=False):
            if item.form.kind is not QuestionKind.SINGLE:
                self.codes[item.number][int(code)] += 1


def together(groups: Iterable[ItemTables]) -> ItemTables:
    """Several groups as one."""
    found = ItemTables()
    for group in groups:
        found.pupils += group.pupils
        for number, marks in group.marks.items():
            found.marks[number].update(marks)
        for number, codes in group.codes.items():
            found.codes[number].update(codes)
    return found


def counted_results(division: Division) -> QuerySet[Result]:
    """The official results of a division's paper that count."""
    paper = division.official_id
    return Result.objects.filter(counts=True, division=division, attempt__sitting__paper=paper)


def measure(edition: Edition, progress: Progress) -> Told:
    """``{divisions: [{code, paper, groups}]}``, youngest first."""
    divisions = [division for division in divisions_of(edition) if division.official_id]
    progress.expect(sum(counted_results(division).count() for division in divisions))
    return {"divisions": [measure_paper(division, progress) for division in divisions]}


def measure_paper(division: Division, progress: Progress) -> Told:
    """The figures of a division's paper: of all who had it, and of each language with enough
    pupils; one query for its results, read in pieces."""
    paper, found = division.official_id or 0, defaultdict[str, ItemTables](ItemTables)
    items = scoring_items([paper]).get(paper, [])
    rows = counted_results(division).order_by()
    columns = rows.values_list("attempt__language", "choices", "codes")
    for language, marks, codes in columns.iterator(chunk_size=CHUNK):
        found[language].count(items, marks, codes)
        progress.step(1)
    return {"code": division.code, "paper": paper, "groups": list(_groups(found, items))}


def _groups(
    by_language: Mapping[str, ItemTables], items: Sequence[ScoredQuestion]
) -> Iterator[Told]:
    """All pupils, then each language with enough of them."""
    yield _group("", together(by_language.values()), items)
    for language, tables in sorted(by_language.items()):
        if tables.pupils >= FEWEST:
            others = together(other for code, other in by_language.items() if code != language)
            harder = harder_in(_credits(tables, items), _credits(others, items))
            yield {**_group(language, tables, items), "harder": sorted(harder)}


def _credits(tables: ItemTables, items: Iterable[ScoredQuestion]) -> dict[int, float]:
    """The share of the points of each question; nothing of too few."""
    if tables.pupils < FEWEST:
        return {}
    shares = {
        item.number: mean_credit(tables.marks[item.number], item.earned, item.points)
        for item in items
    }
    return {number: share for number, share in shares.items() if share is not None}


def _group(language: str, tables: ItemTables, items: Sequence[ScoredQuestion]) -> Told:
    told = [_item(item, tables) for item in items] if tables.pupils >= FEWEST else []
    return {"language": language, "pupils": tables.pupils, "items": told}


def _item(item: ScoredQuestion, tables: ItemTables) -> Told:
    """The figures of a question, with what seems wrong; ``mark``: the choice it is about."""
    table, single = tables.marks[item.number], item.form.kind is QuestionKind.SINGLE
    pupils, parts = table.total(), thirds(table, item.earned)
    credit = mean_credit(table, item.earned, item.points)
    correlation = item_rest_correlation(table, item.earned)
    choices = [str(choice) for choice in range(1, item.form.size + 1)]
    if single:
        mark = preferred(parts[2], item.right_mark, frozenset(choices))
        doubts_key, marks = bool(mark), [*choices, NONE]
    else:
        mark, doubts_key = "", another_answer(tables.codes[item.number], item.key, correlation)
        marks = sorted({mark for mark, _total in table}, key="RHW0".index)
    found = findings(pupils, credit, correlation, doubts_key=doubts_key)
    return {
        "number": item.number,
        "pupils": pupils,
        "credit": credit,
        "correlation": correlation,
        "thirds": {given: [part[given] for part in parts] for given in marks},
        "findings": [
            {"fault": fault, "mark": mark if fault is ItemFault.KEY else ""} for fault in found
        ],
    }


# ------------------------------------------------------------------ the job


def _make(file: MadeFile, _job: Job, progress: Progress) -> Iterator[Piece]:
    body = measure(Edition.objects.get(pk=file.about), progress)
    yield json.dumps(body).encode(), 0


def _place(request: HttpRequest, file: MadeFile) -> str:
    edition = get_object_or_404(Edition, pk=file.about)
    get_measured_edition(request.user, edition.slug, at=now())
    return reverse("leaderboard:item_review", args=[edition.slug])


FIGURES_OF_QUESTIONS = MadeKind(FIGURES, _("Questions"), _make, _place)
