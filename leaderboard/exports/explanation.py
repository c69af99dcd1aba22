"""Lines of the explaining sheet that say how the list was sealed, with all its hashes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import repeat

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base.languages.dates import day_in_sentence
from base.models import User
from base.spreadsheets.workbook import Heading, Value, WorkbookSheet
from competition.models import Edition
from leaderboard.awards.queries.draws import draw_of
from leaderboard.models import Seal
from leaderboard.results.queries.counting_schools import register_of
from leaderboard.results.queries.current_seal import confirmed_seals
from leaderboard.results.queries.deleted_years import deleted_in
from schools.models import Country

# What a reader of the workbook has to know, line by line.
MEANINGS = (
    (
        gettext_lazy("Who is in it"),
        gettext_lazy("Official attempts that count, of approved schools and teachers."),
    ),
    (
        gettext_lazy("Who is not yet"),
        gettext_lazy("Pupils who wait for approval are counted in the sheet Participation only."),
    ),
    (
        gettext_lazy("Winners"),
        gettext_lazy(
            "By the awards of the edition, once two people have sealed the list; drawn ones once "
            "the draw is made. Before that the sheet is empty."
        ),
    ),
    (
        gettext_lazy("Minutes"),
        gettext_lazy("Whole minutes at work, without pauses and extra time."),
    ),
    (
        gettext_lazy("What decided"),
        gettext_lazy(
            "The first step of the rank in which a row differs from the rank above, with the value "
            "there and its own: points, points from hard or tie-break questions, "
            "or minutes."
        ),
    ),
)
# Before the columns of which the lists' digests are.
DIGESTED = (
    gettext_lazy("SHA-256 of the lists"),
    gettext_lazy(
        "For each row these columns, joined by tabs, and a line feed; in UTF-8, without header:"
    ),
)
# What a reader of the workbook across countries has to know, line by line.
ACROSS_NOTES = (
    (
        gettext_lazy("Who is counted"),
        gettext_lazy("Official attempts that count, of approved schools and teachers."),
    ),
    (
        gettext_lazy("Countries that are not yours"),
        gettext_lazy(
            "What is published of them, from the day the edition is published: nothing of fewer "
            "than 10 pupils or 3 schools, and nothing that could be worked out by subtracting. So "
            "the pupils of all ages together are left out while a board holds back its rows."
        ),
    ),
    (
        gettext_lazy("Share of the register"),
        gettext_lazy(
            "The register has whole schools, with ages the quiz is not for: the share of pupils is "
            "a lower bound. It is left out where a school of the register has no number of pupils."
        ),
    ),
    (
        gettext_lazy("Uncertain by ±"),
        gettext_lazy(
            "Half of a 95 % interval. Schools are what is counted, not pupils, for pupils of a "
            "school are alike; from 10 schools, and of your own countries only. Schools come of "
            "their own accord: it says nothing of those that did not."
        ),
    ),
    (
        gettext_lazy("One ranking of all"),
        gettext_lazy(
            "Equals share a rank. Countries have different lessons and languages: it tells who had "
            "more points, not who learned better. Of other countries it has the boards that show "
            "their rows, once the edition is published."
        ),
    ),
)


def meaning_lines(edition: Edition) -> Iterator[Sequence[Value]]:
    """What a reader of the workbook has to know, a line each."""
    yield from in_words(MEANINGS)
    yield [_("Questions"), _texts_appear(edition)]


def in_words(lines: Iterable[tuple[object, object]]) -> Iterator[Sequence[Value]]:
    """Names and texts in the language of the workbook."""
    yield from ([str(name), str(text)] for name, text in lines)


def _texts_appear(edition: Edition) -> str:
    if edition.reveal_early:
        return _("Their texts are there: this edition explains them as soon as a class has ended.")
    return _("Their texts appear once the last class may have finished.")


def seal_lines(edition: Edition, *, leads: bool) -> Iterator[Sequence[Value]]:
    """When the list was laid before and sealed, and what proves it; four queries.

    By whom, and how many rows it has with those that boards hold back, only for who leads.
    """
    people = Seal.objects.filter(edition=edition).select_related("proposed_by", "confirmed_by")
    sealed = confirmed_seals(edition).select_related("proposed_by", "confirmed_by")
    seal = sealed.last() or people.last()
    yield [Heading(_("Seal"))]
    if seal is None:
        yield [_("Laid before"), _("not yet")]
        return
    yield [_("Laid before"), when_and_who(seal.proposed_at, seal.proposed_by if leads else None)]
    if seal.confirmed_at:
        yield [
            _("Sealed"),
            when_and_who(seal.confirmed_at, seal.confirmed_by if leads else None),
        ]
    yield [_("Rows of the public list"), _rows_in(seal.body)]
    if leads:
        yield [_("Rows with those that boards hold back"), seal.rows]
    yield [_("SHA-256 of the public list"), seal.sha256]
    if seal.tickets_sha256:
        yield [_("SHA-256 of the tickets"), seal.tickets_sha256]
    draw = draw_of(edition)
    if draw is not None and draw.number:
        yield [_("Number that decided draws"), draw.number]


def when_and_who(at: datetime | None, by: User | None) -> str | None:
    """A moment by the reader's clock and in their words, and whose deed it was."""
    if at is None:
        return None
    moment = date_format(localtime(at), "DATETIME_FORMAT")
    return ", ".join(filter(None, [moment, (by.name or by.email) if by else None]))


