"""A coordinator prepares an edition from nothing to its registration, in Cyrillic with keys only,
and looks at it in Croatian."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import cast
from tests.flows.people import Teacher, look, painted
from tests.machine import Machine
from tests.services import PostgresServer

EMAIL = "ana@example.org"


@pytest.fixture
def machine(private_postgres: PostgresServer) -> Iterator[Machine]:
    """A server with a country and a coordinator's powers."""
    secret = {"DJANGO_SUPERUSER_PASSWORD": cast.PASSWORD}
    with Machine(DEMO="1", DATABASE_URL=private_postgres.url, REDIS_URL="", **secret) as one:
        one.stage(2)
        one.run("manage", "createsuperuser", "--noinput", "--email", EMAIL)
        yield one.start()


@pytest.fixture
def page(machine: Machine, browser: Browser) -> Page:
    """A browser in which somebody has logged in."""
    person = Teacher(browser, machine.url, "sr")
    person.log_in(EMAIL, cast.PASSWORD)
    return person.page


def go_to(page: Page, selector: str) -> None:
    """Go on with the tabulator until something has the focus."""
    painted(page)
    for _ in range(90):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(selector)


def at_a_telephone(page: Page) -> None:
    """Nothing for axe to find, and nothing to be scrolled sideways."""
    look(page)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.set_viewport_size({"width": 1366, "height": 768})


def begin(page: Page, desk: str) -> None:
    page.goto(f"{desk}-begin/")
    go_to(page, "[name=slug]")
    page.keyboard.press("Control+A")
    page.keyboard.type("2028")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("2028 2027")
    at_a_telephone(page)


def give_names(page: Page, desk: str) -> None:
    page.goto(f"{desk}/2028/texts/")
    for code in cast.LANGUAGES:
        page.fill(f"[name=names_{code}]", "Квиз" if code == "sr" else "Kviz")
    at_a_telephone(page)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Квиз 2027")


def give_minutes(page: Page, desk: str) -> None:
    """None at first: the summary of what is wrong leads back to the field."""
    page.goto(f"{desk}/2028/divisions/")
    go_to(page, "[name='minutes_12-13']")
    page.keyboard.type("181")
    page.evaluate("document.querySelector('form.panel').noValidate = true")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    look(page)
    alert.get_by_role("link").press("Enter")
    expect(page.locator("[name='minutes_12-13']")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Квиз 2027")


def open_window(page: Page, desk: str) -> None:
    page.goto(f"{desk}/2028/countries/ba/windows/")
    page.fill("[name=form-0-opens]", "2027-02-09T08:00")
    page.fill("[name=form-0-closes]", "2027-02-09T20:00")
    at_a_telephone(page)
    page.get_by_role("button", name="Сачувај").press("Enter")
    expect(page.get_by_text("9. фебруара 2027. од 08:00 до")).to_be_visible()


def write_a_letter(page: Page, desk: str) -> None:
    """What is written in Cyrillic is read in Latin letters too."""
    page.goto(f"{desk}/2028/countries/ba/letters/")
    at_a_telephone(page)
    go_to(page, "a[href$='/letters/eve/']")
    page.keyboard.press("Enter")
    page.fill("[name=subject]", "Сутра играмо")
    page.fill("[name=body]", "Почиње {opens}.\n\n{link}")
    at_a_telephone(page)
    page.locator("[name=body]").press("Tab")
    page.locator("form.panel button.button").press("Enter")
    page.goto(f"{desk}/2028/countries/ba/letters/eve/?language=sr-latn")
    expect(page.locator(".letter-preview")).to_contain_text("Počinje 9. februara 2027., 08:00.")
    look(page)
    page.goto(f"{desk}/2028/")


def test_from_nothing_to_registration_with_keys_only(page: Page, machine: Machine) -> None:
    desk = f"{machine.url}/sr/staff/editions"
    for part in (begin, give_names, give_minutes, open_window, write_a_letter):
        part(page, desk)
    page.get_by_role("link", name="На следећи корак").press("Enter")
    at_a_telephone(page)
    # The sample's year is not over: it has to be seen that another edition is live.
    page.locator("[name=seen]").press("Space")
    page.get_by_role("button", name="Направи овај корак").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Ново стање издања: пријављивање.")
    expect(page.locator(".history")).to_contain_text(EMAIL)
    page.goto(f"{machine.url}/hr/staff/editions/2028/")
    expect(page.get_by_text("nacrt → prijave")).to_be_visible()
    at_a_telephone(page)
