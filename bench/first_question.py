"""What lies between the join page and the first question, for a pupil at a real browser.

Bytes and requests from opening the page on, a paper with questions of several parts included; and
how long somebody with a slow line waits after the last digit, with and without the list of modules
that the page asks for at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from bench.measure import Measure, below
from bench.wire import Wire

SCENARIO = "first_load"
MOST_KB = 130
# Milliseconds until the first byte of each reply, as over a satellite or an old telephone network.
SLOW = 400
PATIENCE_MS = 60_000
# Two to six seconds after the question stands, and its way.
LAST_SCREEN_MS = 8_000
START = """
from competition.models import Sitting
from competition.sittings.actions.sittings import start_all
from schools import clock
one = Sitting.objects.get(pk={sitting})
start_all(one, by=one.opened_by, at=clock.now())
"""
FORGET_MODULES = "document.getElementById('later-modules').remove()"

type Told = dict[str, Any]


def to_first_question(
    page: Page, wire: Wire, told: Told, start: Callable[[], object]
) -> list[Measure]:
    """Join at the page that is open already, wait, be started, see the first question.

    What the last screen needs comes while that is read (static/js/pupil/later_modules.js): told as
    a sum of its own.
    """
    sit_down(page, told, 0)
    start()
    page.locator("#mark").wait_for(timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")
    name = f"{told['language']}: from the join page to the first question"
    measures = [
        below(SCENARIO, f"{name}, over the wire", wire.size / 1000, "kB", MOST_KB),
        Measure(SCENARIO, f"{name}, requests", len(wire.asked), "requests"),
    ]
    page.wait_for_timeout(LAST_SCREEN_MS)
    name = f"{told['language']}: the same with the last screen, over the wire"
    return [*measures, Measure(SCENARIO, name, wire.size / 1000, "kB")]


def sit_down(page: Page, told: Told, card: int) -> None:
    """Join at the page that is open, and go on to the waiting room."""
    type_digits(page, told, card)
    page.locator("#yes-its-me").click()
    page.locator("#next").wait_for(timeout=PATIENCE_MS)
    while page.locator("#next").count():
        page.locator("#next").click()
        page.wait_for_timeout(300)


def type_digits(page: Page, told: Told, card: int) -> None:
    """Code, number and PIN, and Enter."""
    number, pin = told["cards"][card]
    for name, digits in {"code": told["code"], "number": str(number), "pin": pin}.items():
        page.locator(f"#{name}").fill(digits)
    page.locator("#pin").press("Enter")


def on_slow_line(browser: Browser, url: str, told: Told, cards: tuple[int, int]) -> Measure:
    """Seconds from the last digit to "is this you?", and how many they were without the list."""
    without, now = (
        _seconds(browser, url, told, card, listed=listed)
        for card, listed in zip(cards, (False, True), strict=True)
    )
    name = f"{told['language']}: from Enter to the own card, {SLOW} ms to each reply"
    return Measure(
        SCENARIO,
        f"{name} (baseline: level by level)",
        now,
        "s",
        baseline=without,
        ratio=now / without,
    )


def _seconds(browser: Browser, url: str, told: Told, card: int, *, listed: bool) -> float:
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    page.goto(f"{url}/{told['language']}/", wait_until="networkidle")
    if not listed:
        page.evaluate(FORGET_MODULES)
    _slow_down(context, page)
    since = time.monotonic()
    type_digits(page, told, card)
    page.locator("#yes-its-me").wait_for(timeout=PATIENCE_MS)
    took = time.monotonic() - since
    context.close()
    return took


def _slow_down(context: BrowserContext, page: Page) -> None:
    line = {"offline": False, "latency": SLOW, "downloadThroughput": -1, "uploadThroughput": -1}
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)
