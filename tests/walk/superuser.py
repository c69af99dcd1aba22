"""The first superuser: made at the terminal, logs in, sees what comes first."""

from __future__ import annotations

from playwright.sync_api import expect

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


def see_first_steps(walk: Walk) -> None:
    """After the second factor the superuser lands on what a fresh server needs."""
    root = walk.meet(SUPERUSER)
    root.add_second_factor()
    page = root.go("staff/")
    expect(page.locator(".first-step")).not_to_have_count(0)
    expect(page.locator(".first-step[data-next]")).to_have_count(1)


def name_responsible(walk: Walk) -> None:
    """The step that is next: who answers for the data, as the page about privacy has to say."""
    root = walk.meet(SUPERUSER)
    page = root.go("staff/first-steps/")
    root.press("#step-controllers a")
    page.locator(f"a[href*='/country/{COUNTRY}/change/']").first.click()
    page.fill("[name=controller]", RESPONSIBLE)
    root.press("[name=_save]")
    assert RESPONSIBLE in walk.stranger().reads(f"{COUNTRY.lower()}/privacy/adults/")
    walk.meet(SUPERUSER).go("staff/first-steps/")


def invite_coordinator(walk: Walk) -> None:
    """Who leads all countries comes by mail and sets up a second factor."""
    invite(walk, COORDINATOR, by=SUPERUSER, kind="coordinator")
