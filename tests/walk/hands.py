"""What somebody at a desk has in hand: a mouse, or the keyboard and nothing else."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Page

MOST_TABS = 200
IS_THERE = """(selector) => {
    const here = document.activeElement;
    return Boolean(here && here.matches(selector));
}"""
# What of the options comes so many presses of the arrow after the first.
OPTIONS = "one => [...one.options].map(({ value }) => value)"


class Hands(Protocol):
    """How a form is filled in; what is meant is named by a selector."""

    def press(self, selector: str) -> None:
        """A button that leads to another page, or to another state of this one."""

    def write(self, selector: str, words: str) -> None:
        """Into an empty field."""

    def choose(self, selector: str, value: str) -> None:
        """One of a list."""

    def tick(self, selector: str) -> None:
        """A box or a radio that is not ticked."""


class Mouse:
    """Clicks, and types where it has clicked."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, selector: str) -> None:
        """As in ``Hands``."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def write(self, selector: str, words: str) -> None:
        """As in ``Hands``."""
        self.page.locator(selector).fill(words)

    def choose(self, selector: str, value: str) -> None:
        """As in ``Hands``."""
        self.page.locator(selector).select_option(value)

    def tick(self, selector: str) -> None:
        """As in ``Hands``."""
        self.page.locator(selector).check()


class Keyboard:
    """Tab, letters, arrows, Space and Enter; wherever the page has put the cursor it goes on."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, selector: str) -> None:
        """As in ``Hands``."""
        self._tab_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, selector: str, words: str) -> None:
        """As in ``Hands``."""
        self._tab_to(selector)
        self.page.keyboard.type(words)

    def choose(self, selector: str, value: str) -> None:
        """As in ``Hands``."""
        self._tab_to(selector)
        offered: list[str] = self.page.locator(selector).evaluate(OPTIONS)
        self.page.keyboard.press("Home")
        for _ in range(offered.index(value)):
            self.page.keyboard.press("ArrowDown")
        assert self.page.locator(selector).input_value() == value

    def tick(self, selector: str) -> None:
        """As in ``Hands``."""
        self._tab_to(selector)
        self.page.keyboard.press("Space")
        assert self.page.locator(selector).is_checked()

    def _tab_to(self, selector: str) -> None:
        """Once round the page, if need be: after the last thing comes the first one."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(IS_THERE, selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector}")
