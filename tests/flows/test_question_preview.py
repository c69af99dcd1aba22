"""Somebody looks at one question in every language, with keys only, at both sizes of a screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.flows.people import Person, look
from tests.machine import Machine
from tests.services import PostgresServer

pytestmark = pytest.mark.later

# A question that says its languages, not finished in one, and a session of a translator.
SCRIPT = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from tests import cast
question = cast.make_question("chat")
for text in question.texts.all():
    text.stem = f"{settings.ENDONYMS[text.language]}?"
    text.save()
question.texts.filter(language="bs").update(choices={**dict.fromkeys("abc", "x"), "d": ""})
user = cast.make_staff("translator", country_id="BA")
session = SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session["account_authentication_methods"] = [
    {"method": "password", "at": 2e10}, {"method": "mfa", "type": "totp", "at": 2e10},
]
session["account_authentication_methods_user"] = str(user.pk)
session.create()
print(session.session_key)
"""


def tell(machine: Machine, script: str) -> str:
    """The last line that a script says in the product's shell."""
    said = machine.run("manage", "shell", "--verbosity", "0", "-c", script)
    return said.strip().splitlines()[-1]


def look_on(page: Page) -> None:
    """Nothing for axe to find, and nothing to be scrolled sideways."""
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture(scope="module")
def machine(migrated_postgres: Path) -> Iterator[Machine]:
    with (
        PostgresServer(template=migrated_postgres) as postgres,
        Machine(DATABASE_URL=postgres.url, REDIS_URL="") as one,
    ):
        one.stage(1)
        yield one.start()


@pytest.fixture(scope="module")
def session(machine: Machine) -> str:
    """Of a translator."""
    return tell(machine, SCRIPT)


@pytest.fixture
def page(machine: Machine, session: str, browser: Browser) -> Page:
    """The preview in English, read in Serbian."""
    person = Person(browser, machine.url, "sr")
    cookie = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": session,
        "url": machine.url,
    }
    person.context.add_cookies([cookie])  # type: ignore[list-item]  # a subset of its keys
    person.page.goto(f"{machine.url}/sr/staff/questions/chat/preview/en/")
    return person.page


def go_to(page: Page, language: str) -> None:
    page.locator(".tabs").get_by_role("link", name=language, exact=True).press("Enter")


def test_a_question_is_looked_at_in_every_language_with_keys(page: Page) -> None:
    for code in ("hr", "sr", "sr-latn", "en"):
        name = settings.ENDONYMS[code]
        go_to(page, name)
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
        for frame, width in (("phone", 360), ("desktop", 1366)):
            inside = page.frame_locator(f"[name={frame}]")
            expect(inside.locator("#title")).to_have_text(f"{name}?")
            expect(inside.locator("label.choice")).to_have_count(4)
            assert inside.locator("html").evaluate("() => innerWidth") == width
    look_on(page)
    page.set_viewport_size({"width": 360, "height": 740})
    look_on(page)


def test_an_unfinished_text_has_no_frame_and_the_way_on_stays(page: Page) -> None:
    go_to(page, "Bosanski")
    expect(page.locator("iframe")).to_have_count(0)
    expect(page.locator(".notice-attention").first).to_be_visible()
    look_on(page)
    go_to(page, "Hrvatski")
    expect(page.locator("iframe")).to_have_count(2)
