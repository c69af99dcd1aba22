"""Waiting for what comes by itself, without a bound that only a quiet machine keeps."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

# A job's process takes what the others leave, and with four tests beside it that is little.
PATIENCE = 240.0
# Which screen a pupil's page shows, and which of those of one name.
SCREEN = """() => {
    const { screen = "", part = "" } = document.getElementById("main")?.dataset ?? {};
    return `${screen} ${part}`;
}"""


def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether a condition comes true in time; asked ten times a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


async def until_true(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """The same where the loop has to go on meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        await asyncio.sleep(0.01)
    return False


@contextmanager
def screen_left(page: Page) -> Iterator[None]:
    """Until a pupil's page shows another screen: it is drawn a moment after the press that leads
    on, and the next question may have the same title."""
    before = page.evaluate(SCREEN)
    yield
    page.wait_for_function(f"(before) => ({SCREEN})() !== before", arg=before)
