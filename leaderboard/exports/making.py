"""One spreadsheet that was asked for is written, by a process that does nothing else."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO

from django.utils import timezone, translation

from leaderboard.exports.actions import expect, fail, keep, progress
from leaderboard.exports.report import report_for
from leaderboard.models import Export
from schools import clock
from schools.languages.speech import spoken_in
from schools.roles import country_of, zone_of

log = logging.getLogger(__name__)

TOLD_EVERY = 1.0


def make(export: Export) -> None:
    """Write and keep it, in the language and by the clock of who asked; failing is told, too."""
    try:
        with (
            TemporaryFile() as stream,
            translation.override(export.language),
            timezone.override(zone_of(export.user)),
            spoken_in(country_of(export.user)),
        ):
            _write(export, stream)
            keep(export, stream, at=clock.now())
    except Exception:
        log.exception("spreadsheet %s could not be made", export.pk)
        fail(export, at=clock.now())


def _write(export: Export, stream: IO[bytes]) -> None:
    report = report_for(export.user, export.edition, at=clock.now())
    expect(export, rows=report.expected_rows())
    if export.part == Export.Part.WORKBOOK:
        report.write_workbook(stream, told=_counter(export))
    else:
        report.write_csv(export.part, stream, told=_counter(export))


def _counter(export: Export) -> Callable[[], None]:
    """To be called for every row; who waits for the file learns of it once a second."""
    rows, told_at = 0, time.monotonic()

    def told() -> None:
        nonlocal rows, told_at
        rows += 1
        if time.monotonic() - told_at >= TOLD_EVERY:
            told_at = time.monotonic()
            progress(export, rows=rows, at=clock.now())

    return told
