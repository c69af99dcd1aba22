"""A pupil plays in Firefox beside others in Chromium, and its pages are whole for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.flows.conftest import Day
from tests.flows.firefox.bidi import Firefox, Tab, running_firefox
from tests.flows.people import Teacher
from tests.flows.test_every_kind import PAPER, events

CLASS, NUMBER, QUESTION = "6-3", "2", "[data-testid=question]"
MOST_SCREENS, MOST_PAGES = 40, 60
ENTER = "\ue007"
KIND = f"""(question =>
  question.querySelector(".sort-row") ? "sort"
  : question.querySelector(".order-step") ? "order"
  : question.querySelector(".is-markable") ? "spots"
  : question.querySelector("input[type=checkbox]") ? "multi" : "single"
)(document.querySelector("{QUESTION}"))"""
# What has no page or ends the visit.
NO_PAGE = re.compile(
    r"/(logout|calendar|cover|all|sittings/0)\b|\.(pdf|xlsx|csv|zip|json|ics|txt|svg|png|html)$|download|export"
)
PEOPLE = ("", "teacher-rs", "organizer-rs", "coordinator", "ministry-rs", "editor")


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """Debian's."""
    with running_firefox() as one:
        yield one


def test_every_kind_of_question_from_the_code_to_the_receipt(
    day: Day, browser: Browser, firefox: Firefox
) -> None:
    day.machine.run("manage", "shell", "--command", PAPER)
    teacher = Teacher(browser, day.url, "sr")
    teacher.log_in("teacher-rs@demo.invalid", day.logins["teacher-rs@demo.invalid"])
    code = teacher.open(CLASS, "rehearsal")
    pupil = firefox.tab()
    come_in(pupil, f"{day.url}/sr/", code, day.cards[CLASS][NUMBER])
    expect(teacher.page.locator("#joined")).to_have_text("1")
    teacher.press("start")
    pupil.wait_for(f"document.querySelector('{QUESTION}')")
    kinds = [answer_and_turn(pupil) for _ in range(teacher.state()["questions"])]
    assert set(kinds) == {"single", "multi", "spots", "sort", "order"}
    pupil.click("#finish")
    pupil.click("#finish-yes")
    pupil.wait_for("document.querySelector('[data-testid=receipt]')")
    assert {question for question, _code in events(day)} == set(range(1, len(kinds) + 1))
    receipt = pupil.text("[data-testid=receipt]")
    pupil.reload()
    pupil.wait_for("document.querySelector('[data-testid=receipt]')")
    assert pupil.text("[data-testid=receipt]") == receipt
    expect(teacher.page.locator("#finished")).to_have_text("1")
    assert pupil.complaints == []


@pytest.mark.parametrize("who", PEOPLE, ids=lambda who: who or "anybody")
def test_pages_complain_of_nothing_and_fit(shared_day: Day, firefox: Firefox, who: str) -> None:
    tab, url = firefox.tab(), shared_day.url
    tab.goto(f"{url}/sr/staff/" if who else f"{url}/sr/")
    if who:
        tab.fill("input[name=login]", f"{who}@demo.invalid")
        tab.fill("input[name=password]", shared_day.logins[f"{who}@demo.invalid"])
        tab.type(ENTER)
        tab.wait_for("!document.querySelector('input[name=login]')")
    wide = {address: some for address in addresses(tab, url) if (some := too_wide(tab, address))}
    assert (tab.complaints, wide) == ([], {})


def addresses(tab: Tab, url: str) -> Iterator[str]:
    """One page after the other, by its links; of addresses alike but for a number, one."""
    waiting, seen = [tab.value("location.href"), f"{url}/sr/boards/"], set[str]()
    while waiting and len(seen) < MOST_PAGES:
        address = waiting.pop(0)
        shape = re.sub(r"\d+", "N", re.sub(r"[?#].*", "", address))
        if shape in seen or NO_PAGE.search(address) or not address.startswith(f"{url}/sr/"):
            continue
        seen.add(shape)
        yield address
        waiting += tab.value("[...document.querySelectorAll('a[href]')].map(one => one.href)")


def too_wide(tab: Tab, address: str) -> list[int]:
    """At which widths the page runs over the side."""
    tab.goto(address)
    found = []
    for width, height in ((360, 740), (1366, 768)):
        tab.resize(width, height)
        root = "document.documentElement"
        if tab.value(f"{root}.scrollWidth > {root}.clientWidth"):
            found.append(width)
    return found


def come_in(pupil: Tab, url: str, code: str, pin: str) -> None:
    """From the first screen to the waiting room, by way of what is tried."""
    pupil.goto(url)
    for field, digits in (("#code", code), ("#number", NUMBER), ("#pin", pin)):
        pupil.fill(field, digits)
    pupil.type(ENTER)
    pupil.click("#yes-its-me")
    pupil.wait_for("document.querySelector('#check, #not-mine')")
    while not pupil.count("#not-mine"):
        answer(pupil)
        pupil.click("#check")
        turn(pupil)


def answer_and_turn(pupil: Tab) -> str:
    kind = answer(pupil)
    turn(pupil)
    return kind


def answer(pupil: Tab) -> str:
    """Press what is first; returns the kind of the question."""
    kind = str(pupil.value(KIND))
    if kind == "sort":
        for row in range(pupil.count(f"{QUESTION} .sort-row")):
            pupil.click(f"{QUESTION} .sort-row:nth-of-type({row + 1}) label.bin")
    elif kind == "order":
        for step in range(pupil.count(f"{QUESTION} .order-step")):
            pupil.click(f"{QUESTION} .order-step", step)
    elif kind == "single":
        pupil.click(f"{QUESTION} label.choice")
    else:
        pupil.click(f"{QUESTION} label:has([data-place='1'])")
        pupil.click(f"{QUESTION} label:has([data-place='2'])")
    return kind


def turn(pupil: Tab) -> None:
    """Go on, until the next screen stands."""
    before = pupil.text("#title")
    pupil.click("#next")
    pupil.wait_for(f"(document.getElementById('title')?.innerText ?? {before!r}) !== {before!r}")
