"""The sheet that goes with a table: what it is, when it was counted, and its limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from base.spreadsheets.workbook import Column, Value, WorkbookSheet
from leaderboard.insight.figure_names import division_name, language_name
from leaderboard.insight.figure_tables import FigureTable
from leaderboard.models import InsightSnapshot


def about(
    table: FigureTable, snapshot: InsightSnapshot, area: str, chosen: Mapping[str, str]
) -> WorkbookSheet[list[Value]]:
    """The cover of a workbook; ``chosen``: the filters that the table takes, by their name."""
    edition, counted = snapshot.edition, localtime(snapshot.made_at)
    voluntary = _(
        "Schools take part of their own accord: "
        "the figures describe those who came, not all children."
    )
    rows: list[list[Value]] = [
        [_("Finding"), table.finding],
        [_("Edition"), edition.title],
        [_("area"), area],
        *_filters(chosen),
        [_("Sealed list"), _sealed(snapshot)],
        [_("Counted"), date_format(counted, "DATETIME_FORMAT")],
        [_("Limits"), _("Cells that would tell of fewer than 10 pupils are not published.")],
        ["", voluntary],
    ]
    rows += [["", note] for note in table.notes]
    columns = [Column(_("About this table"), 24, itemgetter(0)), Column("", 100, itemgetter(1))]
    return WorkbookSheet(_("About"), columns, rows)


def _filters(chosen: Mapping[str, str]) -> Iterator[list[Value]]:
    if "division" in chosen:
        yield [_("ages"), division_name(chosen["division"]) or _("all")]
    if "language" in chosen:
        yield [_("language"), language_name(chosen["language"]) or _("all")]


def _sealed(snapshot: InsightSnapshot) -> str:
    """When the list was sealed that the figures are of, and its SHA-256."""
    seal = snapshot.seal
    if seal is None or seal.confirmed_at is None:
        return "–"
    return f"{date_format(localtime(seal.confirmed_at), 'DATETIME_FORMAT')} · {seal.sha256}"
