"""The sheet that goes with a table: what it is, when it was counted, and its limits."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from competition.models import Edition
from leaderboard.insight.figure_names import division_name, language_name
from leaderboard.insight.figure_tables import FigureTable
from leaderboard.models import InsightSnapshot
from schools.spreadsheets.workbook import Value, WorkbookSheet


def about(
    table: FigureTable, snapshot: InsightSnapshot, area: str, division: str, language: str
) -> WorkbookSheet:
    """The cover of a workbook."""
    edition, counted = snapshot.edition, localtime(snapshot.made_at)
    voluntary = _(
        "Schools take part of their own accord: "
        "the figures describe those who came, not all children."
    )
    rows: list[list[Value]] = [
        [_("Finding"), table.finding],
        [_("Edition"), _named(edition)],
        [_("area"), area],
        [_("ages"), division_name(division) or _("all")],
        [_("language"), language_name(language) or _("all")],
        [_("Sealed list"), _sealed(snapshot)],
        [_("Counted"), date_format(counted, "DATETIME_FORMAT")],
        [_("Limits"), _("Cells that would tell of fewer than 10 pupils are not published.")],
        ["", voluntary],
    ]
    rows += [["", note] for note in table.notes]
    return WorkbookSheet(_("About"), [_("About this table"), ""], (24, 100), rows)


def _named(edition: Edition) -> str:
    """With its year, and that it only shows something."""
    shown = f", {_('for demonstration only')}" if edition.demonstration else ""
    return f"{edition.title}{shown}"


def _sealed(snapshot: InsightSnapshot) -> str:
    """When the list was sealed that the figures are of, and its SHA-256."""
    seal = snapshot.seal
    if seal is None or seal.confirmed_at is None:
        return "–"
    return f"{date_format(localtime(seal.confirmed_at), 'DATETIME_FORMAT')} · {seal.sha256}"
