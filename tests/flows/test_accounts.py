"""Accounts in Chromium: a second factor is set up before anything else, and a passkey logs in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day, Seed, machine_on_sqlite, open_day
from tests.flows.people import Person, look, painted

pytestmark = pytest.mark.later

WITH_PASSKEY = "organizer-hr@demo.invalid"


@pytest.fixture(scope="module")
def strict_day(seeded_file: Seed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """The demo with the second factor on, as on a real server. One for both, who are two people."""
    folder = tmp_path_factory.mktemp("strict")
    with machine_on_sqlite(
        seeded_file,
        folder,
        SECOND_FACTOR="1",
        EMAIL_URL=f"file://{folder}/mail",
        # A passkey belongs to a name, not to a number.
        ALLOWED_HOSTS="localhost,127.0.0.1",
    ) as machine:
        yield open_day(machine, seeded_file)


def at_a_desk(browser: Browser, day: Day) -> Person:
    """Somebody whose computer keeps passkeys."""
    person = Person(browser, day.url.replace("127.0.0.1", "localhost"), "hr")
    cdp = person.context.new_cdp_session(person.page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return person


def log_in(page: Page, day: Day, url: str, email: str) -> None:
    """With e-mail and password, heading for the record; a second factor comes first."""
    page.goto(f"{url}/hr/staff/record/")
    look(page)
    say_who(page, day, email)
    page.wait_for_url("**/hr/staff/account/")


def say_who(page: Page, day: Day, email: str) -> None:
    """By e-mail and password."""
    page.fill("[name=login]", email)
    page.fill("[name=password]", day.logins[email])
    painted(page)
    page.keyboard.press("Enter")


def test_a_passkey_is_set_up_and_then_logs_in_alone(browser: Browser, strict_day: Day) -> None:
    person = at_a_desk(browser, strict_day)
    page, url = person.page, person.url
    log_in(page, strict_day, url, WITH_PASSKEY)
    look(page)
    page.locator("a[href$='passkeys/add/']").click()
    look(page)
    page.fill("[name=name]", "laptop")
    page.locator("[data-passkey] button[type=submit]").click()
    page.wait_for_url("**/account/codes/")
    look(page)
    page.check("[name=stored]")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/hr/staff/record/")
    look(page)
    page.locator("header form button").click()
    page.goto(f"{url}/hr/staff/login/")
    page.locator("[data-passkey=login] button").click()
    page.wait_for_url("**/hr/staff/day/")
    page.goto(f"{url}/hr/staff/account/")
    expect(page.locator(".passkeys")).to_contain_text("laptop")
    page.goto(f"{url}/hr/staff/people/")
    expect(page.locator("table.people")).to_contain_text(WITH_PASSKEY)
    look(page)
    assert person.complaints == []
