"""``python -m tests.walk.counts``: what people press, read and scroll, way by way and page by page.

It serves the demo, goes two ways and opens one address of each shape for each of nine people. Words
are those on the screen; *folded* are those behind something to open. A press is one of a finger or
of Enter; what is typed is none, and no answer to a question. On a way what is written on buttons is
not counted, and no line twice. It ends with 1 where a pupil's way in is too long.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from tests.browsers import LAUNCH_ARGS, chromium
from tests.flows import saying
from tests.flows.conftest import Day, Seed, open_day
from tests.flows.people import MOST_TASKS, Person, Pupil, Teacher
from tests.machine import Machine
from tests.waiting import screen_left

CLASS, PUPILS_CLASS = "VII-2", "V-2"
MOST_PRESSES, MOST_WORDS = 6, 200
QUESTIONS = Path("fixtures/questions/9-11")
PEOPLE = (
    *("teacher-ba", "organizer-ba", "coordinator", "ministry-ba"),
    *("editor", "reviewer", "translator", "admin"),
)
PC: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 360, "height": 740}
MEASURED = """() => {
    const words = (text) => (text.match(/[\\p{L}\\p{N}]+/gu) || []).length
    const closed = [...document.querySelectorAll("details:not([open])")]
        .filter((one) => !one.parentElement.closest("details:not([open])"))
    const folded = closed.map((one) => words(one.textContent) - words(one.innerText))
    return {
        words: words(document.body.innerText),
        folded: folded.reduce((sum, one) => sum + one, 0),
        links: document.querySelectorAll("main a[href]").length,
        buttons: document.querySelectorAll("main button, main input[type=submit]").length,
        height: document.documentElement.scrollHeight,
        found: [...document.querySelectorAll("a[href]")].map((one) => one.href),
    }
}"""
# Tells of each press what stood on the screen before it, line by line.
PRESSES = """(() => {
    const UNREAD = ".button, .visually-hidden, [aria-hidden=true]:not(p > *, .choice-text > *)"
    const lines = () => {
        const main = document.querySelector("main"), found = []
        const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) {
            const { parentElement: of, data } = walker.currentNode
            if (of.checkVisibility() && !of.closest(UNREAD)) found.push(data)
        }
        return found
    }
    const isAnswer = ({ target }) => target.closest("[data-testid=question]")
    const tell = () => window.pressed?.(lines())
    addEventListener("pointerdown", (event) => event.isTrusted && !isAnswer(event) && tell(), true)
    addEventListener("keydown", (event) => event.isTrusted && event.key === "Enter" && tell(), true)
})()"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        own = {"DATABASE_URL": f"sqlite:///{folder}/quiz.sqlite3", "REDIS_URL": ""}
        machine = Machine(DEMO="1", DATA_DIR=folder, SECRET_KEY="of-nothing-that-stays" * 3, **own)
        machine.run("manage", "migrate", "--verbosity", "0")
        told = machine.run("manage", "seed_demo")
        machine.run("manage", "collectstatic", "--noinput", "--verbosity", "0")
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH_ARGS)
        with machine:
            day = open_day(machine, Seed("", told))
            pressed, read = way_in(browser, day)
            say(f"code to the waiting room: {pressed} presses (≤ {MOST_PRESSES})")
            say(f"before the first question: {read} words (≤ {MOST_WORDS})")
            for line in chain(ways(browser, day), pages(browser, day)):
                say(line)
        say(machine.run("manage", "shell", "--no-imports", "-v", "0", "-c", TOTALS).strip())
    return int(pressed > MOST_PRESSES or read > MOST_WORDS)


TOTALS = """
from django.apps import apps
from tests.everyone import OURS, addresses
tables = sum(len(list(apps.get_app_config(app).get_models())) for app in OURS)
own = [name for name, _ in addresses() if not name.startswith("admin:")]
print(f"{tables} tables, {len(own)} addresses beside the admin's")
"""


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def ways(browser: Browser, day: Day) -> Iterator[str]:
    """A teacher from the log-in to a quiz that runs."""
    teacher = Teacher(browser, day.url, "en")
    presses = count(teacher)
    teacher.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    teacher.open_official(CLASS)
    teacher.press("start")
    yield f"log-in to a started quiz: {len(presses)} presses, {words(presses)} words"


