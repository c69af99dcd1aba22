"""The access matrix: every address × every visitor × own and foreign objects × GET and POST."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from base.models import Job, MadeFile, Upload, User
from competition.models import (
    Credit,
    Decision,
    Entry,
    Letter,
    Notice,
    PaperDraft,
    Partner,
    Sitting,
)
from leaderboard.models import Freeze, Winner
from quizbank.models import QuestionText, Review
from schools.models import (
    Card,
    CardOpening,
    ClassCover,
    Contact,
    Invitation,
    Role,
    School,
    SchoolClass,
)
from tests.access_table import FORMS, LET_IN, ROWS, Row
from tests.everyone import VISITORS, World, addresses, standing
from tests.reading import Page, put_away

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with standing(django_db_blocker) as made:
        yield made


@pytest.fixture(scope="module")
def before(world: World) -> list[object]:
    """What stands before every request: each takes its changes back."""
    return marks()


def ask(client: Client, way: str, row: Row, world: World, place: str) -> HttpResponse:
    """The answer to one request, whose changes are taken back."""
    path = world.path(row.address, place)
    if way == "GET":
        return client.get(path)  # type: ignore[return-value]
    data = {
        key: text.format(**world.places[place]) for key, text in FORMS.get(row.address, {}).items()
    }
    as_json = row.address == "leaderboard_plain:receipt"
    return client.post(path, data, **({"content_type": "application/json"} if as_json else {}))  # type: ignore[return-value,arg-type]


MARKED = (
    Decision,
    Credit,
    Sitting,
    Entry,
    SchoolClass,
    PaperDraft,
    MadeFile,
    Freeze,
    Job,
    Partner,
    EmailAddress,
    Upload,
    QuestionText,
    Review,
    CardOpening,
    Letter,
    SchoolClass.teachers.through,
)


def marks() -> list[object]:
    """What nobody who is refused may change."""
    counted = [model.objects.count() for model in MARKED]
    counted.append(Notice.objects.filter(ended_at__isnull=False).count())
    kept: Iterable[type[Model]] = (
        Winner,
        Card,
        ClassCover,
        Contact,
        School,
        SchoolClass,
        Role,
        Invitation,
        Authenticator,
    )
    fields = ("is_active", "email", "password", "letters_ended_at")
    people = User.objects.order_by("pk").values_list(*fields)
    letters = list(Letter.objects.order_by("pk").values("texts", "stopped_at"))
    whole = [letters] + [list(model._default_manager.order_by("pk").values()) for model in kept]
    return [counted, whole, list(people)]


@contextmanager
def noting_writes() -> Iterator[list[str]]:
    """Statements that may change a row; most are refused before any, and need no look at all."""
    wrote: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if not sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK")):
            wrote.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield wrote


@dataclass(frozen=True)
class Told:
    """The answer to a request for a path, and whether it changed anything."""

    response: HttpResponse
    path: str
    changed: bool

    @property
    def outcome(self) -> str:
        """The status; a way to the log-in page by its name."""
        away = self.response.headers.get("Location", "")
        is_log_in = away.partition("?")[0].endswith("/staff/login/")
        return "log-in" if self.response.status_code == 302 and is_log_in else self.status

    @property
    def status(self) -> str:
        return f"{self.response.status_code}"

    @property
    def as_browsers_read_it(self) -> tuple[str, str]:
        """The policy, and the page without its token; empty for what is no page."""
        if not is_page(self.response):
            return "", ""
        policy = self.response.headers.get("Content-Security-Policy", "")
        return policy, TOKEN.sub("", self.response.text)

    @property
    def face(self) -> tuple[object, ...]:
        """The answer without what differs between any two requests: address, token, length, now."""
        headers = {**self.response.headers, "Content-Length": "", "Expires": ""}
        text = TOKEN.sub("", self.response.text)
        own = self.path.partition("/staff/" if "/staff/" in self.path else "/boards/")[2]
        # A serial is so short here that its letters stand elsewhere on the page, too.
        _before, mark, serial = self.path.partition("/diploma/")
        own = f"{mark}{serial}" or own
        seen = [text, headers.pop("Location", "")]
        return self.status, headers, *[part.replace(own, "…") for part in seen]


type Cell = tuple[str, str, str]
type Due = tuple[str, str, str, str]
type Answers = dict[Cell, Told]


def cells(row: Row) -> Iterator[Due]:
    """Every method, visitor and place of a row, with the status that is due."""
    for way, (who, nobody, let_in, out) in row.expected.items():
        for place, guests in LET_IN[who].items():
            for visitor in VISITORS:
                stranger = visitor == "nobody" and "nobody" not in LET_IN[who]["own"]
                status = let_in if visitor in guests else out
                yield way, visitor, place, nobody if stranger else status


def test_every_address_has_a_row() -> None:
    assert {name for name, _ in addresses() if not name.startswith("admin:")} == set(ROWS)


def judge(row: Row, world: World, before: list[object], asked: Sequence[Due]) -> None:
    """Ask, and compare with the table; every request's changes are taken back."""
    answers: Answers = {}
    for way, visitor, place, _due in asked:
        with transaction.atomic(), noting_writes() as wrote:
            response = ask(world.browser(visitor), way, row, world, place)
            put_away(response)
            changed = way == "POST" and bool(wrote) and marks() != before
            transaction.set_rollback(True)
        answers[way, visitor, place] = Told(response, world.path(row.address, place), changed)
    assert {cell: (one.outcome, one.changed) for cell, one in answers.items()} == due(row, asked)
    assert_refusals_are_alike(answers)
    assert_nothing_is_unsafe(answers)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_nobody_gets_what_the_table_does_not_give(
    row: Row, world: World, before: list[object]
) -> None:
    """Every page for every visitor, here and abroad, and every act of those who may not act."""
    judge(row, world, before, [cell for cell in cells(row) if is_asked_at_once(row, cell)])


