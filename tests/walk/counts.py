"""``python -m tests.walk.counts``: what people press, read and scroll, way by way and page by page.

It serves the demo, goes two ways and opens one address of each shape for each of nine people. Words
are those on the screen; *folded* are those behind something to open. A press is one of a finger or
of Enter; what is typed is none.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Error, Page, ViewportSize, sync_playwright

from tests.browsers import LAUNCH_ARGS, chromium
from tests.flows.conftest import Day, Seed, open_day
from tests.flows.people import Person, Pupil, Teacher
from tests.machine import Machine

CLASS = "VII-2"
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
# Tells of each press, and of the screen it was on: its title and how many words stood there.
PRESSES = """(() => {
    const words = () => document.body.innerText.match(/[\\p{L}\\p{N}]+/gu) || []
    const title = () => document.querySelector("#title, h1")?.textContent || ""
    const tell = () => window.pressed?.([title(), words().length])
    addEventListener("pointerdown", (event) => event.isTrusted && tell(), true)
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
            for line in chain(ways(browser, day), pages(browser, day)):
                say(line)
        say(machine.run("manage", "shell", "--no-imports", "-v", "0", "-c", TOTALS).strip())
    return 0


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
    """A teacher from the log-in to a quiz that runs, and a pupil from the code to its room."""
    teacher = Teacher(browser, day.url, "en")
    presses = count(teacher)
    teacher.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    code = teacher.open_official(CLASS)
    pupil = Pupil(browser, day.url, "en", number="1", pin=day.cards[CLASS]["1"])
    screens = count(pupil)
    pupil.come_in(code)
    teacher.press("start")
    yield f"log-in to a started quiz: {told(presses)}"
    yield f"code to the waiting room: {told(screens)}"


def count(person: Person) -> list[tuple[str, int]]:
    """Title and words of the screen of each press from here on."""
    counted: list[tuple[str, int]] = []
    person.context.expose_binding("pressed", lambda _source, press: counted.append(tuple(press)))
    person.context.add_init_script(PRESSES)
    return counted


def told(presses: list[tuple[str, int]]) -> str:
    """A screen is read once, whatever is pressed on it."""
    screens = dict(presses)
    return f"{len(presses)} presses, {len(screens)} screens, {sum(screens.values())} words"


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
