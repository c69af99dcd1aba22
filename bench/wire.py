"""What goes over the wire to one page, as Chromium counts it: compressed, without TLS itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page


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
