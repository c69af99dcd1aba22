"""What a pupil's browser loads before the join box works, through the proxy with TLS.

A real Chromium with an empty cache opens the page of a language. Counted is every request until the
box is there and nothing has been asked for any more for half a second: replies with their heads as
the network carried them, compressed, without TLS itself. Then a code nobody has is typed, and the
page has to say so: the box does work.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from bench.cluster import Cluster
from bench.measure import Measure, Settings, none_of
from tests.browsers import LAUNCH_ARGS, chromium

# Cyrillic needs a font of its own.
LANGUAGES = ("hr", "sr")
MOST_KB, MOST_REQUESTS = 150, 12
BOX = "form.join input"
FAULT = "form.join [aria-invalid=true]"
PATIENCE_MS = 30_000


# Without slots: Playwright notes on the object which of its methods listen.
@dataclass
class Wire:
    """What went over the wire: addresses asked for, and bytes of what came."""

    asked: list[str] = field(default_factory=list)
    size: float = 0.0

    def listen(self, page: Page) -> None:
        """Hear of every request of a page from now on."""
        devtools = page.context.new_cdp_session(page)
        devtools.on("Network.requestWillBeSent", self._ask)
        devtools.on("Network.loadingFinished", self._finish)
        devtools.send("Network.enable")
        devtools.send("Network.setCacheDisabled", {"cacheDisabled": False})

    def _ask(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if not url.startswith("data:"):
            self.asked.append(url)

    def _finish(self, event: dict[str, Any]) -> None:
        self.size += event["encodedDataLength"]

    def strangers(self, host: str) -> int:
        """How many requests went to somebody else."""
        return sum(urlsplit(url).netloc != host for url in self.asked)


def run(_settings: Settings) -> list[Measure]:
    """Each language in a browser of its own; the same in reduced and in full."""
    with Cluster(workers=1) as cluster, sync_playwright() as player:
        cluster.stage(30)
        browser = player.chromium.launch(executable_path=chromium(), args=LAUNCH_ARGS)
        measures = [one for code in LANGUAGES for one in _load(browser, cluster.url, code)]
        browser.close()
    return measures


def _load(browser: Browser, url: str, language: str) -> list[Measure]:
    context = browser.new_context(ignore_https_errors=True)
    page, wire = context.new_page(), Wire()
    wire.listen(page)
    since = time.monotonic()
    page.goto(f"{url}/{language}/", wait_until="commit")
    page.locator(BOX).first.wait_for(timeout=PATIENCE_MS)
    took = time.monotonic() - since
    page.wait_for_load_state("networkidle")
    measures = _measures(language, wire, took, urlsplit(url).netloc)
    _try(page)
    context.close()
    return measures


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