def way_in(browser: Browser, day: Day) -> tuple[int, int]:
    """Presses from the code to the waiting room, and words before the first question of a child."""
    teacher = Teacher(browser, day.url, "en")
    teacher.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    code = teacher.open_official(PUPILS_CLASS)
    pupil = Pupil(browser, day.url, "en", number="1", pin=day.cards[PUPILS_CLASS]["1"])
    presses = count(pupil)
    pupil.type_digits(code)
    pupil.page.locator("#yes-its-me").click()
    for _ in range(MOST_TASKS):
        say_right(pupil.page)
    pressed = len(presses)
    pupil.page.locator("#here").click()
    return pressed, words(presses)


def say_right(page: Page) -> None:
    """A child who reads finds what is right."""
    page.locator("#check").wait_for()
    stem = page.locator("#title").inner_text()
    for path in QUESTIONS.glob("*.yaml"):
        question = yaml.safe_load(path.read_text())
        text = question["texts"]["en"]
        if text["question"] == stem:
            saying.say(page, saying.right_answer(question, text))
    page.locator("#check").click()
    with screen_left(page):
        page.locator("#next").click()


def count(person: Person) -> list[list[str]]:
    """The lines that stood on the screen at each press from here on."""
    counted: list[list[str]] = []
    person.context.expose_binding("pressed", lambda _source, lines: counted.append(lines))
    person.context.add_init_script(PRESSES)
    return counted


def words(presses: list[list[str]]) -> int:
    """A line is read once, on whatever screen it stands again."""
    lines = {line for lines in presses for line in lines}
    return sum(len(re.findall(r"\w+", line)) for line in lines)


def pages(browser: Browser, day: Day) -> Iterator[str]:
    """One address of each shape for whoever comes to it first, from the public on."""
    seen: set[str] = set()
    yield "words folded links buttons height-768 height-740  page"
    for name in ("", *PEOPLE):
        person = Teacher(browser, day.url, "en")
        if name:
            email = f"{name}@demo.invalid"
            person.log_in(email, day.logins[email])
        else:
            person.page.goto(f"{day.url}/en/")
        yield from walked(person.page, day.url, seen, name or "anybody")
        person.context.close()


def walked(page: Page, root: str, seen: set[str], name: str) -> Iterator[str]:
    waiting = [page.url]
    while waiting:
        path = urlsplit(waiting.pop(0)).path
        shape = shape_of(path)
        if shape in seen:
            continue
        seen.add(shape)
        found = measured(page, urljoin(root, path))
        if found is None:
            continue
        page.set_viewport_size(PHONE)
        tall = page.evaluate("document.documentElement.scrollHeight")
        numbers = [found[key] for key in ("words", "folded", "links", "buttons", "height")]
        yield " ".join(f"{one:>6}" for one in [*numbers, tall]) + f"  {name}: {shape}"
        waiting += [link for link in found["found"] if is_ours(link, root)]


def measured(page: Page, url: str) -> dict[str, Any] | None:
    """Nothing where the address is no page."""
    page.set_viewport_size(PC)
    try:
        response = page.goto(url, wait_until="load")
    except Error:  # a download
        return None
    kind = response.headers.get("content-type", "") if response else ""
    return page.evaluate(MEASURED) if kind.startswith("text/html") else None


def is_ours(link: str, root: str) -> bool:
    at = urlsplit(link)
    english = at.path.startswith("/en/") and "/admin/" not in at.path and "logout" not in at.path
    return link.startswith(root) and english


def shape_of(path: str) -> str:
    """Numbers, codes of countries and of ages, and keys of questions are alike."""
    path = re.sub(r"/(BA|HR|RS|ba|hr|rs)(?=/)", "/<country>", path)
    path = re.sub(r"/(9-11|12-13|14-15)(?=/)", "/<ages>", path)
    path = re.sub(r"(?<=/questions/)(?!files|topics)[a-z0-9-]*\d[a-z0-9-]*(?=/)", "<key>", path)
    path = re.sub(r"(?<=/editions/)[^/]+(?=/)", "<edition>", path)
    return re.sub(r"/\d+(?=/)", "/<n>", path)


if __name__ == "__main__":
    sys.exit(main())
