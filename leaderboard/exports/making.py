"""One spreadsheet that was asked for is written, by a process that does nothing else."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO

from django.utils import timezone, translation

from leaderboard.exports.actions import keep
from leaderboard.exports.report import report_for
from leaderboard.models import Export
from schools import clock
from schools.jobs.performing import Progress
from schools.languages.speech import spoken_in
from schools.models import Job
from schools.roles import country_of, zone_of


def make(export: Export, *, job: Job, progress: Progress) -> None:
    """Write and keep it, in the language and by the clock of who asked."""
    with (
        TemporaryFile() as stream,
        translation.override(export.language),
        timezone.override(zone_of(export.user)),
        spoken_in(country_of(export.user)),
    ):
        _write(export, stream, progress)
        keep(export, stream, job=job, at=clock.now())


def _write(export: Export, stream: IO[bytes], progress: Progress) -> None:
    report = report_for(export.user, export.edition, at=clock.now())
    progress.expect(report.expected_rows())
    if export.part == Export.Part.WORKBOOK:
        report.write_workbook(stream, told=progress.step)
    else:
        report.write_csv(export.part, stream, told=progress.step)
