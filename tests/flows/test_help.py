"""Whom to call: opening hours by the clock of a country, and numbers that can be tapped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from schools.rules.opening_hours import ALWAYS
from tests.flows.conftest import Seed, machine_on_sqlite
from tests.flows.people import look

pytestmark = pytest.mark.later

ZONE = "Europe/Sarajevo"
WORKDAYS = [{"first": 1, "last": 5, "opens": "08:00", "closes": "22:00"}]
BAR = [{"first": 5, "last": 6, "opens": "20:00", "closes": "02:00"}]
SUNDAY = [{"first": 7, "last": 7, "opens": "22:00", "closes": "03:00"}]
WEEK = [{"first": 1, "last": 5, "opens": "00:00", "closes": "24:00"}]
SAY = """async ([opening, zone, at]) => {
    const { openingSentence } = await import("/static/js/shared/help.js");
    const days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const words = { days, always: "always",
        open: "until %(time)s", open_days: "until %(day)s %(time)s",
        today: "today %(time)s", tomorrow: "tomorrow %(time)s", later: "%(day)s %(time)s" };
    return openingSentence(opening, zone, new Date(at), words);
}"""
# By the clocks of the country; 28 March 2027 and 31 October 2027 are the nights they change.
TABLE: list[tuple[str, list[Any], str, str]] = [
    ("unknown", [], "2027-02-09 12:00", ""),
    ("open", WORKDAYS, "2027-02-09 12:00", "until 22:00"),
    ("the minute it opens", WORKDAYS, "2027-02-09 08:00", "until 22:00"),
    ("the minute before", WORKDAYS, "2027-02-09 07:59", "today 8:00"),
    ("the minute it closes", WORKDAYS, "2027-02-09 22:00", "tomorrow 8:00"),
    ("Friday night", WORKDAYS, "2027-02-12 23:00", "Monday 8:00"),
    ("a closed day", WORKDAYS, "2027-02-13 12:00", "Monday 8:00"),
    ("the day before it opens", WORKDAYS, "2027-02-14 12:00", "tomorrow 8:00"),
    ("before midnight", BAR, "2027-02-12 23:30", "until 2:00"),
    ("after midnight", BAR, "2027-02-13 01:59", "until 2:00"),
    ("past midnight's end", BAR, "2027-02-13 02:00", "today 20:00"),
    ("Monday after Sunday", SUNDAY, "2027-02-15 02:30", "until 3:00"),
    ("round the clock", ALWAYS, "2027-02-14 23:59", "always"),
    ("until midnight", WEEK, "2027-02-12 20:00", "until 24:00"),
    ("for days", WEEK, "2027-02-08 20:00", "until Friday 24:00"),
    ("spring, summer time since 3:00", WORKDAYS, "2027-03-29 07:59", "today 8:00"),
    ("the night before spring", BAR, "2027-03-28 01:30", "until 2:00"),
    ("autumn, winter time again", WORKDAYS, "2027-11-01 08:00", "until 22:00"),
]


@pytest.fixture(scope="module")
def url(seeded_file: Seed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with machine_on_sqlite(seeded_file, tmp_path_factory.mktemp("help")) as machine:
        yield machine.start().url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A telephone in another time zone, so that nothing is right by chance."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, timezone_id="America/New_York"
    )
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def test_open_now_by_the_clock_of_the_country(page: Page, url: str) -> None:
    page.goto(f"{url}/en/help/")
    said = {name: say(page, opening, at) for name, opening, at, _told in TABLE}
    assert said == {name: told for name, _opening, _at, told in TABLE}


def say(page: Page, opening: list[Any], at: str) -> str:
    moment = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo(ZONE))
    text: str = page.evaluate(SAY, [opening, ZONE, moment.timestamp() * 1000])
    return text


@pytest.mark.parametrize(
    ("own", "used"), [(1_000_000, 1_000_000), (9_000_000, 1_030_000), (0, 1_030_000)]
)
def test_a_computer_s_wrong_clock_is_not_believed(
    own: int, used: int, page: Page, url: str
) -> None:
    page.goto(f"{url}/en/help/")
    ask = """async (own) => {
        const { moment } = await import("/static/js/shared/help.js");
        return moment(1000000, 30000, own);
    }"""
    assert page.evaluate(ask, own) == used


@pytest.mark.parametrize("path", ["sr/rs/help/", "en/help/", "sr/help/"])
@pytest.mark.parametrize("width", [360, 1366])
def test_the_pages_of_help_fit_and_say_who_is_there(
    path: str, width: int, page: Page, url: str
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{url}/{path}")
    number = page.locator("main a[href='tel:116111']").last
    expect(number).to_have_text("116 111")
    expect(page.locator("main .open-now").last).to_be_visible()
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_country_s_page_leads_to_its_own_help(page: Page, url: str) -> None:
    page.goto(f"{url}/en/help/")
    page.get_by_role("link", name="Serbia").press("Enter")
    page.wait_for_url("**/en/rs/help/")
    page.goto(f"{url}/sr/rs/rules/")
    page.locator(".help-line a[href$='/help/']").press("Enter")
    page.wait_for_url("**/sr/rs/help/")


def test_a_pupil_taps_a_number_and_reads_whether_somebody_is_there(page: Page, url: str) -> None:
    page.goto(f"{url}/en/")
    page.locator("#help-button").press("Enter")
    number = page.locator("#help a[href='tel:116111']").last
    expect(number).to_have_text("116 111")
    expect(page.locator("#help .open-now").first).to_be_visible()
    expect(page.locator("#help")).to_contain_text("Open now")
    look(page)
