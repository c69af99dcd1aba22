"""Every address × every visitor × values nobody sends in good faith: refused, never an error.

The addresses come from the product, the parameters from what its code asks for. Nothing may answer
5xx, and nothing may leave a traceback in the log.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from base import clock
from base.models import User
from schools.models import Role
from tests import cast
from tests.everyone import VISITORS, World, addresses, session, standing, takes
from tests.reading import put_away

pytestmark = [pytest.mark.later, pytest.mark.django_db]
ROOT = Path(__file__).resolve().parents[1]
APPS = ("base", "schools", "quizbank", "competition", "leaderboard")

# How many values an address meets from a superuser, who sees all, and from others in turn.
OF_ALL, OF_EACH = 4, 3
# As they stand in an address, already escaped where they have to be.
VALUES = {
    "many digits": "9" * 25,
    "very many digits": "9" * 5000,
    "a digit that is no number": quote("²"),
    "digits of another script": quote("٣"),
    "negative": "-1",
    "a NUL": "%00",
    "half a letter": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "very long": "x" * 3000,
    "up and out": "..%2F..%2Fetc%2Fpasswd",
    "a template": "%7B%7B7*7%7D%7D%25s",
    "markup": "%3Cscript%3E%27%22",
    "a line break": "a%0D%0ASet-Cookie:%20x",
    "a list": "%5B%5B%5B1%5D%5D%5D",
    "a moment that never was": "2026-02-30T25:61",
    "a number without end": "1e999",
    "nothing": "",
}
ASKED = re.compile(r"""(?:GET|POST)(?:\.get|\.getlist)?[(\[]"(\w+)\"""")
FIELD = re.compile(r"^    (\w+)(?:: [^=]+)? = (?:forms\.\w+Field|\w*Field)\(", re.MULTILINE)


@cache
def parameters() -> list[str]:
    """Every name that a view or form of the product asks a request for."""
    found = {"csrfmiddlewaretoken"}
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            text = path.read_text()
            found.update(ASKED.findall(text))
            if "forms" in path.parts or path.name == "forms.py":
                found.update(FIELD.findall(text))
    return sorted(found)


@dataclass(frozen=True)
class Crawl:
    """The world, a browser that takes an error for an answer, and what was written to the log."""

    world: World
    client: Client
    sessions: Mapping[str, str]

    def ask(self, way: str, path: str, visitor: str, body: str = "") -> str:
        """What is wrong with the answer to one request, whose changes are taken back."""
        self.client.cookies.clear()
        if visitor in self.sessions:
            self.client.cookies["sessionid"] = self.sessions[visitor]
        with heard() as lines, transaction.atomic():
            if way == "GET":
                response = self.client.get(path)
            else:
                response = self.client.post(path, body, "application/x-www-form-urlencoded")
            put_away(response)
            transaction.set_rollback(True)
        wrong = [f"{response.status_code}"] if response.status_code >= 500 else []
        told = " ".join(wrong + lines)
        return f"{way} {path[:120]} {visitor}: {told}" if told else ""


@contextmanager
def heard() -> Iterator[list[str]]:
    """The tracebacks and errors that are written meanwhile."""
    lines: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # A request that is refused is told to the security log; nothing went wrong by it.
            refused = record.name.startswith("django.security")
            if not refused and (record.exc_info or record.levelno >= logging.ERROR):
                lines.append(f"{record.name}: {record.getMessage()[:200]} {record.exc_text or ''}")

    ear = Ear()
    logging.getLogger().addHandler(ear)
    try:
        yield lines
    finally:
        logging.getLogger().removeHandler(ear)


@pytest.fixture(scope="module")
def crawl(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Crawl]:
    with standing(django_db_blocker) as world:
        reviewer = User.objects.create_user("reviewer.hostile@example.org", cast.PASSWORD)
        Role.objects.create(user=reviewer, kind="reviewer", approved_at=clock.now())
        sessions = {**world.sessions, "reviewer": session(cast.give_second_factor(reviewer))}
        yield Crawl(world, Client(raise_request_exception=False), sessions)


def pages() -> list[str]:
    """Every address but the admin's."""
    return sorted({name for name, _taken in addresses() if not name.startswith("admin:")})


def turns(values: Sequence[str], offset: int = 0) -> Iterator[tuple[str, str, str]]:
    """(address, visitor, value): every address meets values in turn, and so does every visitor."""
    visitors = (*VISITORS[:-1], "reviewer")
    for row, address in enumerate(pages(), start=offset):
        for column in range(OF_ALL):
            yield address, "superuser", values[(row * OF_ALL + column) % len(values)]
        for column in range(OF_EACH):
            at = row * OF_EACH + column
            yield address, visitors[at % len(visitors)], values[at % len(values)]


def test_no_part_of_an_address_brings_an_error(crawl: Crawl) -> None:
    wrong, asked = [], 0
    for address, visitor, value in turns([one for one in VALUES.values() if one]):
        own = crawl.world.path(address).split("/")
        given = {f"{part}" for part in crawl.world.places["own"].values()}
        at = [number for number, part in enumerate(own) if part in given] if takes(address) else []
        for number in at[:1] if visitor != "superuser" else at:
            path = "/".join([*own[:number], value, *own[number + 1 :]])
            wrong.append(crawl.ask("GET", path, visitor))
            asked += 1
    assert asked > 300
    assert list(filter(None, wrong)) == []


def test_no_question_of_an_address_brings_an_error(crawl: Crawl) -> None:
    assert {"page", "q", "school", "look"} <= set(parameters())
    wrong = []
    for address, visitor, value in turns(list(VALUES.values()), 5):
        short = value[:90]
        query = "&".join(f"{name}={short}" for name in parameters())
        wrong.append(crawl.ask("GET", f"{crawl.world.path(address)}?{query}", visitor))
    assert list(filter(None, wrong)) == []


def test_no_form_brings_an_error(crawl: Crawl) -> None:
    wrong = []
    for address, visitor, value in turns(list(VALUES.values()), 11):
        body = "&".join(f"{name}={value}" for name in parameters())
        wrong.append(crawl.ask("POST", crawl.world.path(address), visitor, body))
    assert list(filter(None, wrong)) == []


def test_what_was_found_once_stays_mended(crawl: Crawl) -> None:
    found = [
        ("GET", "/en/staff/editions/2027/papers/%00/official/", ""),
        ("GET", f"/en/staff/people/?{'&'.join(f'{name}=%00' for name in parameters())}", ""),
        ("POST", crawl.world.path("competition:edition_windows"), "windows-TOTAL_FORMS=%00"),
    ]
    wrong = [crawl.ask(way, path, "superuser", body) for way, path, body in found]
    assert list(filter(None, wrong)) == []
