"""The figures of an edition's questions, worked out division by division in the background."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from competition.models import Division, Edition
from competition.papers.queries.papers import scoring_items
from competition.rules.scoring import ScoredQuestion
from leaderboard.item_review.queries.answer_times import answer_times
from leaderboard.item_review.queries.item_tables import (
    ItemTables,
    Origin,
    counted_results,
    item_tables,
    levels,
    together,
)
from leaderboard.results.queries.asked_papers import divisions_of
from leaderboard.rules.item_findings import (
    ItemFault,
    ItemFigures,
    ItemFinding,
    another_answer,
    findings,
    preferred,
)
from leaderboard.rules.item_statistics import (
    FEWEST,
    Thirds,
    alpha,
    error_of_measurement,
    item_rest_correlation,
    mean_credit,
    median,
    moments,
    thirds,
    variance,
)
from leaderboard.rules.language_difference import (
    FEWEST_OF_EACH,
    LanguageDifference,
    fairly_compared,
    language_difference,
    strata,
)
from quizbank.rules.marking import NONE, right_apart
from quizbank.rules.responses import QuestionKind
from schools.jobs.performing import Progress

# What is stored and shown: plain values.
type Told = dict[str, Any]
# One pass over the results, one over the answers, one where a key looks wrong; one for each
# question that differs much between languages and one without all of them, which are mostly few.
PASSES = 4
# So many questions of a paper go on measuring who is equally good, whatever is found.
FEWEST_FAIR = 1 / 3
# Serbian in its two scripts is the same words: what differs there is chance or a slip of the pen.
SAME_WORDS = frozenset({"sr", "sr-latn"})


def measure(edition: Edition, progress: Progress) -> Told:
    """``{divisions: [{code, paper, groups, differences}]}``, youngest first; of a division in which
    results of the reserve count two, the official paper first."""
    papers = [(one, one.official_id) for one in divisions_of(edition) if one.official_id]
    progress.expect(PASSES * sum(counted_results(*one).count() for one in papers))
    return {"divisions": [measure_paper(*one, progress) for one in papers]}


def measure_paper(division: Division, paper: int, progress: Progress) -> Told:
    """The figures of one paper: of all who had it, of each language, and between languages."""
    items = scoring_items([paper]).get(paper, [])
    read = partial(item_tables, division, paper, items, told=progress.step)
    by_origin = read()
    refined, left_out = _compared(by_origin, items, read)
    times = answer_times(division, paper, told=progress.step)
    seconds = {number: median(counted) for number, counted in times.items()}
    return {
        "code": division.code,
        "paper": paper,
        "groups": list(groups(by_origin, items, seconds)),
        "differences": refined,
        "left_out": sorted(left_out),
    }


def _compared(
    by_origin: Mapping[Origin, ItemTables],
    items: Sequence[ScoredQuestion],
    read: Callable[..., dict[Origin, ItemTables]],
) -> tuple[Sequence[Told], frozenset[int]]:
    """What differs between languages, and what was left out of the points for it.

    Questions whose key looks wrong, and those that differ much between languages, are no fair
    measure of who is equally good: they are found first, and left out of the points by which pupils
    are compared (purification; Holland & Thayer 1988).
    """
    every = frozenset(item.number for item in items if not item.neutralised)

    def compare(fair: frozenset[int]) -> list[Told]:
        tables = by_origin if fair == every else read(doubtful=every - fair)
        return list(differences(tables, items))

    with_a_key = every - _without_a_key(by_origin, items)
    found, fair = fairly_compared(compare, with_a_key, math.ceil(len(every) * FEWEST_FAIR))
    return found, every - fair


def _without_a_key(
    by_origin: Mapping[Origin, ItemTables], items: Sequence[ScoredQuestion]
) -> set[int]:
    """Questions that good pupils answer otherwise than the key says."""
    whole = _group("", together(iter(by_origin.values())), items, {})
    faults = (ItemFault.KEY, ItemFault.BACKWARDS)
    return {
        one["number"]
        for one in whole["items"]
        if any(finding["fault"] in faults for finding in one["findings"])
    }


def groups(
    by_origin: Mapping[Origin, ItemTables],
    items: Sequence[ScoredQuestion],
    seconds: Mapping[int, int | None],
) -> Iterator[Told]:
    """All pupils, then each language with enough of them."""
    yield _group("", together(iter(by_origin.values())), items, seconds)
    for language, tables in sorted(_by_language(by_origin).items()):
        if tables.totals.total() >= FEWEST:
            yield _group(language, tables, items, {})


def _by_language(by_origin: Mapping[Origin, ItemTables]) -> dict[str, ItemTables]:
    languages = {language for _country, language in by_origin}
    return {
        code: together(one for (_c, language), one in by_origin.items() if language == code)
        for code in languages
    }


def _group(
    language: str,
    tables: ItemTables,
    items: Sequence[ScoredQuestion],
    seconds: Mapping[int, int | None],
) -> Told:
    pupils = tables.totals.total()
    found: Told = {"language": language, "pupils": pupils, "alpha": None, "error": None}
    if pupils < FEWEST:
        return {**found, "items": []}
    counted = [item for item in items if not item.neutralised]
    spread = variance(tables.totals)
    variances = [moments(tables.marks[i.number], i.earned).variance_of_x for i in counted]
    found["alpha"] = alpha(variances, spread)
    if found["alpha"] is not None:
        found["error"] = error_of_measurement(found["alpha"], spread)
    return {**found, "items": [_item(i, tables, seconds.get(i.number)) for i in items]}


def _item(item: ScoredQuestion, tables: ItemTables, seconds: int | None) -> Told:
    table = tables.marks[item.number]
    parts = thirds(table, item.earned)
    figures = ItemFigures(
        number=item.number,
        pupils=table.total(),
        credit=mean_credit(table, item.earned, item.points),
        correlation=item_rest_correlation(table, item.earned),
        seconds=seconds,
        thirds={mark: parts.of(mark) for mark in _marks(item, table)},
        parts=tuple(_parts(item, tables.codes.get(item.number, Counter()))),
    )
    key = _key(item, parts, tables.codes.get(item.number, Counter()), figures.correlation)
    found = findings(figures, key)
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


def _parts(item: ScoredQuestion, codes: Counter[int]) -> Iterator[float]:
    """The share of those who answered that had each part right, along ``told_apart``."""
    answered = {code: pupils for code, pupils in codes.items() if code > 1}
    pupils = sum(answered.values())
    if pupils < FEWEST:
        return
    right: list[int] = []
    for code, count in answered.items():
        said = right_apart(item.form, item.key, code)
        right = right or [0] * len(said)
        right = [one + is_right * count for one, is_right in zip(right, said, strict=True)]
    yield from (one / pupils for one in right)


def differences(
    by_origin: Mapping[Origin, ItemTables], items: Sequence[ScoredQuestion]
) -> Iterator[Told]:
    """Each question in each language against all others together, and the same inside a country.

    Against all others, for one bad translation would make every other language seem easier than a
    single one it is compared with. Inside one country the lessons are the same: a difference there
    is of the words alone.
    """
    yield from _each_against_others("", _by_language(by_origin), items)
    countries = {country for country, _language in by_origin}
    for country in sorted(countries) if len(countries) > 1 else ():
        inside = {lang: one for (code, lang), one in by_origin.items() if code == country}
        yield from _each_against_others(country, inside, items)


def _each_against_others(
    country: str, by_language: Mapping[str, ItemTables], items: Sequence[ScoredQuestion]
) -> Iterator[Told]:
    for language in sorted(by_language):
        twins = SAME_WORDS if language in SAME_WORDS else {language}
        others = [one for one in by_language if one not in twins]
        yield from _against(country, by_language, language, others, items)
    if set(by_language) >= SAME_WORDS:
        first, second = sorted(SAME_WORDS)
        yield from _against(country, by_language, second, [first], items, same_words=True)


def _against(
    country: str,
    by_language: Mapping[str, ItemTables],
    language: str,
    others: Sequence[str],
    items: Sequence[ScoredQuestion],
    *,
    same_words: bool = False,
) -> Iterator[Told]:
    own, reference = by_language[language], together(by_language[one] for one in others)
    if min(own.totals.total(), reference.totals.total()) < FEWEST_OF_EACH:
        return
    for item in items:
        found = _difference(item, reference, own)
        if found is not None:
            yield {
                "number": item.number,
                "country": country,
                "language": language,
                "against": others[0] if same_words else "",
                **asdict(found),
                "letter": found.letter,
                "same_words": same_words,
            }


def _difference(
    item: ScoredQuestion, reference: ItemTables, other: ItemTables
) -> LanguageDifference | None:
    sides = (levels(item, one.marks[item.number]) for one in (reference, other))
    return language_difference(strata(*sides))


def worst_first(rows: Iterable[Told]) -> list[Told]:
    """Differences as they are looked at: C before B, the largest first."""
    return sorted(rows, key=lambda one: (one["letter"], abs(one["log_odds"])), reverse=True)
