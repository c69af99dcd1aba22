"""People of the quiz day at real browsers: a pupil, a teacher; what they do, in their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, expect

from tests.flows import answering
from tests.waiting import until

axe = Axe()
expect.set_options(timeout=60_000)
MOST_TASKS = 2
PAUSE_MS = 400
PAINTED = """() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""


# What never ends, such as a waiting animal that breathes, is not waited for.
AT_REST = """Promise.allSettled(
    document.getAnimations()
        .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
        .map((one) => one.finished)
)"""


def painted(page: Page) -> None:
    """A browser drops keys that come before the first picture of a page."""
    page.wait_for_function(PAINTED)


def unfold(entry: Locator) -> None:
    """What can be done with a class on its teacher's page besides what is next."""
    if entry.locator("details.class-more:not([open])").count():
        entry.locator("details.class-more > summary").click()


def look(page: Page) -> None:
    """axe-core finds nothing on the screen once it is whole and movement has ended: it measures the
    contrast of what is fading in as it is at that moment."""
    page.wait_for_load_state()
    painted(page)
    page.evaluate(AT_REST)
    report = axe.run(page)
    assert report.violations_count == 0, f"{page.url}\n{report.generate_report()}"


def nothing_under_way(page: Page) -> None:
    """A page about work in the background reads itself anew under the hand until that is done."""
    expect(page.locator("[data-reload]")).to_have_count(0)
    page.wait_for_load_state()


def once_there(page: Page, selector: str) -> Locator:
    """What the background has brought, once it has no more to do; the page is read until it is
    there, and not so often that the reading holds it up."""

    def is_there() -> bool:
        page.wait_for_timeout(PAUSE_MS)
        try:
            page.reload()
            found = bool(page.locator(selector).count())
            return found and not page.locator("[data-reload]").count()
        except Error:  # the page has read itself anew in the same moment
            return False

    assert until(is_there, 180), f"{selector} is not on {page.url}"
    return page.locator(selector)


def respond(page: Page) -> None:
    """Answer the practice question on the screen, whatever its kind, up to its explanation."""
    if page.get_by_test_id("choice-A").count():
        page.keyboard.press("1")
    else:
        answering.answer(page, 0)
        page.locator("#check").press("Enter")
    expect(page.locator("#why, #verdict")).to_be_visible()


TURNED = "(before) => (document.getElementById('title')?.textContent ?? before) !== before"


class Person:
    """Somebody at a browser; anything the console complains of fails the test at the end.

    They want no movement, which costs the tests a quarter of their time; ``WatchesMovement`` does.
    """

    motion: Literal["reduce", "no-preference"] = "reduce"

    def __init__(self, browser: Browser, url: str, language: str) -> None:
        self.browser, self.url, self.language = browser, url, language
        self.complaints: list[str] = []
        self.context: BrowserContext
        self.page: Page
        self.sit_down()

    def sit_down(self) -> None:
        """Use another computer: nothing of the first is there."""
        self.context = self.browser.new_context(
            viewport={"width": 1366, "height": 768},
            ignore_https_errors=True,
            reduced_motion=self.motion,
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))


class WatchesMovement(Person):
    """Whoever has not asked for a still screen."""

    motion = "no-preference"


