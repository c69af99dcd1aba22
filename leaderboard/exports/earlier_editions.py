"""A sheet that compares an edition with earlier ones, by the questions that stood in both alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from competition.models import Division, Edition
from leaderboard.exports.review_sheets import measured
from leaderboard.results.queries.asked_papers import divisions_of, stems_of
from leaderboard.rules.same_questions import (
    AskedOnce,
    YearChange,
    change,
    change_of_all,
    same_words,
)
from quizbank.bank.queries import items_of
from quizbank.models import CompiledPaper, PaperQuestion
from schools.spreadsheets.workbook import Heading, Value, WorkbookSheet

type Words = Mapping[str, Mapping[int, Mapping[str, Any]]]


class AskedTwice(NamedTuple):
    """A question of this edition that an earlier one asked, too."""

    now: PaperQuestion
    before: PaperQuestion
    # in which its words are the same
    languages: frozenset[str]
    # whether they are in all that both papers have
    everywhere: bool


def years_sheet(edition: Edition, earlier: Sequence[Edition]) -> WorkbookSheet:
    """Mean credit of the same questions, in all languages and in each where enough played.

    ``earlier``: editions whose figures the reader may see. A fixed number of queries for each.
    """
    headers = [
        *(_("earlier edition"), _("division"), _("language"), _("question"), _("then"), _("text")),
        *(_("pupils then"), _("pupils now"), _("share of the points then (%)")),
        *(_("share of the points now (%)"), _("change"), _("uncertain by ± (%)")),
    ]
    widths = (26, 10, 12, 9, 8, 46, 9, 9, 11, 11, 9, 11)
    return WorkbookSheet(_("Same questions, other years"), headers, widths, _rows(edition, earlier))


def _rows(edition: Edition, earlier: Sequence[Edition]) -> Iterator[Sequence[Value]]:
    yield [
        Heading(
            _("Only questions that stood in both, in the same words, are compared: papers differ.")
        )
    ]
    yield [
        Heading(
            _("Means of whole papers do not say whether children know more than in other years.")
        )
    ]
    for other in earlier:
        rows = list(_against(edition, other))
        nothing: list[Value] = [other.title, *[None] * 4, _("No question can be compared.")]
        yield from rows or [nothing]


def _against(edition: Edition, other: Edition) -> Iterator[list[Value]]:
    figures, before = measured(edition), measured(other)
    former = {one.code: one for one in divisions_of(other)}
    for division in divisions_of(edition):
        then = former.get(division.code)
        if then is None or not {division.code} <= figures.keys() & before.keys():
            continue
        twice, stems = asked_twice(division, then), stems_of(division)
        groups = {one["language"]: one for one in before[division.code]["groups"]}
        for group in figures[division.code]["groups"]:
            if group["language"] in groups:
                language = settings.ENDONYMS.get(group["language"], _("all"))
                start: list[Value] = [other.title, str(division), language]
                for row in _compared(group, groups[group["language"]], twice, stems):
                    yield [*start, *row]


def asked_twice(now: Division, before: Division) -> list[AskedTwice]:
    """Questions of both papers, in the order of this one; four queries.

    What counted for nobody in one of them is left out, and what gave half a point in only one.
    """
    found = items_of([now.official_id or 0, before.official_id or 0])
    former = {one.question_id: one for one in found.get(before.official_id or 0, [])}
    words, earlier = _words(now), _words(before)
    pairs = [(one, former.get(one.question_id)) for one in found.get(now.official_id or 0, [])]
    return [
        _twice(one, other, words, earlier)
        for one, other in pairs
        if other and not (one.neutralised or other.neutralised) and one.halves == other.halves
    ]


def _twice(one: PaperQuestion, other: PaperQuestion, words: Words, earlier: Words) -> AskedTwice:
    both = words.keys() & earlier.keys()
    same = frozenset(
        code for code in both if same_words(words[code][one.number], earlier[code][other.number])
    )
    return AskedTwice(one, other, same, bool(same) and same == both)


def _words(division: Division) -> Words:
    """``{language: {number: the question as it was asked}}``."""
    rows = CompiledPaper.objects.filter(paper=division.official_id).values_list("language", "body")
    return {
        language: {one["number"]: one for one in json.loads(body)["questions"]}
        for language, body in rows
    }


def _compared(
    now: Mapping[str, Any],
    before: Mapping[str, Any],
    twice: Sequence[AskedTwice],
    stems: Mapping[int, str],
) -> Iterator[list[Value]]:
    """Of one language, or of all: each question, then the mean of them."""
    language, pairs = now["language"], list[tuple[AskedOnce, AskedOnce]]()
    for one in twice:
        there, here = _asked(before, one.before.number), _asked(now, one.now.number)
        same = language in one.languages if language else one.everywhere
        if there and here and same:
            pairs.append((there, here))
            numbers: list[Value] = [one.now.number, one.before.number]
            text = stems.get(one.now.number)
            counts: list[Value] = [there.pupils, here.pupils]
            yield [*numbers, text, *counts, *_change(change(there, here))]
    whole = change_of_all(pairs)
    if whole and len(pairs) > 1:
        title = _("mean of these questions: %d") % len(pairs)
        yield [None, None, title, before["pupils"], now["pupils"], *_change(whole)]


def _asked(group: Mapping[str, Any], number: int) -> AskedOnce | None:
    rows = (one for one in group["items"] if one["number"] == number)
    found: Mapping[str, Any] = next(rows, {})
    credit = found.get("credit")
    return None if credit is None else AskedOnce(found["pupils"], credit)


def _change(found: YearChange) -> list[Value]:
    return [found.before, found.now, found.change, found.half]
