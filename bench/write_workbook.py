"""Writes the workbook of all results once, in a process of its own whose memory can be read.

``python -m bench.write_workbook`` prints ``{"rows", "seconds", "processor_s", "mib", "before_mib",
"peak_mib"}`` as JSON; the file goes where the admin would put it, into a temporary one.
"""

from __future__ import annotations

import json
import os
import resource
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from tempfile import TemporaryFile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from competition.models import Result  # noqa: E402
from leaderboard.queries.exports import boards_of  # noqa: E402
from leaderboard.resources import ResultResource  # noqa: E402
from leaderboard.workbook import Sheet, Value, write  # noqa: E402

MIB = 1024 * 1024


def counted(sheets: Iterator[Sheet], counts: Counter[str]) -> Iterator[Sheet]:
    """The same sheets; what is written is counted on the way."""

    def passing(rows: Iterator[Sequence[Value]]) -> Iterator[Sequence[Value]]:
        for row in rows:
            counts["rows"] += 1
            yield row

    for sheet in sheets:
        yield replace(sheet, rows=passing(iter(sheet.rows)))


def peak_mib() -> float:
    """The most memory this process has had (getrusage counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Write and tell."""
    counts = Counter[str]()
    # What the first query loads is there in any worker.
    Result.objects.exists()
    before, since, used = peak_mib(), time.monotonic(), time.process_time()
    with TemporaryFile() as stream:
        write(counted(ResultResource().sheets(boards_of(Result.objects.all())), counts), stream)
        size = stream.tell()
    found = {
        "rows": counts["rows"],
        "seconds": time.monotonic() - since,
        "processor_s": time.process_time() - used,
        "mib": size / MIB,
        "before_mib": before,
        "peak_mib": peak_mib(),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
