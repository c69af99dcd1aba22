"""The teachers of a load day: ``python -m bench.teacher PLAN`` watches each class, starts it and
lets late pupils in.

It needs DATABASE_URL: teachers log in and act through the product's own actions; their monitors are
open all the time (``screens``). It goes on until it is ended.
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

from django.conf import settings  # noqa: E402
from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import Error, close_old_connections  # noqa: E402

from base import clock  # noqa: E402
from base.models import User  # noqa: E402
from bench import plan as plans  # noqa: E402
from bench.plan import Class, Plan  # noqa: E402
from bench.screens import SCREENS, Screens  # noqa: E402
from competition import exceptions  # noqa: E402
from competition.models import Attempt, Sitting  # noqa: E402
from competition.rules.timing import START_NOTICE  # noqa: E402
from competition.sittings.actions.sittings import admit, start_all  # noqa: E402

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


def _sessions(plan: Plan) -> dict[int, str]:
    """``{sitting: session key of the teacher who opened it}``."""
    ids = [one.sitting for one in plan.classes]
    teachers = dict(Sitting.objects.filter(pk__in=ids).values_list("pk", "opened_by"))
    keys = {user.pk: _log_in(user) for user in User.objects.filter(pk__in=teachers.values())}
    return {sitting: keys[teacher] for sitting, teacher in teachers.items()}


def _log_in(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    played = plans.read(Path(sys.argv[1]))
    Screens(played, _sessions(played), Path(sys.argv[1]).with_name(SCREENS)).start()
    teach(played)