def is_asked_at_once(row: Row, cell: Due) -> bool:
    """What each run asks. That missing looks like forbidden is asked of one visitor."""
    way, visitor, place, _status = cell
    if place == "missing":
        return (way, visitor) == ("GET", "other_teacher")
    refused = visitor not in LET_IN[row.expected[way][0]][place]
    return place in ("own", "abroad") and (way == "GET" or refused)


@pytest.mark.later
@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_everybody_gets_what_the_table_says_and_forbidden_looks_like_missing(
    row: Row, world: World, before: list[object]
) -> None:
    judge(row, world, before, list(cells(row)))


def assert_nothing_is_unsafe(answers: Answers) -> None:
    """Most answers are alike but for their token: of those one is looked through."""
    different = {one.as_browsers_read_it: cell for cell, one in answers.items()}
    wrong = {cell: faults(answers[cell].response) for cell in different.values()}
    assert {cell: found for cell, found in wrong.items() if found} == {}


def due(row: Row, asked: Sequence[Due]) -> dict[Cell, tuple[str, bool]]:
    """What the table says of each cell: the outcome, and whether it changes anything."""
    found = {}
    for way, visitor, place, status in asked:
        inside = visitor in LET_IN[row.expected[way][0]][place]
        found[way, visitor, place] = (status, way == "POST" and row.writes and inside)
    return found


def assert_refusals_are_alike(answers: Answers) -> None:
    """Who may not open a thing learns nothing of whether it is there."""
    refused = {cell: one for cell, one in answers.items() if one.outcome in {"404", "log-in"}}
    alike = {
        (way, visitor, place): answers.get((way, visitor, "missing"), one).face
        for (way, visitor, place), one in refused.items()
    }
    assert {cell: one.face for cell, one in refused.items()} == alike


def is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("text/html")


def faults(response: HttpResponse) -> list[str]:
    """What makes an answer unsafe in a browser."""
    if not is_page(response):
        return []
    policy = response.headers.get("Content-Security-Policy", "")
    wrong = [] if "default-src 'self'" in policy else ["no policy"]
    return wrong + ["unsafe-inline"] * ("unsafe-inline" in policy) + Page(response.text).inline


def test_inline_code_would_be_found() -> None:
    page = Page("<p style='x' onclick='y'>a</p><script>z</script><style>b</style>")
    assert page.inline == ["<p style=…>", "<p onclick=…>", "z", "<style>"]


# ---------------------------------------------------------------- admin

# Who is not logged in may see the form; logging out is for everybody and takes a POST.
# The nameless one is Django's "anything else".
OPEN = {"admin:login", "admin:logout", "admin:None"}


def admin_paths(*, alone: bool = False) -> list[str]:
    """Every page of the admin; with ``alone`` only those that need no object."""
    return [
        reverse(name, kwargs={one: "schools" if one == "app_label" else "1" for one in taken})
        for name, taken in addresses()
        if name.startswith("admin:") and name not in OPEN and not (alone and taken)
    ]


@pytest.mark.parametrize("visitor", [visitor for visitor in VISITORS if visitor != "superuser"])
def test_only_superusers_see_the_admin(visitor: str, world: World, before: list[object]) -> None:
    client = world.browser(visitor)
    paths = admin_paths()
    assert len(paths) > 100
    answers = {path: (client.get(path), client.post(path)) for path in paths}
    let_in = {path for path, pair in answers.items() for one in pair if not is_kept_out(one)}
    assert (let_in, marks()) == (set(), before)


def is_kept_out(response: HttpResponseBase) -> bool:
    """Whether an answer of the admin sends away."""
    away = response.headers.get("Location", "")
    return response.status_code in (403, 404) or away.partition("?")[0].endswith("/admin/login/")


def test_a_superuser_sees_the_admin_and_no_page_of_it_needs_inline_code(world: World) -> None:
    pages: dict[str, Any] = {
        path: world.browser("superuser").get(path) for path in admin_paths(alone=True)
    }
    shut = {path for path, page in pages.items() if page.status_code != 200}
    assert {path.split("/")[-2] for path in shut} <= {"add", "autocomplete", "process_import"}
    wrong = {path: faults(page) for path, page in pages.items()}
    assert {path: found for path, found in wrong.items() if found} == {}
