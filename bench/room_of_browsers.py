"""A class at real browsers, all at once: they join, wait, and see the first question."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playwright.async_api import Browser, Page

PATIENCE_MS = 300_000
# Between two presses of a pupil on the way to the waiting room.
STEP_MS = 300


@dataclass(frozen=True, slots=True)
class RoomOfBrowsers:
    """Each pupil in a context of its own, as at a computer of its own."""

    browser: Browser
    url: str
    code: str

    async def open(self, numbers: Sequence[int]) -> dict[int, Page]:
        """The first page in each browser, loaded with an empty cache."""
        pages = await asyncio.gather(*(self._open() for _ in numbers))
        return dict(zip(numbers, pages, strict=True))

    async def _open(self) -> Page:
        context = await self.browser.new_context(ignore_https_errors=True)
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        await page.goto(f"{self.url}/sr/")
        return page

    async def join(self, pages: Mapping[int, Page], pins: Mapping[int, str]) -> None:
        """Code, number and PIN, or no PIN where the class plays without."""
        await asyncio.gather(
            *(self._join(page, number, pins.get(number, "")) for number, page in pages.items())
        )

    async def _join(self, page: Page, number: int, pin: str) -> None:
        typed = {"#code": self.code, "#number": f"{number}", "#pin": pin}
        for selector, digits in typed.items():
            await page.fill(selector, digits)
        await page.keyboard.press("Enter")

    async def settle(self, pages: Mapping[int, Page]) -> None:
        """From the own card to the waiting room, by way of the practice."""
        await asyncio.gather(*(self._settle(page) for page in pages.values()))

    async def _settle(self, page: Page) -> None:
        await page.locator("#yes-its-me").click()
        following = page.locator("#next")
        await following.wait_for()
        while await following.count():
            await following.click()
            await page.wait_for_timeout(STEP_MS)

    async def see_first_question(self, pages: Mapping[int, Page]) -> None:
        """Until the last of them has it."""
        await asyncio.gather(*(page.locator("#mark").wait_for() for page in pages.values()))

    async def leave(self, pages: Mapping[int, Page]) -> None:
        """Their computers are switched off."""
        for page in pages.values():
            await page.context.close()
