"""How smoothly the pupil's page moves on a slow computer: frames that come late, things that jump.

The way from the join page through some answers at a processor throttled six times, as Chromium does
it. Counted is what the browser itself notes: tasks longer than 50 ms, in which no frame can come,
and layout shifts that nobody's press has caused. Tasks are told by the clock and by the
processor's time, which other work on the machine changes less. What a page does while it loads is
told apart from what it does once a pupil works with it, and from what a browser needs to open any
page: one of a few words is opened before, the same way.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Browser, Page

from bench import first_question
from bench.first_question import PATIENCE_MS, SCENARIO, Told
from bench.main_thread import MainThread
from bench.measure import Measure, below

SLOWER = 6
LONG_MS = 50
MOST_SHIFT = 0.01
ANSWERS = 8
ANY_PAGE, PLAYER = "a page of a few words", "what presses for the pupil"
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


class Way:
    """The page of a pupil on the way, and what its main thread did in each part of it."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self.page, self.by_clock = page, dict[str, list[float]]()
        self.main_thread = MainThread(browser, page)

    def ends(self, part: str) -> None:
        """What was done since the last part belongs to this one."""
        self.by_clock[part] = _take(self.page)
        self.main_thread.ends(part)


def smoothness(
    browser: Browser, url: str, told: Told, start: Callable[[], object]
) -> list[Measure]:
    """One pupil at a slow computer."""
    context = browser.new_context(ignore_https_errors=True)
    context.add_init_script(LISTEN)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    way = Way(browser, page)
    page.goto(f"{url}/robots.txt", wait_until="networkidle")
    way.ends(ANY_PAGE)
    page.goto(f"{url}/{told['language']}/", wait_until="networkidle")
    way.ends("join page")
    _bring_player(way)
    _sit_and_answer(way, told, start)
    measures = _measures(way, told["language"])
    context.close()
    return measures


def _sit_and_answer(way: Way, told: Told, start: Callable[[], object]) -> None:
    first_question.sit_down(way.page, told, 0)
    way.ends("to the waiting room")
    start()
    way.page.locator("#mark").wait_for(timeout=PATIENCE_MS)
    way.page.wait_for_load_state("networkidle")
    way.ends("first question")
    _work(way.page)
    way.ends("answers")


def _bring_player(way: Way) -> None:
    """What presses for the pupil has to be read by the browser: no work of the page."""
    way.page.locator("#code").count()
    way.ends(PLAYER)


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


def _measures(way: Way, language: str) -> list[Measure]:
    name = f"{language}, processor throttled {SLOWER} times"
    shift = way.page.evaluate("window.noted.shift")
    return [
        *_told(name, way.by_clock),
        *_told(f"{name}, by the processor's time", way.main_thread.stop()),
        below(SCENARIO, f"{name}: layout shifts", shift, "of the screen", MOST_SHIFT),
    ]


def _told(name: str, parts: dict[str, list[float]]) -> list[Measure]:
    longest = {part: max(some, default=0.0) for part, some in parts.items() if part != PLAYER}
    anywhere = longest.pop(ANY_PAGE)
    over = sum(one > LONG_MS for part in longest for one in parts[part])
    return [
        Measure(SCENARIO, f"{name}: longest task, {ANY_PAGE}", anywhere, "ms"),
        *(
            below(SCENARIO, f"{name}: longest task, {part}", most, "ms", LONG_MS)
            for part, most in longest.items()
        ),
        Measure(SCENARIO, f"{name}: tasks over {LONG_MS} ms", over, "tasks"),
    ]
