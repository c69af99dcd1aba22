"""Whom to call: numbers that can be tapped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Seed, machine_on_sqlite
from tests.flows.people import look

pytestmark = pytest.mark.later


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


@pytest.mark.parametrize("path", ["sr/rs/help/", "en/help/", "sr/help/"])
@pytest.mark.parametrize("width", [360, 1366])
def test_the_pages_of_help_fit(path: str, width: int, page: Page, url: str) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{url}/{path}")
    number = page.locator("main a[href='tel:116111']").last
    expect(number).to_have_text("116 111")
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_country_s_page_leads_to_its_own_help(page: Page, url: str) -> None:
    page.goto(f"{url}/en/help/")
    page.get_by_role("link", name="Serbia").press("Enter")
    page.wait_for_url("**/en/rs/help/")
    page.goto(f"{url}/sr/rs/rules/")
    page.locator(".help-line a[href$='/help/']").press("Enter")
    page.wait_for_url("**/sr/rs/help/")


def test_a_pupil_taps_a_number(page: Page, url: str) -> None:
    page.goto(f"{url}/en/")
    page.locator("#help-button").press("Enter")
    number = page.locator("#help a[href='tel:116111']").last
    expect(number).to_have_text("116 111")
    look(page)
