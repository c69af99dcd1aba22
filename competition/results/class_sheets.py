"""The results of a class as sheets: by pupil, by question, by topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from base.spreadsheets.workbook import Value, WorkbookSheet
from competition.models import Result, Sitting
from competition.results.pupil_rows import PupilRow
from competition.results.queries import ClassResults, QuestionRow, marks_of

NAME_WIDTH, TEXT_WIDTH, TOPIC_WIDTH, NUMBER_WIDTH = 24, 60, 30, 11


def pupil_sheet(sitting: Sitting, results: ClassResults, *, names: bool) -> WorkbookSheet:
    """A line a card; with the key open also whether each question was right (1), half right (0.5)
    or wrong (0).

    Before, one pupil's ticks beside what that pupil remembers would hand on the key.
    """
    rows = results["rows"]
    named = names and any(one.attempt.card.name for one in rows)
    numbers = [str(one["number"]) for one in results["questions"]] if results["key_open"] else []
    headers = [
        _("Number"),
        *([_("Name")] if named else []),
        _("Points"),
        _("Right"),
        *([_("Partly right")] if results["partly"] else []),
        _("Wrong"),
        _("Not answered"),
        _("Minutes"),
        *(_("Question %(number)s") % {"number": number} for number in numbers),
    ]
    widths = [NUMBER_WIDTH, *([NAME_WIDTH] if named else [])]
    widths += [NUMBER_WIDTH] * (len(headers) - len(widths))
    marks = _marks(sitting, rows) if numbers else [[] for _row in rows]
    lines = (
        [*_pupil(one, row, results, named=named), *marked]
        for one, row, marked in zip(results["pupils"], rows, marks, strict=True)
    )
    return WorkbookSheet(_("By pupil"), headers, widths, lines)


def _pupil(one: PupilRow, row: Result, results: ClassResults, *, named: bool) -> list[Value]:
    name: list[Value] = [row.attempt.card.name] if named else []
    partly: list[Value] = [one["partly"]] if results["partly"] else []
    counts = [one["right"], *partly, one["wrong"], one["unanswered"]]
    return [one["number"], *name, one["score"], *counts, one["minutes"]]


def _marks(sitting: Sitting, rows: Sequence[Result]) -> list[list[Value]]:
    """The share of the points, question by question: 1 right, 0 wrong, nothing for no answer."""
    return [list(marks) for marks in marks_of(sitting.paper_id, rows)]


def question_sheet(results: ClassResults) -> WorkbookSheet:
    """A line a question, with the key once it may be told."""
    headers = [_("No."), _("Question"), _("Topic"), _("Right"), _("Right (%)"), _("Answered")]
    widths = [NUMBER_WIDTH, TEXT_WIDTH, TOPIC_WIDTH, *[NUMBER_WIDTH] * 3]
    if _has_country(results):
        headers.append(_("Country (%)"))
        widths.append(NUMBER_WIDTH)
    if results["key_open"]:
        headers += [_("Right answer"), capfirst(_("wrong most")), _("How often")]
        widths += [TOPIC_WIDTH, TOPIC_WIDTH, NUMBER_WIDTH]
    return WorkbookSheet(_("By question"), headers, widths, _questions(results))


def _questions(results: ClassResults) -> Iterator[list[Value]]:
    for one in results["questions"]:
        right, answered = one["right"], one["answered"]
        line: list[Value] = [one["number"], one["stem"], one["topic"]]
        line += [right, one["right_share"], answered]
        line += [one["country_share"]] if _has_country(results) else []
        if results["key_open"]:
            line += [one["right_choice"], _wrong_most(one), one["most_chosen_wrong_count"]]
        yield line


def _wrong_most(one: QuestionRow) -> str:
    way, what = one["way_wrong"], one["most_chosen_wrong"]
    return f"{way}: {what}" if way else what


def topic_sheet(results: ClassResults) -> WorkbookSheet:
    """A line a topic, over the whole class."""
    beside = _has_country(results)
    headers = [_("Topic"), _("Right"), _("Asked"), _("Right (%)")]
    headers += [_("Country (%)")] if beside else []
    lines: list[list[Value]] = [
        [one["name"], one["right"], one["asked"], one["share"]] for one in results["topics"]
    ]
    for line, one in zip(lines, results["topics"], strict=True):
        line += [one["country_share"]] if beside else []
    widths = [TEXT_WIDTH, *[NUMBER_WIDTH] * (len(headers) - 1)]
    return WorkbookSheet(_("By topic"), headers, widths, lines)


def _has_country(results: ClassResults) -> bool:
    return results["country_mean"] is not None


def class_sheets(sitting: Sitting, results: ClassResults, *, names: bool) -> list[WorkbookSheet]:
    """All three."""
    return [
        pupil_sheet(sitting, results, names=names),
        question_sheet(results),
        topic_sheet(results),
    ]
