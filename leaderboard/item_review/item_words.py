"""Figures of questions in words: a sentence first, the numbers behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from competition.models import Division
from leaderboard.results.words import ruled_words
from leaderboard.rules.item_findings import ItemFault
from leaderboard.rules.item_statistics import ENOUGH
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from quizbank.papers.as_asked import as_asked_of_anybody
from quizbank.papers.compiling import Compiled
from quizbank.rules.marking import FULL, HALF, NONE, WRONG
from quizbank.rules.responses import QuestionKind
from schools.rules.percents import share_of, whole_percent

type Told = Mapping[str, Any]
# The questions of a paper as they were asked, by number.
type Asked = Mapping[int, Compiled]


@dataclass(frozen=True, slots=True)
class AnswerThirds:
    """One choice, or one way of answering: per cents of weak, middling and good pupils."""

    words: str
    right: bool
    shares: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question with what is said of it; ``sentences`` are reasons to look at it."""

    number: int
    stem: str
    neutralised: str
    pupils: int
    credit: int | None
    correlation: float | None
    sentences: Sequence[str]
    answers: Sequence[AnswerThirds]
    languages: Sequence[LanguageShare]


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """A question in one language: its share of the points in per cent, and whether it falls far
    behind the other languages."""

    language: str
    credit: int | None
    harder: bool


@dataclass(frozen=True, slots=True)
class DivisionFigures:
    """What the page shows of a division."""

    name: str
    pupils: int
    preliminary: bool
    rows: Sequence[ItemLine]
    languages: Sequence[str]

    @property
    def to_look_at(self) -> list[ItemLine]:
        """Questions with a reason to look at them."""
        return [row for row in self.rows if row.sentences]


def figures_of(division: Division, told: Told) -> DivisionFigures:
    """The figures of a division's paper in the reader's language; three queries."""
    items = {item.number: item for item in items_of([told["paper"]]).get(told["paper"], [])}
    asked = as_asked_of_anybody(told["paper"])
    whole = told["groups"][0]
    in_languages = list(_in_languages(told["groups"][1:], items, asked))
    rows = [
        _row(items[one["number"]], one, asked, told["groups"][1:], in_languages)
        for one in whole["items"]
        if one["number"] in items
    ]
    return DivisionFigures(
        name=str(division),
        pupils=whole["pupils"],
        preliminary=whole["pupils"] < ENOUGH,
        rows=rows,
        languages=[settings.ENDONYMS[one["language"]] for one in told["groups"][1:]],
    )


def _in_languages(
    groups: Sequence[Told], items: Mapping[int, PaperQuestion], asked: Asked
) -> Iterator[tuple[int, str]]:
    """What stands out in one language alone: a key that its pupils do not take for one."""
    for group in groups:
        name = settings.ENDONYMS[group["language"]]
        for one in group["items"]:
            item = items.get(one["number"])
            keys = [f for f in one["findings"] if f["fault"] == ItemFault.KEY]
            if item and keys:
                yield item.number, f"{name}: {_sentence(keys[0], item, asked)}"


def _row(
    item: PaperQuestion,
    one: Told,
    asked: Asked,
    groups: Sequence[Told],
    in_languages: Sequence[tuple[int, str]],
) -> ItemLine:
    said = [_sentence(finding, item, asked) for finding in one["findings"]]
    of_all = {finding["fault"] for finding in one["findings"]}
    if ItemFault.KEY not in of_all:
        said += [sentence for number, sentence in in_languages if number == item.number]
    languages = [_in_language(group, item.number) for group in groups]
    said += [
        _("In %(language)s it is much harder than in other languages: read both wordings.")
        % {"language": one.language}
        for one in languages
        if one.harder
    ]
    return ItemLine(
        number=item.number,
        stem=_stem(item, asked),
        neutralised=ruled_words(item),
        pupils=one["pupils"],
        credit=None if one["credit"] is None else whole_percent(100 * one["credit"]),
        correlation=one["correlation"],
        sentences=said,
        answers=list(_answers(item, one["thirds"], asked)),
        languages=languages,
    )


def _in_language(group: Told, number: int) -> LanguageShare:
    credit = next((one["credit"] for one in group["items"] if one["number"] == number), None)
    return LanguageShare(
        language=settings.ENDONYMS[group["language"]],
        credit=None if credit is None else whole_percent(100 * credit),
        harder=number in group["harder"],
    )


def _stem(item: PaperQuestion, asked: Asked) -> str:
    return str(asked[item.number]["stem"]) if item.number in asked else item.question.key


def _sentence(finding: Told, item: PaperQuestion, asked: Asked) -> str:
    texts = {
        ItemFault.KEY: _("More good pupils chose “%(choice)s” than the key: look at the key."),
        ItemFault.BACKWARDS: _(
            "Weak pupils know it more often than good ones: look at the key and the wording."
        ),
        ItemFault.WEAK: _("It hardly tells good pupils from weak ones."),
        ItemFault.HARD: _("Fewer than one pupil in five knows it."),
        ItemFault.EASY: _("Nearly all know it: it does not tell who is better."),
    }
    text = texts[ItemFault(finding["fault"])]
    if finding["fault"] == ItemFault.KEY and not finding["mark"]:
        return _("More pupils gave another answer than the key: look at the key.")
    return text % {"choice": _choice(item, finding["mark"], asked)}


def _choice(item: PaperQuestion, mark: str, asked: Asked) -> str:
    """A mark in words: the choice itself of a single one."""
    if item.form.kind is QuestionKind.SINGLE and mark.isdigit() and 0 < int(mark) <= item.form.size:
        return _part_said(item, int(mark) - 1, asked)
    marks = {
        FULL: _("all right"),
        HALF: _("one mistake"),
        WRONG: _("otherwise"),
        NONE: _("nothing"),
    }
    return marks.get(mark, mark)


def _answers(item: PaperQuestion, thirds: Told, asked: Asked) -> Iterator[AnswerThirds]:
    sums = [sum(counts[third] for counts in thirds.values()) for third in range(3)]
    right = str(item.key) if item.form.kind is QuestionKind.SINGLE else FULL
    for mark, counts in sorted(thirds.items(), key=lambda one: (one[0] == NONE, one[0])):
        low, middle, high = (
            share_of(count, whole) for count, whole in zip(counts, sums, strict=True)
        )
        yield AnswerThirds(_choice(item, mark, asked), mark == right, (low, middle, high))


def _part_said(item: PaperQuestion, part: int, asked: Asked) -> str:
    """What stood at a place, counted from 0; its letter where nothing did."""
    said = asked[item.number]["choices"][part] if item.number in asked else ""
    return str(said) or item.order[part]
