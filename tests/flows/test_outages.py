"""Somebody settles two outages at a telephone, in Cyrillic and with keys only."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast
from tests.flows.people import Person, look
from tests.machine import Machine
from tests.services import PostgresServer

pytestmark = pytest.mark.later

EMAIL = "ana@example.org"
# Two pupils at work, and two gaps meanwhile.
MEANWHILE = """
UPDATE competition_attempt SET started_at = now() - interval '10 minutes',
    deadline = now() + interval '10 minutes';
INSERT INTO competition_outage (began_at, ended_at)
    VALUES (now() - interval '5 minutes', now() - interval '3 minutes'),
           (now() - interval '2 minutes', now() - interval '1 minute');
"""


@pytest.fixture
def machine(private_postgres: PostgresServer) -> Iterator[Machine]:
    """Servers that are back after two gaps."""
    secret = {"DJANGO_SUPERUSER_PASSWORD": cast.PASSWORD}
    with Machine(DEMO="1", DATABASE_URL=private_postgres.url, REDIS_URL="", **secret) as one:
        one.stage(2)
        one.run("manage", "createsuperuser", "--noinput", "--email", EMAIL)
        with psycopg.connect(private_postgres.url) as connection:
            connection.execute(MEANWHILE)
        yield one.start()


@pytest.fixture
def page(machine: Machine, browser: Browser) -> Page:
    """A telephone on which somebody has logged in and followed the notice."""
    page = Person(browser, machine.url, "sr").page
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{machine.url}/sr/staff/")
    page.fill("[name=login]", EMAIL)
    page.fill("[name=password]", cast.PASSWORD)
    page.keyboard.press("Enter")
    notice = page.get_by_role("link", name="Прекиди рада").first
    expect(notice).to_be_visible()
    look(page)
    notice.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Прекиди рада")
    return page


def press(page: Page, words: str) -> None:
    """Go on with the tabulator until what has the focus says these words, and press it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip() == words:
            page.keyboard.press("Enter")
            return
    pytest.fail(f"no way by keys to: {words}")


def look_on(page: Page) -> None:
    """Nothing for axe to find, and nothing to be scrolled sideways."""
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_gaps_are_settled_with_keys_on_a_telephone(
    page: Page, private_postgres: PostgresServer
) -> None:
    look_on(page)
    press(page, "Врати време свима: 2 ученика")
    expect(page.locator("#messages")).to_contain_text("Време је враћено за 2 ученика")
    press(page, "Реши без додавања времена…")
    look_on(page)
    press(page, "Реши без додавања времена")
    expect(page.locator("#messages")).to_contain_text("Нико није добио време")
    look_on(page)
    with psycopg.connect(private_postgres.url) as connection:
        given = connection.execute("SELECT seconds FROM competition_credit").fetchall()
        left = connection.execute(
            "SELECT count(*) FROM competition_outage WHERE settled_at IS NULL"
        )
        assert (given, left.fetchone()) == ([(120,), (120,)], (0,))
