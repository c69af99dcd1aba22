"""Writes the workbook of everything once, in a process of its own whose memory can be read.

``python -m bench.write_workbook`` prints ``{"rows", "seconds", "processor_s", "database_s", "mib",
"peak_mib"}`` as JSON; the file goes where the product puts it first, into a temporary
one.
"""

from __future__ import annotations

import json
import os
import resource
import time
from itertools import count
from tempfile import TemporaryFile

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from base import clock  # noqa: E402
from bench.database_time import database_seconds  # noqa: E402
from competition.models import Edition  # noqa: E402
from leaderboard.exports.report import Report  # noqa: E402
from schools.models import School  # noqa: E402

MIB = 1024 * 1024


def peak_mib() -> float:
    """The most memory this process has had (getrusage counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Write and tell."""
    edition = Edition.objects.get(state=Edition.State.LIVE)
    report = Report(edition, School.objects.all(), "all", clock.now())
    rows = count()
    served = database_seconds()
    since, used = time.monotonic(), time.process_time()
    with TemporaryFile() as stream:
        report.write_workbook(stream, told=lambda: next(rows))
        size = stream.tell()
    found = {
        "rows": next(rows),
        "seconds": time.monotonic() - since,
        "processor_s": time.process_time() - used,
        "database_s": database_seconds() - served,
        "mib": size / MIB,
        "peak_mib": peak_mib(),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
