"""What a pupil's browser loads before the join box works, and until the first question.

A real Chromium with an empty cache opens the page of a language, through the proxy with TLS.
Counted is every request until the box is there and nothing has been asked for any more for half a
second: replies with their heads as the network carried them, compressed, without TLS itself. Then a
code nobody has is typed, and the page has to say so: the box does work. What comes after that:
``bench.first_question``.
"""

from __future__ import annotations

import time
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench import first_question, smoothness
from bench.cluster import Cluster
from bench.first_question import Told
from bench.measure import Measure, Settings, none_of
from bench.wire import Wire
from tests.browsers import LAUNCH_ARGS, chromium

# Cyrillic needs a font of its own.
LANGUAGES = ("hr", "sr")
# One of them is the landscape beside the way in.
MOST_KB, MOST_REQUESTS = 150, 13
BOX = "form.join input"
FAULT = "form.join [aria-invalid=true]"
PATIENCE_MS = 30_000
# So many classes, and schools all over the countries, that each language has one.
CLASSES, CARDS = 48, 4


def run(_settings: Settings) -> list[Measure]:
    """Each language in a browser of its own; the same in reduced and in full."""
    with Cluster(workers=1) as cluster, sync_playwright() as player:
        staged = cluster.stage(CLASSES * CARDS, size=CARDS)["classes"]
        told = {one["language"]: one for one in staged}
        others = {one["language"]: one for one in reversed(staged)}
        browser = player.chromium.launch(executable_path=chromium(windows=True), args=LAUNCH_ARGS)
        slow = [
            first_question.on_slow_line(browser, cluster.url, told[code], (1, 2))
            for code in LANGUAGES
        ]
        measures = [one for code in LANGUAGES for one in _load(browser, cluster, told[code])]
        throttled = smoothness.smoothness(
            browser, cluster.url, others["hr"], lambda: _start(cluster, others["hr"])
        )
        browser.close()
    return [*measures, *slow, *throttled]


def _load(browser: Browser, cluster: Cluster, told: Told) -> list[Measure]:
    context, language = browser.new_context(ignore_https_errors=True), told["language"]
    page, wire, url = context.new_page(), Wire(), cluster.url
    wire.listen(page)
    since = time.monotonic()
    page.goto(f"{url}/{language}/", wait_until="commit")
    page.locator(BOX).first.wait_for(timeout=PATIENCE_MS)
    took = time.monotonic() - since
    page.wait_for_load_state("networkidle")
    measures = _measures(language, wire, took, urlsplit(url).netloc)
    _try(page)
    measures += first_question.to_first_question(page, wire, told, lambda: _start(cluster, told))
    context.close()
    return measures


def _start(cluster: Cluster, told: Told) -> None:
    start = first_question.START.format(sitting=told["sitting"])
    cluster.run("manage", "shell", "--command", start)


def _measures(language: str, wire: Wire, took: float, host: str) -> list[Measure]:
    requests, size = len(wire.asked), wire.size / 1000
    return [
        _at_most(f"{language}: requests", requests, "requests", MOST_REQUESTS),
        _at_most(f"{language}: over the wire", size, "kB", MOST_KB),
        none_of("first_load", f"{language}: to third parties", wire.strangers(host), "requests"),
        Measure("first_load", f"{language}: until the join box is there", took, "s"),
    ]


def _at_most(name: str, value: float, unit: str, limit: float) -> Measure:
    return Measure("first_load", name, value, unit, f"≤ {limit:g}", value <= limit)


def _try(page: Page) -> None:
    """Type digits nobody has. Raises ``TimeoutError`` of Playwright where nothing is said of it."""
    for box, digits in zip(page.locator(BOX).all(), ("000000", "1", "0000"), strict=True):
        box.fill(digits)
    page.locator(BOX).last.press("Enter")
    page.locator(FAULT).first.wait_for(timeout=PATIENCE_MS)
