"""The results of a class as sheets: by pupil, by question, by topic."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from base.spreadsheets.workbook import Column, Value, WorkbookSheet
from competition.models import Result, Sitting
from competition.results.queries import ClassResults, PupilRow, QuestionRow, marks_of

NAME_WIDTH, TEXT_WIDTH, TOPIC_WIDTH, NUMBER_WIDTH = 24, 60, 30, 11


type Counted = Literal["number", "score", "right", "partly", "wrong", "unanswered", "minutes"]


class MarkedPupil(NamedTuple):
    """A card's outcome; ``marks``: the share of the points, question by question."""

    told: PupilRow
    result: Result
    marks: Sequence[Value]


def pupil_sheet(
    sitting: Sitting, results: ClassResults, *, names: bool
) -> WorkbookSheet[MarkedPupil]:
    """A line a card; with the key open also whether each question was right (1), half right (0.5)
    or wrong (0).

    Before, one pupil's ticks beside what that pupil remembers would hand on the key.
    """
    rows = results["rows"]
    named = names and any(row.attempt.card.name for row in rows)
    numbers = [question["number"] for question in results["questions"] if results["key_open"]]
    columns = [
        _told(_("Number"), "number"),
        *([Column(_("Name"), NAME_WIDTH, _name_on_card)] if named else []),
        _told(_("Points"), "score"),
        _told(_("Right"), "right"),
        *([_told(_("Partly right"), "partly")] if results["partly"] else []),
        _told(_("Wrong"), "wrong"),
        _told(_("Not answered"), "unanswered"),
        _told(_("Minutes"), "minutes"),
        *(_marked(number, place) for place, number in enumerate(numbers)),
    ]
    marks = list(marks_of(sitting.paper_id, rows)) if numbers else [()] * len(rows)
    pupils = map(MarkedPupil, results["pupils"], rows, marks)
    return WorkbookSheet(_("By pupil"), columns, pupils)


def _told(header: str, name: Counted) -> Column[MarkedPupil]:
    return Column(header, NUMBER_WIDTH, lambda pupil: pupil.told[name])


def _name_on_card(pupil: MarkedPupil) -> str:
    return pupil.result.attempt.card.name


def _marked(number: int, place: int) -> Column[MarkedPupil]:
    header = _("Question %(number)s") % {"number": number}
    return Column(header, NUMBER_WIDTH, lambda pupil: pupil.marks[place])


def question_sheet(results: ClassResults) -> WorkbookSheet[QuestionRow]:
    """A line a question, with the key once it may be told."""
    columns: list[Column[Any]] = [
        _read(_("No."), "number"),
        _read(_("Question"), "stem", TEXT_WIDTH),
        _read(_("Topic"), "topic", TOPIC_WIDTH),
        _read(_("Right"), "right"),
        _read(_("Right (%)"), "right_share"),
        _read(_("Answered"), "answered"),
        *_of_country(results),
    ]
    if results["key_open"]:
        columns += [
            _read(_("Right answer"), "right_choice", TOPIC_WIDTH),
            Column(capfirst(_("wrong most")), TOPIC_WIDTH, _wrong_most),
            _read(_("How often"), "most_chosen_wrong_count"),
        ]
    return WorkbookSheet(_("By question"), columns, results["questions"])


def _read(header: str, name: str, width: int = NUMBER_WIDTH) -> Column[Any]:
    return Column(header, width, itemgetter(name))


def _of_country(results: ClassResults) -> list[Column[Any]]:
    if results["country_mean"] is None:
        return []
    return [_read(_("Country (%)"), "country_share")]


def _wrong_most(question: QuestionRow) -> str:
    way, what = question["way_wrong"], question["most_chosen_wrong"]
    return f"{way}: {what}" if way else what


def topic_sheet(results: ClassResults) -> WorkbookSheet[Any]:
    """A line a topic, over the whole class."""
    columns = [
        _read(_("Topic"), "name", TEXT_WIDTH),
        _read(_("Right"), "right"),
        _read(_("Asked"), "asked"),
        _read(_("Right (%)"), "share"),
        *_of_country(results),
    ]
    return WorkbookSheet(_("By topic"), columns, results["topics"])


def class_sheets(
    sitting: Sitting, results: ClassResults, *, names: bool
) -> list[WorkbookSheet[Any]]:
    """All three."""
    return [
        pupil_sheet(sitting, results, names=names),
        question_sheet(results),
        topic_sheet(results),
    ]
