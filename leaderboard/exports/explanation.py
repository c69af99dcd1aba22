"""Lines of the explaining sheet that say how the list was sealed, with all its hashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from competition.models import Edition
from leaderboard.exports.review_sheets import name_of
from leaderboard.models import DrawOutcome, ItemReport, Seal
from schools.models import User
from schools.spreadsheets.workbook import Heading, Value


def seal_lines(edition: Edition) -> Iterator[Sequence[Value]]:
    """Who laid the list before and sealed it, and what proves it; four queries."""
    people = Seal.objects.filter(edition=edition).select_related("proposed_by", "confirmed_by")
    seal = people.filter(confirmed_at__isnull=False).last() or people.last()
    yield [Heading(_("Seal"))]
    if seal is None:
        yield [_("Laid before"), _("not yet")]
        return
    yield [_("Laid before"), _when(seal.proposed_at, seal.proposed_by)]
    if seal.confirmed_at:
        yield [_("Sealed"), _when(seal.confirmed_at, seal.confirmed_by)]
    yield [_("Rows of the list"), seal.rows]
    yield [_("SHA-256 of the public list"), seal.sha256]
    if seal.awards_sha256:
        yield [_("SHA-256 of list, awards and pools"), seal.awards_sha256]
    yield [_("SHA-256 of the seed for draws"), seal.seed_sha256]
    drawn = DrawOutcome.objects.filter(seal=seal).first()
    if drawn is not None:
        yield [_("Number that decided draws"), drawn.number]


def figures_line(edition: Edition, *, told: bool) -> Sequence[Value]:
    """When the figures of questions were worked out, or why they are not in it."""
    made = ItemReport.objects.filter(edition=edition).values_list("made_at", flat=True).first()
    name = _("Item statistics")
    if not told:
        return [name, _("Left out while a class may still have the paper before it.")]
    if made is None:
        return [name, _("Not worked out yet: press the button of “Questions under review” first.")]
    return [name, _("Worked out %(when)s.") % {"when": _moment(made)}]


def _when(at: datetime, by: User | None) -> str:
    return ", ".join(filter(None, [_moment(at), name_of(by)]))


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")
