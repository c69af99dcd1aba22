"""How smoothly the pupil's page moves on a slow computer: frames that come late, things that jump.

The way from the join page through some answers at a processor throttled six times, as Chromium does
it. Counted is what the browser itself notes: tasks longer than 50 ms, in which no frame can come,
and layout shifts that nobody's press has caused. What a page does while it loads is told apart from
what it does once a pupil works with it, and from what a browser needs to open any page: one of a
few words is opened before, the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Page

from bench import first_question
from bench.first_question import PATIENCE_MS, SCENARIO, Told
from bench.measure import Measure, below

SLOWER = 6
LONG_MS = 50
MOST_SHIFT = 0.01
ANSWERS = 8
LISTEN = """
window.noted = { tasks: [], shift: 0 };
function observe(type, note) {
  const each = (list) => list.getEntries().forEach(note);
  new PerformanceObserver(each).observe({ type, buffered: true });
}
observe("longtask", ({ duration }) => window.noted.tasks.push(duration));
observe("layout-shift", ({ hadRecentInput, value }) => {
  window.noted.shift += hadRecentInput ? 0 : value;
});
"""
TAKE = "() => { const { tasks } = window.noted; window.noted.tasks = []; return tasks; }"


def smoothness(
    browser: Browser, url: str, told: Told, start: Callable[[], object]
) -> list[Measure]:
    """One pupil at a slow computer."""
    context = browser.new_context(ignore_https_errors=True)
    context.add_init_script(LISTEN)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{url}/robots.txt", wait_until="networkidle")
    tasks = {"a page of a few words": _take(page)}
    page.goto(f"{url}/{told['language']}/", wait_until="networkidle")
    tasks["join page"] = _take(page)
    _bring_player(page)
    first_question.sit_down(page, told, 0)
    tasks["to the waiting room"] = _take(page)
    start()
    page.locator("#mark").wait_for(timeout=PATIENCE_MS)
    page.wait_for_load_state("networkidle")
    tasks["first question"] = _take(page)
    _work(page)
    tasks["answers"] = _take(page)
    measures = _measures(told["language"], tasks, page.evaluate("window.noted.shift"))
    context.close()
    return measures


def _bring_player(page: Page) -> None:
    """What presses for the pupil has to be read by the browser: no work of the page."""
    page.locator("#code").count()
    _take(page)


def _take(page: Page) -> list[float]:
    page.wait_for_timeout(500)
    taken: list[float] = page.evaluate(TAKE)
    return taken


def _work(page: Page) -> None:
    """Press something in each question and go on."""
    for _ in range(ANSWERS):
        for each in page.locator("[data-testid=question] .answers label").all()[:2]:
            each.click(force=True)
        page.wait_for_timeout(1200)
        page.keyboard.press("Escape")
        page.locator("#next").first.click()
        page.wait_for_timeout(300)


def _measures(language: str, tasks: dict[str, list[float]], shift: float) -> list[Measure]:
    name = f"{language}, processor throttled {SLOWER} times"
    anywhere = max(tasks.pop("a page of a few words"), default=0.0)
    found: list[Any] = [
        Measure(SCENARIO, f"{name}: longest task, a page of a few words", anywhere, "ms")
    ]
    found += [
        below(SCENARIO, f"{name}: longest task, {where}", max(some, default=0.0), "ms", LONG_MS)
        for where, some in tasks.items()
    ]
    return [
        *found,
        Measure(
            SCENARIO, f"{name}: tasks over {LONG_MS} ms", sum(map(len, tasks.values())), "tasks"
        ),
        below(SCENARIO, f"{name}: layout shifts", shift, "of the screen", MOST_SHIFT),
    ]
