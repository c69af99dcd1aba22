"""One spreadsheet that was asked for is written and kept, by a process that does nothing else."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO

from base import clock
from base.jobs.performing import Progress
from base.models import Job
from leaderboard.exports.across_report import AcrossReport
from leaderboard.exports.actions import keep
from leaderboard.exports.report import Report
from leaderboard.models import Export


def make(export: Export, report: Report | AcrossReport, *, job: Job, progress: Progress) -> None:
    """Write what its reader may have of the edition, and keep it. Raises ``Overtaken``."""
    progress.expect(report.expected_rows())
    with TemporaryFile() as stream:
        _write(export, report, stream, progress)
        keep(export, stream, job=job, at=clock.now())


def _write(
    export: Export, report: Report | AcrossReport, stream: IO[bytes], progress: Progress
) -> None:
    if isinstance(report, AcrossReport) or export.is_workbook:
        report.write_workbook(stream, told=progress.step)
    else:
        report.write_csv(export.part, stream, told=progress.step)
