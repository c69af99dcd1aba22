"""The first superuser: made at the terminal, logs in, sees what comes first."""

from __future__ import annotations

from tests.walk.desk import PASSWORD
from tests.walk.people import invite
from tests.walk.walk import Walk
from tests.walk.year import COORDINATOR, SUPERUSER


def begin(walk: Walk) -> None:
    """`make serve`, then the command that it prints."""
    walk.server.start()
    walk.server.manage(
        *("createsuperuser", "--noinput", "--email", SUPERUSER),
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    walk.meet(SUPERUSER).log_in()


def see_first_steps(walk: Walk) -> None:
    """After the second factor the superuser lands on what a fresh server needs."""
    root = walk.meet(SUPERUSER)
    root.add_second_factor()
    root.go("staff/")


def invite_coordinator(walk: Walk) -> None:
    """Who leads all countries comes by mail and sets up a second factor."""
    invite(walk, COORDINATOR, by=SUPERUSER, kind="coordinator")
