"""Times the second's look at the boards while pupils finish, in the time of a story.

``python -m bench.time_looks SECONDS FINISHES`` works on the database that DATABASE_URL names,
filled by ``bench.many``. It takes out as many results as will come, lets ``FINISHES`` of them come
back in each second, looks at the boards after each, and prints what a look costs in the mean, once
the half minute over which a look goes back is full: ``{"processor_ms", "database_ms", "wall_ms",
"new"}``, where ``new`` are snapshots stored.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.db import connection  # noqa: E402

from base import clock  # noqa: E402
from bench.database_time import database_seconds  # noqa: E402
from competition.models import Result  # noqa: E402
from leaderboard.boards.actions import publish_boards  # noqa: E402

# The first looks name the best and count; then a look goes back over half a minute of finishes.
WARM = 35
SECOND = timedelta(seconds=1)


def main(seconds: str, finishes: str) -> None:
    """Second after second; what a look cost in the mean once it was warm."""
    with connection.cursor() as cursor:
        # Helpers of a query would be other processes, whose time nobody adds up.
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    each, at = int(finishes), clock.now()
    coming = _take_out((WARM + int(seconds)) * each)
    costs = []
    for begin in range(0, len(coming), each):
        at += SECOND
        _finish(coming[begin : begin + each], at)
        costs.append(_cost(at))
    warm = costs[WARM:]
    print(json.dumps({name: sum(one[name] for one in warm) / len(warm) for name in warm[0]}))


def _take_out(count: int) -> list[Result]:
    """Results of pupils who have not finished yet, by chance and each time the same."""
    pks = list(Result.objects.order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(27).sample(pks, count)
    rows = Result.objects.in_bulk(chosen)
    Result.objects.filter(pk__in=chosen).delete()
    return [rows[pk] for pk in chosen]


def _finish(those: Sequence[Result], at: datetime) -> None:
    for one in those:
        one.changed_at = at
    Result.objects.bulk_create(those)


def _cost(at: datetime) -> dict[str, float]:
    wall, own, database = time.perf_counter(), time.process_time(), database_seconds()
    new = publish_boards(at=at)
    return {
        "processor_ms": 1000 * (time.process_time() - own),
        "database_ms": 1000 * (database_seconds() - database),
        "wall_ms": 1000 * (time.perf_counter() - wall),
        "new": new,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
