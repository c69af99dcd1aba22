"""The teachers of a load day: ``python -m bench.teacher PLAN`` starts each class and lets late
pupils in.

It needs DATABASE_URL: teachers act through the product's own actions, not through their pages. It
goes on until it is ended.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
django.setup()

from django.db import Error, close_old_connections  # noqa: E402

from bench import plan as plans  # noqa: E402
from bench.plan import Class, Plan  # noqa: E402
from competition import clock, exceptions  # noqa: E402
from competition.actions.sittings import admit, start_all  # noqa: E402
from competition.models import Attempt, Sitting  # noqa: E402
from competition.timing import START_NOTICE  # noqa: E402

LOOK_EVERY, DOOR_EVERY = 0.1, 3.0


def teach(plan: Plan) -> None:
    """Start each sitting at its moment; every few seconds let in those who wait at a door."""
    waiting = sorted(plan.classes, key=lambda one: one.starts, reverse=True)
    started: list[int] = []
    looked = 0.0
    while True:
        close_old_connections()
        now = time.time() - plan.begins
        while waiting and waiting[-1].starts <= now and _start(waiting[-1], plan.notice):
            started.append(waiting.pop().sitting)
        if started and time.monotonic() - looked > DOOR_EVERY:
            looked = time.monotonic()
            _open_doors(started)
        time.sleep(LOOK_EVERY)


def _start(one: Class, notice: float) -> bool:
    """Press "start all", ``notice`` seconds ahead; false where it has to be pressed again."""
    try:
        sitting = Sitting.objects.select_related("opened_by").get(pk=one.sitting)
        pressed = clock.now() + timedelta(seconds=notice) - START_NOTICE
        start_all(sitting, by=sitting.opened_by, at=pressed)
    except exceptions.AlreadyStarted:
        return True
    except Error:
        return False
    return True


def _open_doors(sittings: list[int]) -> None:
    """Let in everybody who joined after the start."""
    try:
        late = Attempt.objects.filter(
            sitting__in=sittings, admitted_at__isnull=True, finished_at__isnull=True
        ).select_related("card", "sitting__opened_by")
        for attempt in late:
            sitting = attempt.sitting
            admit(sitting, card=attempt.card, by=sitting.opened_by, at=clock.now())
    except (Error, exceptions.CompetitionError):
        # The database is away or the pupil is in already: they look again in a moment.
        return


if __name__ == "__main__":
    teach(plans.read(Path(sys.argv[1])))
