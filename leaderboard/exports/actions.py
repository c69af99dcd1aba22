"""Spreadsheets are asked for by a page and made in the background."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from base import clock
from base.jobs.actions import GivenUp
from base.jobs.performing import Progress
from base.made_files.kinds import MadeKind, Piece
from base.made_files.making import ask_for_file, written
from base.models import Job, MadeFile, User
from competition.models import Edition
from leaderboard.exports.permissions import area_key, get_asked
from leaderboard.exports.workbooks import workbook_for
from leaderboard.made_files import SPREADSHEET


def ask(edition: Edition, *, part: str, by: User, at: datetime) -> MadeFile:
    """Have a spreadsheet made for somebody alone."""
    area = area_key(by)
    return ask_for_file(SPREADSHEET, about=edition.pk, part=part, by=by, user=by, area=area, at=at)


def _make(file: MadeFile, _job: Job, progress: Progress) -> Iterable[Piece]:
    """What its reader may have of the edition."""
    if file.user is None:
        raise GivenUp(Job.Reason.RIGHT)
    edition = Edition.objects.get(pk=file.about)
    workbook = workbook_for(file.user, edition, file.part, at=clock.now())
    progress.expect(workbook.expected_rows())
    return written(partial(workbook.write, file.part, told=progress.step))


def _place(request: HttpRequest, file: MadeFile) -> str:
    get_asked(request.user, file.pk)
    return reverse("leaderboard:spreadsheets") + f"#edition-{file.about}"


SPREADSHEETS = MadeKind(SPREADSHEET, _("Spreadsheets"), _make, _place)