class Pupil(Person):
    """A pupil with a card; remembers what was chosen, by question and choice as read."""

    def __init__(self, browser: Browser, url: str, language: str, *, number: str, pin: str) -> None:
        super().__init__(browser, url, language)
        self.number, self.pin = number, pin
        self.chosen: dict[str, answering.Said] = {}

    def type_digits(self, code: str) -> None:
        """The first screen."""
        self.page.goto(f"{self.url}/{self.language}/")
        self.page.fill("#code", code)
        self.page.fill("#number", self.number)
        if self.pin:
            self.page.fill("#pin", self.pin)
        painted(self.page)
        self.page.keyboard.press("Enter")

    def come_in(self, code: str, *, check: bool = False) -> None:
        """From the first screen to the waiting room, by way of what is tried."""
        self.type_digits(code)
        self.settle(check=check)

    def settle(self, *, check: bool = False) -> None:
        """From the own card to the waiting room."""
        self.page.locator("#yes-its-me").click()
        self.try_out(check=check)

    def try_out(self, *, check: bool = False) -> None:
        """From behind the own card to the waiting room."""
        task, waits = self.page.locator("#check"), self.page.locator("#not-mine")
        expect(task.or_(waits)).to_be_visible()
        for _ in range(MOST_TASKS):
            if waits.count():
                return
            if check:
                look(self.page)
            respond(self.page)
            if check:
                look(self.page)
            with self.turning():
                self.page.locator("#next").click()
        expect(waits).to_be_visible()

    def question(self) -> Locator:
        """The question on the screen."""
        return self.page.get_by_test_id("question")

    def answer(self, place: int, *, keys: bool = False) -> None:
        """Answer what is asked, by place on the screen, and remember the words."""
        expect(self.question()).to_be_visible()
        stem = self.page.locator("#title").inner_text()
        self.chosen[stem] = answering.answer(self.page, place, keys=keys)

    def answer_and_send(self, place: int) -> None:
        """The same, until it is saved; the page says so before there is an answer too."""
        with self.page.expect_response(lambda one: one.url.endswith("/hall/answers") and one.ok):
            self.answer(place)
        expect(self.page.get_by_test_id("saving")).to_have_attribute("data-kind", "saved")

    def answer_by_keys(self, place: int) -> None:
        """Answer and go on without a mouse, by the button where Enter means something else."""
        self.answer(place, keys=True)
        if self.question().locator("[data-keys=own]").count():
            self.page.locator("#next").focus()
        with self.turning():
            self.page.keyboard.press("Enter")

    def go_on(self) -> None:
        """To the next question, or to the review after the last one; not from the waiting room."""
        expect(self.question()).to_be_visible()
        with self.turning():
            self.page.locator("#next").click()

    @contextmanager
    def turning(self) -> Iterator[None]:
        """Until the next screen stands: before, what is pressed does nothing."""
        before = self.page.locator("#title").text_content()
        yield
        self.page.wait_for_function(TURNED, arg=before)

    def answer_all(self, places: list[int]) -> None:
        """Answer the questions from here on."""
        for place in places:
            self.answer(place)
            self.go_on()

    def finish(self) -> str:
        """Finish from the review; returns the receipt."""
        self.page.locator("#finish").click()
        self.page.locator("#finish-yes").click()
        receipt = self.page.get_by_test_id("receipt")
        expect(receipt).to_be_visible()
        return re.sub(r"\s", "", receipt.inner_text())

    def work_to_the_end(self) -> None:
        """From the waiting room or a question to the receipt, without another answer."""
        expect(self.question().or_(self.page.locator("#finish"))).to_be_visible()
        while not self.page.locator("#finish").count():
            self.go_on()
        self.finish()


class Teacher(Person):
    """A teacher at the desk."""

    def log_in(self, email: str, password: str) -> None:
        """To the own classes."""
        self.page.goto(f"{self.url}/{self.language}/staff/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        painted(self.page)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        expect(self.page.locator("h1")).to_be_visible()

    def open_official(self, label: str) -> str:
        """Open an official sitting of a class; returns its code."""
        return self.open(label, "official")

    def open(self, label: str, kind: str) -> str:
        """Open a sitting of this kind; returns its code."""
        title = self.page.locator("h2, h3", has_text=re.compile(rf"^\s*{re.escape(label)}\s*$"))
        entry = self.page.locator("article, li, section").filter(has=title).last
        unfold(entry)
        entry.locator(f"button[value={kind}], a[href*='kind={kind}']").click()
        if kind == "official":
            self.page.locator("#open-official").click()
        self.page.wait_for_url("**/sittings/*/")
        return str(self.state()["code"])

    def state(self) -> Any:  # noqa: ANN401 - JSON
        """What the monitor knows."""
        return self.page.request.get(re.sub(r"[?#].*", "", self.page.url) + "state/").json()

    def press(self, action: str) -> None:
        """One of the big buttons."""
        self.page.locator(f"#controls button[value={action}]").click()

    def open_seat(self, number: str) -> None:
        """The panel of one card."""
        self.page.locator("#seats").get_by_text(re.compile(rf"^\s*{number}\s*$")).first.click()
        # That of another card may be open.
        title = self.page.locator("#seat-panel #seat-title")
        expect(title).to_have_text(re.compile(rf"\b{number}\b"))

    def release(self, number: str) -> None:
        """Let another computer have the card of this number."""
        self.open_seat(number)
        with self.page.expect_response(lambda one: one.url.endswith("/act/") and one.ok):
            self.page.locator("#seat-panel button[value=release]").click()


def rehearsing(browser: Browser, url: str, logins: Mapping[str, str], label: str) -> Teacher:
    """The teacher of the sample's school in Serbia, reading English; has opened a rehearsal."""
    person, email = Teacher(browser, url, "en"), "teacher-rs@demo.invalid"
    person.log_in(email, logins[email])
    person.open(label, "rehearsal")
    return person
