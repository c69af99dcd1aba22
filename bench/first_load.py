"""What a pupil's browser loads before the join box works, and until the first question.

A real Chromium with an empty cache opens the page of a language, through the proxy with TLS, joins,
is started and sees the first question. Counted is every request until nothing has been asked for
any more for half a second: replies with their heads as the network carried them, compressed,
without TLS itself.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench.cluster import Cluster
from bench.measure import Measure, Settings, below, none_of
from bench.wire import Wire
from tests.browsers import LAUNCH_ARGS, chromium
from tests.flows import answering

SCENARIO = "first_load"
# Cyrillic needs a font of its own.
LANGUAGES = ("hr", "sr")
# One of them is the landscape beside the way in.
MOST_KB, MOST_REQUESTS = 150, 13
MOST_KB_TO_THE_QUESTION = 130
BOX = "form.join input"
PATIENCE_MS = 60_000
# So many classes, and schools all over the countries, that each language has one.
CLASSES, CARDS = 48, 4
START = """
from competition.models import Sitting
from competition.sittings.actions.sittings import start_all
from base import clock
one = Sitting.objects.get(pk={sitting})
start_all(one, by=one.opened_by, at=clock.now())
"""


def run(_settings: Settings) -> list[Measure]:
    """Each language in a browser of its own."""
    with Cluster(workers=1) as cluster, sync_playwright() as player:
        staged = cluster.stage(CLASSES * CARDS, size=CARDS)["classes"]
        classes = {one["language"]: one for one in staged}
        browser = player.chromium.launch(executable_path=chromium(windows=True), args=LAUNCH_ARGS)
        measures = [one for code in LANGUAGES for one in _load(browser, cluster, classes[code])]
        browser.close()
    return measures


def _load(browser: Browser, cluster: Cluster, told: dict[str, Any]) -> list[Measure]:
    context, language = browser.new_context(ignore_https_errors=True), told["language"]
    page, wire = context.new_page(), Wire()
    wire.listen(page)
    since = time.monotonic()
    page.goto(f"{cluster.url}/{language}/", wait_until="commit")
    page.locator(BOX).first.wait_for(timeout=PATIENCE_MS)
    took = time.monotonic() - since
    page.wait_for_load_state("networkidle")
    strangers = wire.strangers(urlsplit(cluster.url).netloc)
    measures = [
        _at_most(f"{language}: requests", len(wire.asked), "requests", MOST_REQUESTS),
        _at_most(f"{language}: over the wire", wire.size / 1000, "kB", MOST_KB),
        none_of(SCENARIO, f"{language}: to third parties", strangers, "requests"),
        Measure(SCENARIO, f"{language}: until the join box is there", took, "s"),
    ]
    _sit_down(page, told)
    cluster.run("manage", "shell", "--command", START.format(sitting=told["sitting"]))
    page.locator("#mark").wait_for(timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")
    name, size = f"{language}: from the join page to the first question", wire.size / 1000
    context.close()
    return [
        *measures,
        below(SCENARIO, f"{name}, over the wire", size, "kB", MOST_KB_TO_THE_QUESTION),
        Measure(SCENARIO, f"{name}, requests", len(wire.asked), "requests"),
    ]


def _at_most(name: str, value: float, unit: str, limit: float) -> Measure:
    return Measure(SCENARIO, name, value, unit, f"≤ {limit:g}", value <= limit)


def _sit_down(page: Page, told: dict[str, Any]) -> None:
    """Join at the page that is open, and go on to the waiting room."""
    number, pin = told["cards"][0]
    for name, digits in {"code": told["code"], "number": str(number), "pin": pin}.items():
        page.locator(f"#{name}").fill(digits)
    page.locator("#pin").press("Enter")
    page.locator("#yes-its-me").click()
    page.locator("#not-mine, #check").wait_for(timeout=PATIENCE_MS)
    while page.locator("#check").count():
        answering.answer(page, 0)
        page.locator("#check").click()
        page.locator("#next").click()
        page.wait_for_timeout(300)
