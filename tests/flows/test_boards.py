"""Boards as anybody sees them: two countries, rows that move, pause, freeze, frames, a hall."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Person, WatchesMovement, look, once_there
from tests.waiting import until

pytestmark = pytest.mark.journey

BOARD = "boards/sample/all/12-13/"
LAST_WINS = """
from base import clock
from competition.models import Result
here = {{"division__edition__slug": "sample", "division__code": "12-13"}}
results = Result.objects.filter(**here, counts=True, country="{country}")
last = results.order_by("score", "-attempt").first()
Result.objects.filter(pk=last.pk).update(score={score}, max_score=99, changed_at=clock.now())
"""
FREEZE = """
from base import clock
from tests.leaderboard.freezing import freeze
from leaderboard.models import Board
for board in Board.objects.filter({which}):
    freeze(board, at=clock.now())
"""

# Twice: a board that the server has published in the same moment is told only then.
PUBLISH = """
from base import clock
from competition.models import Edition
from leaderboard.seals.actions import tell_final
Edition.objects.filter(slug="sample").update(state="published")
for _try in range(2):
    tell_final(Edition.objects.get(slug="sample"), by=None, at=clock.now())
"""

# Notes how long each movement takes, and the rows that begin to glow.
SPY = """() => {
  const animate = Element.prototype.animate.original || Element.prototype.animate;
  window.moved = [];
  Element.prototype.animate = function (frames, timing) {
    window.moved.push(timing.duration);
    return animate.call(this, frames, timing);
  };
  Element.prototype.animate.original = animate;
  window.glowed = [];
  new MutationObserver((changes) => {
    const rows = changes.flatMap((one) => [...one.addedNodes]);
    window.glowed.push(...rows.filter((row) => row.querySelector(".glow")));
  }).observe(document.querySelector("#board tbody"), { childList: true });
}"""


class Elsewhere(ThreadingHTTPServer):
    """A school's own site: another origin whose page holds frames of the quiz."""

    def __init__(self, frames: list[str]) -> None:
        page = "".join(
            f'<iframe src="{frame}" title="quiz" width="480" height="700"></iframe>'
            for frame in frames
        )
        body = (
            f'<!DOCTYPE html><html lang="hr"><title>s</title><main><h1>s</h1>{page}</main>'.encode()
        )

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                """Say nothing."""

        super().__init__(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


# The longest adjective there is, in the rows and on a podium that five share.
LONGEST = """() => {
  const podium = document.querySelector("#board-winners");
  if (podium) {
    podium.hidden = false;
    podium.innerHTML = `<div class="winner" data-rank="1"><div class="winner-step">
      <span class="rank">1</span><span class="winner-name"></span></div></div>`.repeat(5);
  }
  for (const name of document.querySelectorAll(".winner-name, .board-pupils .alias")) {
    name.textContent = "Предусретљиви диплодокус 100";
  }
}"""
# Whether all letters came that this text asks for.
LETTERS = """async () => {
  document.body.getBoundingClientRect();
  const fonts = [...(await document.fonts.ready)].map((font) => font.status);
  return fonts.includes("loaded") && !fonts.includes("error");
}"""
# Words of names that stand on two lines.
BROKEN = """() => [...document.querySelectorAll(".winner-name, .board .alias")].flatMap((name) => {
  const text = name.firstChild, words = [...text.data.matchAll(/[^\\s-]+/g)];
  return words.filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1;
  }).map(([word]) => word);
})"""


@pytest.fixture
def elsewhere(day: Day) -> Iterator[Elsewhere]:
    """Two frames: the page made for it, and one that must not be framed."""
    site = Elsewhere(
        [f"{day.url}/hr/boards/sample/hr/schools/embed/", f"{day.url}/hr/boards/sample/hr/schools/"]
    )
    yield site
    site.shutdown()
    site.server_close()


def do(day: Day, code: str) -> None:
    """Something happens on the server, as if by another process."""
    day.machine.run("manage", "shell", "--no-imports", "-c", code)


def first(page: Page) -> str:
    return page.locator("#board tbody tr").first.locator(".alias").inner_text()


def test_anybody_sees_boards_on_the_day(day: Day, browser: Browser, elsewhere: Elsewhere) -> None:
    sit_in_a_hall(day, browser)
    open_that_on_a_phone(day, browser)
    watch_without_movement(day, browser)
    watch(day, browser)
    visit_a_school_s_site(day, browser, elsewhere)
    see_it_become_final(day, browser)


def watch(day: Day, browser: Browser) -> None:
    """Rows glide, the reader pauses, the organizer freezes; in Serbian Cyrillic."""
    viewer = WatchesMovement(browser, day.url, "sr")
    page = viewer.page
    page.goto(f"{day.url}/sr/boards/")
    look(page)
    page.goto(f"{day.url}/sr/{BOARD}")
    expect(page.locator("#board-state")).to_have_attribute("data-state", "live")
    expect(page.locator("#board tbody tr")).to_have_count(20)
    look(page)
    for country, score in (("HR", 96), ("RS", 97)):
        see_a_row_glide(day, page, country, score)
    pause_by_keyboard(day, page)
    do(day, FREEZE.format(which='division__code="12-13"'))
    expect(page.locator("#board-state")).to_have_attribute("data-state", "frozen")
    look(page)
    tell_the_time_as_before(page)
    assert viewer.complaints == []


def tell_the_time_as_before(page: Page) -> None:
    """What came live and what the server wrote say the same moment in the same form."""
    told = [page.locator(place).inner_text() for place in ("#board-updated", "#board-state")]
    page.reload()
    for place, text in zip(("#board-updated", "#board-state"), told, strict=True):
        expect(page.locator(place)).to_have_text(text)


def see_a_row_glide(day: Day, page: Page, country: str, score: int) -> None:
    """Somebody comes from below to the top; the row moves there in 300 ms at most."""
    before = first(page)
    page.evaluate(SPY)
    do(day, LAST_WINS.format(country=country, score=score))
    expect(page.locator("#board tbody tr").first.locator(".alias")).not_to_have_text(before)
    durations = page.evaluate("window.moved")
    assert durations
    assert max(durations) <= 300
    assert page.evaluate("window.glowed.includes(document.querySelector('#board tbody tr'))"), (
        "the new row glows"
    )
    expect(page.locator("#board .glow")).to_have_count(0)


def pause_by_keyboard(day: Day, page: Page) -> None:
    """Nothing moves while the reader has paused; then everything at once."""
    page.locator("#board-pause").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#board-state")).to_have_attribute("data-state", "paused")
    before = first(page)
    do(day, LAST_WINS.format(country="BA", score=98))
    page.wait_for_timeout(3000)
    assert first(page) == before
    look(page)
    page.keyboard.press("Enter")
    expect(page.locator("#board tbody tr").first.locator(".alias")).not_to_have_text(before)


def watch_without_movement(day: Day, browser: Browser) -> None:
    """A reader who wants no movement sees none."""
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.goto(f"{day.url}/hr/{BOARD}")
    expect(page.locator("#board-state")).to_have_attribute("data-state", "live")
    before = first(page)
    page.evaluate(SPY)
    do(day, LAST_WINS.format(country="HR", score=95))
    expect(page.locator("#board tbody tr").first.locator(".alias")).not_to_have_text(before)
    assert page.evaluate("window.moved") == []
    assert page.evaluate("document.getAnimations().length") == 0


def visit_a_school_s_site(day: Day, browser: Browser, elsewhere: Elsewhere) -> None:
    """A board lives in a page of another origin, and only the page made for it does."""
    wait_for_figures(day, browser)
    context = browser.new_context()
    page = context.new_page()
    page.goto(elsewhere.url)
    ours, other = page.frame_locator("iframe >> nth=0"), page.frame_locator("iframe >> nth=1")
    expect(ours.locator("#board tbody tr")).to_have_count(3)
    expect(ours.locator("#board-state")).to_have_attribute("data-state", "live")
    look(page)
    expect(other.locator("#board")).to_have_count(0)
    assert context.cookies() == []
    do(day, FREEZE.format(which='kind="schools"'))
    expect(ours.locator("#board-state")).to_have_attribute("data-state", "frozen")


def see_it_become_final(day: Day, browser: Browser) -> None:
    """Whoever watches at the publication comes to the final page, which has nothing that moves."""
    page = browser.new_page()
    page.goto(f"{day.url}/sr/boards/sample/hr/regions/embed/")
    expect(page.locator("#board-state")).to_have_attribute("data-state", "live")
    do(day, PUBLISH)
    expect(page.locator(".board-state")).to_have_attribute("data-state", "final", timeout=120_000)
    expect(page.locator("#board-pause")).to_have_count(0)
    look(page)


def wait_for_figures(day: Day, browser: Browser) -> None:
    """The periodic work has told what the sample's classes came to."""
    page = browser.new_page()
    page.goto(f"{day.url}/hr/boards/sample/hr/schools/")
    once_there(page, "#board tbody tr")
    page.close()


def sit_in_a_hall(day: Day, browser: Browser) -> None:
    """One board after another, by keyboard, until somebody says stay."""
    viewer = Person(browser, day.url, "hr")
    page = viewer.page
    page.clock.install()
    page.goto(f"{day.url}/hr/boards/sample/hall/")
    # The server has just started: the boards come with its first round of jobs.
    shown = page.locator("input[name=show]")
    assert until(lambda: bool(page.reload()) and shown.count() > 1, 180)
    look(page)
    for place in (0, 1):
        shown.nth(place).check()
    with page.expect_navigation():
        page.locator("button.button").first.press("Enter")
    frame = page.locator("#stage iframe")
    one = frame.get_attribute("src")
    assert frame.evaluate("frame => frame.clientHeight / innerHeight") > 0.8
    page.clock.fast_forward(21_000)
    expect(frame).to_have_count(1)
    assert frame.get_attribute("src") != one
    page.locator("#pause").press("Enter")
    page.clock.fast_forward(60_000)
    expect(page.locator("#place")).to_contain_text("2")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#place")).to_contain_text("1")
    expect(frame).to_have_count(1)
    # Only now: while somebody looks, the boards would go on by themselves.
    look(page)
    assert viewer.complaints == []


def open_that_on_a_phone(day: Day, browser: Browser) -> None:
    """Whoever follows the link of the hall: nothing beside the screen, and every word whole."""
    page = browser.new_context().new_page()
    for height in (740, 1200):
        page.set_viewport_size({"width": 360, "height": height})
        for board in (BOARD, "boards/sample/rs/regions/"):
            address = f"{day.url}/sr/{board}?look=hall"
            # A page asks for its letters once: where they are lost, on a busy machine, it is
            # opened again. With them every word is whole.
            assert until(lambda to=address: opens_with_its_letters(page, to))  # type: ignore[misc]
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert page.evaluate(BROKEN) == []
    page.context.close()


def opens_with_its_letters(page: Page, address: str) -> bool:
    page.goto(address)
    expect(page.locator("#board tbody tr").first).to_be_visible()
    page.evaluate(LONGEST)
    return bool(page.evaluate(LETTERS))
