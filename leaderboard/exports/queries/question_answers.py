"""How each question of an edition was answered, by country and language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from competition.models import Division
from competition.papers.queries.papers import scoring_items
from leaderboard.results.queries.listed import SCHOOL
from leaderboard.results.queries.public_results import public_results
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from quizbank.rules.marking import NONE
from schools.models import School


class QuestionTally(NamedTuple):
    """One question in one country and language; ``None`` stands for all of them."""

    item: PaperQuestion
    country: str | None
    language: str | None
    pupils: int
    right: int
    unanswered: int


def question_tallies(
    division: Division, paper: int, schools: QuerySet[School]
) -> Iterator[QuestionTally]:
    """Question by question of a paper: all pupils first, then each country, then its languages.

    A sum of one thing would say the same twice: it is left out.

    The database counts, in one query for a paper; only pupils who had it are in it.
    """
    items = items_of([paper]).get(paper, [])
    rows = _counted(division, paper, schools) if items else {}
    groups = _groups(rows)
    for item in items:
        for group in groups:
            inside = [counts for key, counts in rows.items() if _is_in(key, group)]
            names = ("pupils", f"right_{item.number}", f"open_{item.number}")
            yield QuestionTally(item, *group, *(sum(one[name] for one in inside) for name in names))


def _groups(rows: Iterable[tuple[str, str]]) -> list[tuple[str | None, str | None]]:
    countries: dict[str, list[tuple[str, str]]] = {}
    for key in sorted(rows):
        countries.setdefault(key[0], []).append(key)
    groups: list[tuple[str | None, str | None]] = [(None, None)] if len(countries) > 1 else []
    for country, keys in countries.items():
        groups += [(country, None)] if len(keys) > 1 else []
        groups += keys
    return groups


def _is_in(key: tuple[str, str], group: tuple[str | None, str | None]) -> bool:
    return all(wanted in (None, one) for one, wanted in zip(key, group, strict=True))


def _counted(
    division: Division, paper: int, schools: QuerySet[School]
) -> dict[tuple[str, str], dict[str, int]]:
    """``{(country, language): {"pupils": …, "right_<n>": …, "open_<n>": …}}``."""
    rows = public_results().filter(
        division=division,
        attempt__sitting__paper=paper,
        **{f"{SCHOOL}__in": schools},
    )
    keys = scoring_items([paper])[paper]
    digits = {f"choice_{item.number}": Substr("choices", item.number, 1) for item in keys}
    counts = {"pupils": Count("pk")}
    for item in keys:
        right, left_open = (Q(**{f"choice_{item.number}": one}) for one in (item.right_mark, NONE))
        counts[f"right_{item.number}"] = Count("pk", filter=right)
        counts[f"open_{item.number}"] = Count("pk", filter=left_open)
    names = ("country", "attempt__language", *counts)
    grouped = rows.order_by().annotate(**digits).values("country", "attempt__language")
    return {
        (country, language): dict(zip(counts, found, strict=True))
        for country, language, *found in grouped.annotate(**counts).values_list(*names)
    }
