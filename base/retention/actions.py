"""What has had its time goes, some rows at a time, so that nobody waits for a lock."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from auditlog.context import disable_auditlog
from auditlog.models import LogEntry
from django.db import transaction
from django.utils.translation import gettext as _

from base.jobs.performing import PASSING, Progress
from base.models import Job
from base.record.queries import Words
from base.retention.lines import RetentionLine, retention_lines

# One job's worth; other short ones have their turn between two.
SECONDS = 20.0
FORGOTTEN = "forgotten"


def _said(told: Mapping[str, Any]) -> str:
    rows = ", ".join(f"{table} {count}" for table, count in told["rows"].items())
    return _("deleted what had had its time: %(rows)s") % {"rows": rows}


DEEDS: dict[str, Words] = {FORGOTTEN: _said}


def forget(progress: Progress, *, at: datetime, job: Job | None = None) -> Counter[str]:
    """Let go what is due, as far as there is time; how many rows of which table went.

    It is on record with the job, without a name. A mistake in one line keeps no other: it is raised
    once all have been gone through.
    """
    end = time.monotonic() + SECONDS
    gone, mistakes = Counter[str](), list[Exception]()
    for line in retention_lines:
        try:
            while time.monotonic() < end and (count := _let_go(line, at=at)):
                gone[line.due(at).model._meta.db_table] += count
                progress.step(count)
        except PASSING:
            raise
        except Exception as mistake:  # noqa: BLE001 - whatever a line does wrong
            mistakes.append(mistake)
    if gone and job is not None:
        LogEntry.objects.log_create(
            job,
            force_log=True,
            action=LogEntry.Action.DELETE,
            timestamp=at,
            additional_data={"deed": FORGOTTEN, "rows": dict(gone)},
        )
    if mistakes:
        raise mistakes[0]
    return gone


@transaction.atomic
def _let_go(line: RetentionLine, *, at: datetime) -> int:
    """Some rows of a line; it is no action of anybody."""
    due = line.due(at)
    numbers = list(due.order_by("pk").values_list("pk", flat=True)[: line.rows])
    if numbers:
        with disable_auditlog():
            line.goes(due.model._default_manager.filter(pk__in=numbers))
    return len(numbers)
