"""The first superuser: made at the terminal, logs in, names who is responsible."""

from __future__ import annotations

from tests.walk.desk import PASSWORD
from tests.walk.people import invite
from tests.walk.walk import Walk
from tests.walk.year import COORDINATOR, COUNTRY, SUPERUSER

RESPONSIBLE = "Centre for a Safer Internet, 1 Example Street"


def begin(walk: Walk) -> None:
    """`make serve`, then the command that it prints."""
    walk.server.start()
    walk.server.manage(
        *("createsuperuser", "--noinput", "--email", SUPERUSER),
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    walk.meet(SUPERUSER).log_in()


def name_responsible(walk: Walk) -> None:
    """Behind a second factor: who answers for the data, as the page about privacy has to say."""
    root = walk.meet(SUPERUSER)
    root.add_second_factor()
    page = root.go("admin/schools/country/")
    page.locator(f"a[href*='/country/{COUNTRY}/change/']").first.click()
    page.fill("[name=controller]", RESPONSIBLE)
    root.press("[name=_save]")
    assert RESPONSIBLE in walk.stranger().reads(f"{COUNTRY.lower()}/privacy/adults/")


def invite_coordinator(walk: Walk) -> None:
    """Who leads all countries comes by mail and sets up a second factor."""
    invite(walk, COORDINATOR, by=SUPERUSER, kind="coordinator")
