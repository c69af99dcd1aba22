"""Figures of questions in words: a sentence first, the numbers behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from competition.models import Division
from leaderboard.item_review.measuring import worst_first
from leaderboard.results.neutralised_words import ruled_words
from leaderboard.rules.item_findings import ItemFault
from leaderboard.rules.item_statistics import ENOUGH
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from quizbank.papers.as_asked import as_asked_of_anybody
from quizbank.papers.compiling import Compiled
from quizbank.rules.marking import FULL, HALF, NONE, WRONG, told_apart
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
    seconds: int | None
    sentences: Sequence[str]
    answers: Sequence[AnswerThirds]
    parts: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """One question in one language against another."""

    number: int
    stem: str
    language: str
    against: str
    country: str
    letter: str
    delta: float
    sentence: str


@dataclass(frozen=True, slots=True)
class DivisionFigures:
    """What the page shows of a division."""

    name: str
    pupils: int
    preliminary: bool
    alpha: float | None
    error: float | None
    rows: Sequence[ItemLine]
    languages: Sequence[LanguageLine]
    looked_at: int = 0
    groups: Sequence[Told] = field(default_factory=list)

    @property
    def to_look_at(self) -> list[ItemLine]:
        """Questions with a reason to look at them."""
        return [row for row in self.rows if row.sentences]


def figures_of(division: Division, told: Told) -> DivisionFigures:
    """The figures of a division's paper in the reader's language; three queries."""
    items = {item.number: item for item in items_of([told["paper"]]).get(told["paper"], [])}
    asked = as_asked_of_anybody(told["paper"])
    whole = told["groups"][0]
    differing = worst_first(one for one in told["differences"] if one["letter"] in "BC")
    in_languages = list(_in_languages(told["groups"][1:], items, asked))
    rows = [
        _row(items[one["number"]], one, asked, differing, in_languages)
        for one in whole["items"]
        if one["number"] in items
    ]
    return DivisionFigures(
        name=str(division),
        pupils=whole["pupils"],
        preliminary=whole["pupils"] < ENOUGH,
        alpha=whole["alpha"],
        error=whole["error"],
        rows=rows,
        languages=[_language_row(one, items, asked) for one in differing],
        looked_at=len(told["differences"]),
        groups=[{**one, "name": settings.ENDONYMS[one["language"]]} for one in told["groups"][1:]],
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
    differing: Sequence[Told],
    in_languages: Sequence[tuple[int, str]],
) -> ItemLine:
    said = [_sentence(finding, item, asked) for finding in one["findings"]]
    of_all = {finding["fault"] for finding in one["findings"]}
    if ItemFault.KEY not in of_all:
        said += [sentence for number, sentence in in_languages if number == item.number]
    mine = [one for one in differing if one["number"] == item.number]
    said += [_difference(one) for one in mine if one["letter"] == "C" and _is_reason(one)]
    return ItemLine(
        number=item.number,
        stem=_stem(item, asked),
        neutralised=ruled_words(item),
        pupils=one["pupils"],
        credit=None if one["credit"] is None else whole_percent(100 * one["credit"]),
        correlation=one["correlation"],
        seconds=one["seconds"],
        sentences=said,
        answers=list(_answers(item, one["thirds"], asked)),
        parts=list(_parts(item, one["parts"], asked)),
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


def _parts(item: PaperQuestion, shares: Sequence[float], asked: Asked) -> Iterator[tuple[str, int]]:
    for parts, share in zip(told_apart(item.form, item.key), shares, strict=False):
        said = " → ".join(_part_said(item, part, asked) for part in parts)
        yield said, whole_percent(100 * share)


def _part_said(item: PaperQuestion, part: int, asked: Asked) -> str:
    """What stood at a place, counted from 0; its letter where nothing did."""
    said = asked[item.number]["choices"][part] if item.number in asked else ""
    return str(said) or item.order[part]


def _language_row(one: Told, items: Mapping[int, PaperQuestion], asked: Asked) -> LanguageLine:
    item = items.get(one["number"])
    return LanguageLine(
        number=one["number"],
        stem=_stem(item, asked) if item else "",
        language=settings.ENDONYMS[one["language"]],
        against=_against(one),
        country=one["country"],
        letter=one["letter"],
        delta=-2.35 * one["log_odds"],
        sentence=_difference(one),
    )


def _is_reason(one: Told) -> bool:
    """Whether it is the words of this language that are to be read."""
    return bool(one["log_odds"] > 0 or one["same_words"])


def _against(one: Told) -> str:
    return settings.ENDONYMS[one["against"]] if one["against"] else _("all other languages")


def _difference(one: Told) -> str:
    names = {
        "language": settings.ENDONYMS[one["language"]],
        "other": _against(one),
    }
    if one["same_words"]:
        text = _(
            "It differs between %(language)s and %(other)s, which have the same words: "
            "look for a slip of the pen."
        )
    elif one["log_odds"] > 0:
        text = _(
            "In %(language)s equally good pupils know it less often than in other languages: "
            "read both wordings side by side."
        )
    else:
        text = _(
            "In %(language)s equally good pupils know it more often than in other languages: "
            "read both wordings side by side."
        )
    return text % names
