"""A teacher's hands that count: presses of buttons, links and boxes, and fields filled in."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from playwright.async_api import Locator, Page


@dataclass(slots=True)
class CountedHands:
    """What is pressed and filled in at one page, from the moment on at which it is made.

    Choosing from a list counts as one field, pasting as one press; nobody thinks or looks for
    anything, so the seconds are those of the machine.
    """

    page: Page
    presses: int = 0
    fields: int = 0
    since: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Since the first press."""
        return time.monotonic() - self.since

    async def press(self, where: str | Locator) -> None:
        """A button, a link, a box; the page it leads to is there."""
        self.presses += 1
        place = self.page.locator(where).first if isinstance(where, str) else where
        await place.click()
        await self.page.wait_for_load_state()

    async def write(self, selector: str, words: str) -> None:
        """Into one field."""
        self.fields += 1
        await self.page.fill(selector, words)

    async def choose(self, selector: str, label: str) -> None:
        """One of a list, by its words."""
        self.fields += 1
        await self.page.select_option(selector, label=label)

    async def paste(self, selector: str, words: str) -> None:
        """From another program."""
        self.presses += 1
        await self.page.fill(selector, words)

    async def fetch(self, selector: str) -> int:
        """A file behind a link; its size once all of it is here."""
        self.presses += 1
        address = await self.page.locator(selector).first.get_attribute("href")
        answer = await self.page.request.get(f"{_origin(self.page.url)}{address}")
        assert answer.ok, answer.status
        return len(await answer.body())


def _origin(url: str) -> str:
    return "/".join(url.split("/")[:3])
