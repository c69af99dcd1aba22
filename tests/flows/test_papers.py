"""Somebody puts a paper together and publishes it, in Cyrillic and with keys only."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.flows.people import Person, look
from tests.machine import Machine
from tests.services import PostgresServer

# An edition without any paper, a bank of twelve questions, and a session of who prepares it.
SCRIPT = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from quizbank.models import QuestionText
from schools.models import Country
from tests import cast
from tests.competition.papers.cast import make_bank, make_draft_edition
make_bank(12)
for text in QuestionText.objects.filter(question__key__startswith="bank"):
    text.stem = f"{settings.ENDONYMS[text.language]}: {text.stem}"
    text.save()
edition = make_draft_edition(Country.objects.get(), slug="proba").edition
edition.names = {"sr": "Проба"}
edition.save()
user = cast.make_superuser("ana@example.org")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print(session.session_key)
"""
PUBLISHED = """
from competition.models import Division
paper = Division.objects.get(edition__slug="proba").official
print(paper.items.count(), paper.items.filter(tie_break=True).count(), paper.compiled.count())
"""
WORKSHOP = "/sr/staff/editions/proba/papers/12-13/official/"


@pytest.fixture
def machine(private_postgres: PostgresServer) -> Iterator[Machine]:
    """A server with an edition in preparation."""
    with Machine(DATABASE_URL=private_postgres.url, REDIS_URL="") as one:
        one.stage(1)
        yield one.start()


@pytest.fixture
def page(machine: Machine, browser: Browser) -> Page:
    """The papers of the edition."""
    person = Person(browser, machine.url, "sr")
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": tell(machine, SCRIPT), "url": machine.url}
    person.context.add_cookies([cookie])  # type: ignore[list-item]  # a subset of its keys
    person.page.goto(f"{machine.url}/sr/staff/editions/proba/papers/")
    return person.page


def tell(machine: Machine, script: str) -> str:
    """The last line a script prints beside the running server."""
    told: str = machine.run("manage", "shell", "--verbosity", "0", "-c", script)
    return told.split("\n")[-2].strip()


def press(page: Page, words: str) -> None:
    """Go on with the tabulator until what has the focus begins with these words, and press it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        focused = page.evaluate("(document.activeElement.textContent || '').trim()")
        if " ".join(focused.split()).startswith(words):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"no way by keys to: {words}")


def tick(page: Page) -> None:
    """Go on to the next box and tick it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "in_spite":
            page.keyboard.press("Space")
            return
    pytest.fail("no way by keys to the box")


def look_on(page: Page) -> None:
    """Nothing for axe to find, and nothing to be scrolled sideways."""
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def said(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)


def test_a_paper_is_chosen_previewed_and_published_with_keys(page: Page, machine: Machine) -> None:
    choose_questions(page)
    look_at_every_language(page, machine)
    press(page, "Објави тест")
    said(page, "Има упозорења.")
    tick(page)
    press(page, "Објави тест")
    said(page, "Тест је објављен и на свом је месту.")
    look_on(page)
    assert tell(machine, PUBLISHED) == "12 1 5"


def choose_questions(page: Page) -> None:
    """All that is proposed; the last one moves up and breaks ties."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Тестови издања „Проба 2028“")
    look_on(page)
    press(page, "Изабери питања")
    expect(page.get_by_role("heading", level=1)).to_have_text("Званични тест, узраст 12–13")
    press(page, "Прикажи предлоге")
    expect(page.locator(".proposals li")).to_have_count(12)
    press(page, "Додај означена питања")
    said(page, "12 питања додато.")
    last = page.locator(".chosen > li").last.locator(".stem").inner_text()
    press(page, "↑Помери питање 12 горе")
    expect(page.locator(".chosen > li").nth(10).locator(".stem")).to_have_text(last)
    press(page, "Одлучује код истих бодова")
    said(page, "Сачувано.")
    look_on(page)


def look_at_every_language(page: Page, machine: Machine) -> None:
    """The frames show the pupil's own screen in each language; then back to the workshop."""
    press(page, "Преглед на свим језицима")
    for name, place in (("Hrvatski", "Pitanje 3 od 12"), ("Српски", "Питање 3 од 12")):
        page.locator(".tabs").get_by_role("link", name=name).press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Преглед: {name}")
        expect(phone(page).locator("label.choice").first).to_be_visible()
        expect(page.frame_locator("[name=desktop]").locator("label.choice").first).to_be_visible()
        press(page, "Прикажи питање 3")
        expect_frames(page, page.locator("#question-3 .stem").inner_text())
        expect(phone(page).get_by_test_id("all-questions")).to_contain_text(place)
    look_on(page)
    phone(page).locator("#next").press("Enter")
    expect(phone(page).locator("#title")).to_be_focused()
    page.goto(f"{machine.url}{WORKSHOP}")


def expect_frames(page: Page, stem: str) -> None:
    """Both frames show this question, at the sizes of a telephone and of a school's PC."""
    for name, width in (("phone", 360), ("desktop", 1366)):
        frame = page.frame_locator(f"[name={name}]")
        expect(frame.locator("#title")).to_have_text(stem)
        assert frame.locator("html").evaluate("() => innerWidth") == width


def phone(page: Page) -> FrameLocator:
    return page.frame_locator("[name=phone]")
