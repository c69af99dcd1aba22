"""A teacher's first minutes, counted in presses and seconds, and a class of 28 at real browsers.

From the log-in to a printed pack for a class of 28, by its size and by a pasted list; to *all in*
without a printer; and 28 browsers that join, wait and have the first question, with cards and
without PINs. Nobody thinks, reads, walks or looks for a key: the seconds are those of the machine,
which is server, database and 29 browsers at once.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.async_api import Browser, Page, async_playwright, expect

from bench.cluster import Cluster
from bench.counted import CountedHands
from bench.measure import Measure, Settings, below
from bench.room_of_browsers import PATIENCE_MS, RoomOfBrowsers
from tests.browsers import LAUNCH_ARGS, chromium

SCENARIO = "lesson_start"
TEACHER = "teacher-rs@demo.invalid"
PUPILS = 28
# What a lesson can spare until everybody has begun.
LIMIT = 360
BY_SIZE, BY_LIST, AT_ONCE = "7-27", "7-28", "7-29"
SURNAMES = ("Петровић", "Јовановић", "Љубић", "Његош", "Ђурић", "Чолић", "Шарић")
NAMES = [f"{surname} {given}" for surname in SURNAMES for given in ("Ана", "Марко", "Лука", "Ива")]
LIST = "\n".join(f"{n}. {name}" for n, name in enumerate(NAMES, start=1))
GRADE = "7"


@dataclass(frozen=True, slots=True)
class Stage:
    """The sample edition, and who may log in."""

    browser: Browser
    url: str
    password: str

    async def log_in(self) -> CountedHands:
        """A browser that was never here: the count begins with the form of the log-in."""
        context = await self.browser.new_context(
            ignore_https_errors=True, viewport={"width": 1366, "height": 768}
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        await page.goto(f"{self.url}/sr/staff/")
        hands = CountedHands(page)
        await hands.write("[name=login]", TEACHER)
        await hands.write("[name=password]", self.password)
        await hands.press("main form button[type=submit]")
        return hands


def run(_settings: Settings) -> list[Measure]:
    """The same in reduced and in full."""
    with Cluster(workers=1, environment={"DEMO": "1"}) as cluster:
        told = cluster.run("manage", "seed_demo")
        password = re.findall(rf"{re.escape(TEACHER)}\s+password (\w+)", told)[0]
        return asyncio.run(_play(cluster.url, password))


async def _play(url: str, password: str) -> list[Measure]:
    async with async_playwright() as player:
        browser = await player.chromium.launch(
            executable_path=chromium(windows=True), args=LAUNCH_ARGS
        )
        stage = Stage(browser, url, password)
        measures = [*await _pack_by_size(stage), *await _pack_by_list(stage)]
        measures += await _lesson(stage, BY_LIST, pins=True)
        measures += await _lesson(stage, AT_ONCE, pins=False)
        await browser.close()
    return measures


def _counted(name: str, hands: CountedHands) -> list[Measure]:
    return [
        Measure(SCENARIO, f"{name}: presses", hands.presses, "presses"),
        Measure(SCENARIO, f"{name}: fields filled in", hands.fields, "fields"),
        Measure(SCENARIO, f"{name}: of the machine", hands.seconds, "s"),
    ]


# ---------------------------------------------------------------- the pack


async def _pack_by_size(stage: Stage) -> list[Measure]:
    hands = await stage.log_in()
    await _add_by_size(hands, BY_SIZE)
    return await _print(hands, "log-in to printed pack, by size")


async def _add_by_size(hands: CountedHands, label: str) -> None:
    await hands.press("a[href$='/staff/classes/add/']")
    await hands.write("[name=label]", label)
    await hands.choose("[name=grade]", GRADE)
    await hands.write("[name=size]", f"{PUPILS}")
    await hands.press("main form button[type=submit]")
    await hands.page.wait_for_url("**/cards/")


async def _pack_by_list(stage: Stage) -> list[Measure]:
    hands = await stage.log_in()
    await hands.press("a[href$='/staff/classes/add/']")
    await hands.press("a[href$='/staff/classes/list/']")
    await hands.paste("[name=pasted]", f"Списак ученика {BY_LIST}\n{LIST}")
    await hands.press("button[value=read]")
    await hands.press("p.buttons button[value=confirm]")
    await hands.page.wait_for_url("**/cards/")
    return await _print(hands, "log-in to printed pack, by pasted list")


async def _print(hands: CountedHands, name: str) -> list[Measure]:
    """The page of the pack, and all of it as one file."""
    await expect(hands.page.locator(".card-grid .paper-card")).to_have_count(PUPILS)
    await hands.press("a[href$='/pack/']")
    size = await hands.fetch("a[href$='/pack/all.pdf']")
    measures = _counted(name, hands)
    await hands.page.context.close()
    return [*measures, Measure(SCENARIO, f"{name}: size of the file", size / 1000, "kB")]


# ---------------------------------------------------------------- the lesson


async def _lesson(stage: Stage, label: str, *, pins: bool) -> list[Measure]:
    """From the log-in: open, come in, start, and end, so that the next class has the machine."""
    known = await _pins(stage, label) if pins else {}
    hands = await stage.log_in()
    if not pins:
        await _add_by_size(hands, label)
        await hands.press(".way-back a")
    room = RoomOfBrowsers(stage.browser, stage.url, await _open(hands, label, pins=pins))
    began, numbers = time.monotonic(), range(1, PUPILS + 1)
    pages = await room.open(numbers)
    loaded = time.monotonic() - began
    await room.join(pages, known)
    counted = [] if pins else await _let_in(hands)
    await room.settle(pages)
    await expect(hands.page.locator("#joined")).to_have_text(f"{PUPILS}", timeout=PATIENCE_MS)
    waiting = time.monotonic() - began
    await hands.press("#controls button[value=start]")
    await room.see_first_question(pages)
    started = time.monotonic() - began
    await room.leave(pages)
    await _end(hands.page)
    name = f"{PUPILS} browsers {'with cards' if pins else 'without PINs'}, from the opening"
    return [
        *counted,
        Measure(SCENARIO, f"{name}: all have the page", loaded, "s"),
        Measure(SCENARIO, f"{name}: all wait for the start", waiting, "s"),
        below(SCENARIO, f"{name}: all have the first question", started, "s", LIMIT),
    ]


async def _let_in(hands: CountedHands) -> list[Measure]:
    """Once everybody waits, by one press."""
    here = hands.page.locator(".seat[data-state=here]")
    await expect(here).to_have_count(PUPILS, timeout=PATIENCE_MS)
    await hands.press("#let-all")
    return _counted("log-in to all in, without a printer", hands)


async def _pins(stage: Stage, label: str) -> Mapping[int, str]:
    """As they stand on the cards that were printed."""
    page = (await stage.log_in()).page
    way = page.locator(".class-card", has_text=label).locator("a[href$='/cards/']").first
    await page.goto(f"{stage.url}{await way.get_attribute('href')}")
    rows = await page.locator(".teacher-sheet tbody tr").all()
    found = [re.findall(r"\d+", await row.text_content() or "") for row in rows]
    await page.context.close()
    return {int(number): pin for number, pin, *_rest in found}


async def _open(hands: CountedHands, label: str, *, pins: bool) -> str:
    """The official quiz of a class; its code."""
    page = hands.page
    row = page.locator(".class-card", has_text=label)
    if await row.locator("details.all-steps:not([open])").count():
        await hands.press(row.locator("details.all-steps > summary"))
    await hands.press(row.locator(".step-sit form button").first)
    if not pins:
        await hands.press("details.who-plays > summary")
        await hands.press("input[name=without_pins]")
    await hands.press("#open-official")
    await page.wait_for_url("**/sittings/*/")
    return re.sub(r"\D", "", await page.locator(".code").first.inner_text())


async def _end(page: Page) -> None:
    await page.locator("#close > summary").click()
    await page.locator("#close form button").click()
    await page.context.close()