def _rows_in(body: str) -> int:
    """Of the list as anybody gets it, without its header."""
    return max(body.count("\n") - 1, 0)


def register_line(edition: Edition, *, at: datetime) -> Sequence[Value]:
    """Of which day the register is that stands beside the figures."""
    name, sealed_at = _("Register of schools"), register_of(edition)
    if sealed_at is None:
        return [name, _("As of %(day)s, when this was made.") % {"day": _day(at)}]
    text = _("As of %(day)s, when the list was sealed. Later registers change nothing here.")
    return [name, text % {"day": _day(sealed_at)}]


def state_words(edition: Edition) -> str:
    """How far an edition has come."""
    return str(edition.get_state_display())


def gone_words(edition: Edition, countries: Collection[str]) -> list[str]:
    """Of which of these countries nothing can be counted any more, a sentence for each."""
    mine = {code: at for code, at in deleted_in(edition).items() if code in countries}
    return [str(text) for _name, text in deleted_lines(mine)]


def said_if_empty(sheet: WorkbookSheet, words: Sequence[str]) -> WorkbookSheet:
    """A sheet whose rows would be none has these words instead, in its widest column."""
    place = sheet.widths.index(max(sheet.widths))
    instead = [[*repeat(None, place), text] for text in words]
    return replace(sheet, rows=_or_else(sheet.rows, instead))


def _or_else(
    rows: Iterable[Sequence[Value]], instead: Iterable[Sequence[Value]]
) -> Iterator[Sequence[Value]]:
    some = False
    for row in rows:
        some = True
        yield row
    if not some:
        yield from instead


def deleted_lines(gone: Mapping[str, datetime]) -> Iterator[Sequence[Value]]:
    """Why there is nothing of a country; ``gone`` as ``deleted_in`` tells it."""
    names = Country.objects.in_bulk(list(gone))
    for code, at in gone.items():
        text = _(
            "On %(day)s the classes of %(country)s and all that was kept of their pupils were"
            " deleted. What would be counted of them is left empty here. Workbooks made before,"
            " boards, sealed list and published figures stay true."
        )
        yield [_("Deleted"), text % {"country": names[code], "day": _day(at)}]


def in_full_line(names: Iterable[str]) -> Sequence[Value]:
    """Of which countries the workbook across countries counts everybody."""
    nowhere = _("no country: none is a whole one of yours, or classes of it are deleted")
    return [_("In full"), ", ".join(names) or nowhere]


def _day(at: datetime) -> str:
    return day_in_sentence(localtime(at))
