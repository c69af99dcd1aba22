"""The evening after the last window: who is who, what was written to whom, and time that passes."""

from __future__ import annotations

import email
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.policy import default
from pathlib import Path
from typing import Any

import psycopg
from playwright.sync_api import Browser, Error, Locator, Page

from tests import cast
from tests.flows.people import Person, Teacher, painted
from tests.machine import Machine
from tests.waiting import until

# Time that passes, as the database knows it.
NUMBER_ARRIVES = "UPDATE leaderboard_drawplan SET comes_at = now() - interval '1 minute'"
NOBODY_HAS_CONFIRMED = """
UPDATE leaderboard_winner SET confirm_by = current_date - 3 WHERE confirmed_at IS NULL
"""
ITS_DAY_COMES = "UPDATE leaderboard_winnersplan SET public_from = now() - interval '1 minute'"
TICKET = """
SELECT ticket FROM leaderboard_award a JOIN competition_attempt t ON t.id = a.attempt_id
WHERE t.card_id = {} AND a.drawn
"""

PAUSE_MS = 400


@dataclass
class Evening:
    """The served product after the last window, and who is who in it."""

    machine: Machine
    mails: Path
    told: dict[str, Any]

    def alias(self, role: str, language: str) -> str:
        """Of the best, the second or the third."""
        card = self.told["cards"][role]
        return str(self.told["aliases"][f"{card}"][language])

    def card_of(self, alias: str) -> int:
        """Whose it is, in any language."""
        rows = self.told["aliases"].items()
        [card] = [card for card, names in rows if alias in names.values()]
        return int(card)

    def aliases_of(self, alias: str) -> dict[str, str]:
        """The same in every language."""
        return dict(self.told["aliases"][f"{self.card_of(alias)}"])

    def ask(self, statement: str) -> list[Any]:
        """What the database says beside the running server."""
        with psycopg.connect(self.machine.environment["DATABASE_URL"]) as connection:
            cursor = connection.execute(statement.encode())
            return [row[0] for row in cursor] if cursor.description else []

    def was_written(self, to: str, words: str) -> bool:
        """Whether a mail to this address has these words."""
        found = [
            email.message_from_bytes(part.strip(), policy=default)
            for file in self.mails.glob("*.log")
            for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
        ]
        return any(one["To"] == to and words in str(one.get_content()) for one in found)


@contextmanager
def after_the_day(database: str, mails: Path) -> Iterator[Evening]:
    """Nothing but one small competition in an empty database."""
    names = {"DATABASE_URL": database, "EMAIL_URL": f"file://{mails}"}
    with Machine(DEMO="1", REDIS_URL="", **names) as machine:
        told = json.loads(machine.run("tests.flows.windows_closed").splitlines()[-1])
        yield Evening(machine.start(), mails, told)


def someone(browser: Browser, evening: Evening, address: str, language: str) -> Teacher:
    """A member of staff who has logged in."""
    person = Teacher(browser, evening.machine.url, language)
    person.log_in(address, cast.PASSWORD)
    return person


def open_page(person: Person, path: str) -> Page:
    """A page in the own language."""
    person.page.goto(f"{person.url}/{person.language}/{path}")
    return person.page


def press(page: Page, selector: str) -> None:
    """What leads to another page."""
    painted(page)
    with page.expect_navigation():
        page.locator(selector).first.press("Enter")


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
