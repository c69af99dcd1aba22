"""Somebody comes without a log-in: practises with keys only, changes script, joins from home."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench.first_load import MOST_KB, MOST_REQUESTS
from bench.wire import Wire
from tests.flows.conftest import Seed, machine_on_sqlite
from tests.flows.people import look, respond

pytestmark = pytest.mark.later

HOME_KB = 100
# What the page brings once the first question stands; a busy machine rests before that.
LATER_STYLES = """() => {
    const named = document.getElementById("later-styles").content.querySelectorAll("link");
    const there = [...document.styleSheets].map((one) => String(one.href));
    return [...named].every((one) => there.some((href) => href.endsWith(one.getAttribute("href"))));
}"""


@dataclass(frozen=True)
class Site:
    """Where the machine answers, and its database."""

    url: str
    database: Path


@pytest.fixture(scope="module")
def site(seeded_file: Seed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """What ``make demo`` runs."""
    folder = tmp_path_factory.mktemp("site")
    with machine_on_sqlite(seeded_file, folder) as machine:
        yield Site(machine.start().url, folder / "quiz.sqlite3")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A telephone."""
    made = browser.new_context(viewport={"width": 360, "height": 740})
    made.set_default_timeout(60_000)
    yield made
    assert made.cookies() == []
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def practise(page: Page, site: Site, path: str = "sr/rs/practice/9-11/") -> None:
    """Open the first question."""
    page.goto(f"{site.url}/{path}")
    expect(page.get_by_test_id("question")).to_be_visible()


def come_to_a_single_choice(page: Page) -> None:
    """Answer what has many parts, up to a question with one right answer out of some."""
    for _ in range(8):
        if page.get_by_test_id("choice-A").count():
            break
        respond(page)
        page.locator("#next").press("Enter")
    expect(page.get_by_test_id("choice-A")).to_be_visible()


def fits(page: Page) -> None:
    """Nothing for axe to find, and nothing to be scrolled sideways."""
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def to_the_end(page: Page) -> list[str]:
    """From a question that is answered on; returns what was asked."""
    asked = [page.locator("h1").inner_text()]
    page.locator("#next").press("Enter")
    while page.get_by_test_id("question").count():
        asked.append(page.locator("h1").inner_text())
        fits(page)
        respond(page)
        fits(page)
        page.locator("#next").press("Enter")
    return asked


def is_cyrillic(text: str) -> bool:
    return any("а" <= letter <= "я" for letter in text.lower())


def test_a_quiz_with_keys_only_and_the_script_changed_in_the_middle(page: Page, site: Site) -> None:
    practise(page, site)
    come_to_a_single_choice(page)
    fits(page)
    page.keyboard.press("1")
    expect(page.locator("#why")).to_be_visible()
    assert is_cyrillic(page.locator("#why").inner_text())
    expect(page.locator("#next")).to_be_focused()
    fits(page)
    page.locator("#language-button").press("Enter")
    page.locator("#language-sr-latn").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "sr-Latn")
    expect(page.get_by_test_id("told-A")).to_contain_text("Izabrano")
    expect(page).to_have_url(re.compile("/sr-latn/rs/practice/9-11/$"))
    page.reload()
    expect(page.get_by_test_id("told-A")).to_contain_text("Izabrano")
    seen = to_the_end(page)
    expect(page.get_by_test_id("score")).to_contain_text("od 10 pitanja")
    fits(page)
    page.locator("#again").press("Enter")
    expect(page.get_by_test_id("question")).to_be_visible()
    assert page.locator("h1").inner_text() not in seen, "what was not seen yet comes first"


def test_while_somebody_practises_nothing_is_sent(page: Page, site: Site) -> None:
    practise(page, site)
    page.wait_for_function(LATER_STYLES)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(10):
        respond(page)
        page.locator("#next").press("Enter")
    expect(page.get_by_test_id("score")).to_be_visible()
    assert asked == []


def test_who_cannot_get_the_questions_reads_why_and_tries_again(page: Page, site: Site) -> None:
    page.route("**/practice/rs/**", lambda route: route.abort())
    page.goto(f"{site.url}/en/rs/practice/9-11/")
    expect(page.locator("h1")).to_contain_text("cannot be fetched")
    fits(page)
    page.unroute("**/practice/rs/**")
    page.locator("#retry").press("Enter")
    expect(page.get_by_test_id("question")).to_be_visible()


def test_practice_works_without_a_script(browser: Browser, site: Site) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.url}/hr/hr/practice/9-11/")
    expect(page.locator("main details")).to_have_count(10)
    answer = page.locator("details").first
    assert not answer.locator("p").first.is_visible()
    answer.locator("summary").press("Enter")
    expect(answer.locator("p").last).to_be_visible()
    expect(page.locator(".contact-number").first).to_have_text("0800 606 606")
    page.locator("main a[hreflang=sr-Cyrl]").click()
    expect(page.locator("html")).to_have_attribute("lang", "sr-Cyrl")
    assert is_cyrillic(page.locator("main").inner_text())
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize(
    ("path", "there", "more", "more_kb"),
    [
        # The questions come as a file of their own, which stays in the browser; questions of many
        # parts and scenes bring their modules and styles.
        ("sr/rs/practice/9-11/", "[data-testid=question]", 36, 60),
        ("sr/rs/", "#join-code", 0, HOME_KB - MOST_KB),
        ("sr/rs/practice/", "h1", 0, 0),
        ("en/about/", "h1", 0, 0),
        ("hr/hr/rules/", "h1", 0, 0),
        ("hr/hr/privacy/", "h1", 0, 0),
    ],
)
def test_the_first_load_is_small(
    path: str, there: str, more: int, more_kb: int, page: Page, site: Site
) -> None:
    wire = Wire()
    wire.listen(page)
    page.goto(f"{site.url}/{path}")
    page.locator(there).wait_for()
    page.wait_for_load_state("networkidle")
    assert len(wire.asked) <= MOST_REQUESTS + more, wire.asked
    assert wire.size / 1000 <= MOST_KB + more_kb
    assert wire.strangers(site.url.partition("://")[2]) == 0


def test_the_code_goes_on_in_the_fragment_and_nowhere_else(page: Page, site: Site) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.url}/sr/rs/")
    page.fill("#join-code", "12 34")
    page.keyboard.press("Enter")
    expect(page.locator("#join-error")).to_be_visible()
    page.fill("#join-code", "123 456")
    page.keyboard.press("Enter")
    expect(page.locator("#code")).to_have_value("123 456")
    assert [url for url in asked if "123" in url.partition("#")[0]] == []
