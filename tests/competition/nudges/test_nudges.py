"""Nudges: who listens is told of each act of the own class, and of nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from pytest_django import DjangoAssertNumQueries

from base.models import User
from competition.models import Attempt, Sitting
from competition.notices.actions.acts import note_notice
from competition.nudges import tokens
from competition.nudges.nudge_api import A_SECOND, MOST, MOST_OF_A_CLASS, NudgeApi
from competition.nudges.queries import CLOSED, last_acts
from competition.sittings.actions.ending import reopen
from competition.sittings.actions.sittings import close, give_minutes, pause, resume
from tests.waiting import PATIENCE, until_true

pytestmark = pytest.mark.django_db(transaction=True)

Message = Mapping[str, Any]
# Many looks: what has not come by then does not come.
A_WHILE = 0.3


class Page:
    """A page that listens; ``said`` is what the application has sent."""

    def __init__(self) -> None:
        self.said: list[Message] = []
        self.left = asyncio.Event()

    async def receive(self) -> Message:
        if not self.said:
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.said.append(message)

    @property
    def status(self) -> int:
        return int(self.said[0]["status"])

    @property
    def nudges(self) -> list[bytes]:
        """The data of each that came."""
        told = b"".join(message["body"] for message in self.said[1:])
        return [line[6:] for line in told.split(b"\n") if line.startswith(b"data: ")]

    @property
    def is_opened(self) -> bool:
        return len(self.said) > 1

    @property
    def is_ended(self) -> bool:
        return self.is_opened and not self.said[-1].get("more_body")


@pytest.fixture
async def api() -> AsyncIterator[NudgeApi]:
    api = NudgeApi(every=0.02)
    yield api
    await api.close()


async def ask(api: NudgeApi, token: str, page: Page, method: str = "GET") -> None:
    scope = {"type": "http", "method": method, "path": tokens.PREFIX + token}
    await api(scope, page.receive, page.send)


@asynccontextmanager
async def listening(api: NudgeApi, sitting: int) -> AsyncIterator[Page]:
    """A page of this sitting, from its first word on."""
    page = Page()
    task = asyncio.create_task(ask(api, tokens.issue(sitting), page))
    try:
        assert await until_true(lambda: page.is_opened)
        yield page
    finally:
        page.left.set()
        await asyncio.wait_for(task, PATIENCE)


@pytest.fixture
def begun(attempts: list[Attempt], sitting: Sitting, now: datetime) -> Sitting:
    """Its quiz has started, and three are at work."""
    sitting.starts_at = now - timedelta(minutes=10)
    sitting.save()
    return sitting


@sync_to_async
def do(act: Callable[..., object], sitting: Sitting, **how: object) -> None:
    act(sitting, **how)


async def test_each_act_is_told_once(
    api: NudgeApi, begun: Sitting, teacher: User, now: datetime
) -> None:
    async with listening(api, begun.pk) as page:
        assert (page.status, page.nudges) == (200, [])
        await do(pause, begun, by=teacher, at=now)
        assert await until_true(lambda: len(page.nudges) == 1)
        await do(resume, begun, by=teacher, at=now + timedelta(seconds=1))
        assert await until_true(lambda: len(page.nudges) == 2)
        await do(give_minutes, begun, minutes=2, by=teacher, at=now)
        assert await until_true(lambda: len(page.nudges) == 3)
        await asyncio.sleep(A_WHILE)
        assert page.nudges == [b"100"] * 3
        head = dict(page.said[0]["headers"])
        assert head[b"content-type"] == b"text/event-stream"
        assert head[b"x-accel-buffering"] == b"no"
    assert api.listeners == 0


async def test_what_is_said_to_a_class_is_told(
    api: NudgeApi, sitting: Sitting, now: datetime
) -> None:
    async with listening(api, sitting.pk) as page:
        await sync_to_async(note_notice)([sitting.pk], at=now)
        assert await until_true(lambda: page.nudges == [b"100"])


async def test_another_class_hears_nothing(
    api: NudgeApi, begun: Sitting, teacher: User, now: datetime
) -> None:
    other = await _opened_beside(begun)
    async with listening(api, begun.pk) as mine, listening(api, other) as theirs:
        await do(pause, begun, by=teacher, at=now)
        assert await until_true(lambda: len(mine.nudges) == 1)
        await asyncio.sleep(A_WHILE)
        assert theirs.nudges == []


@sync_to_async
def _opened_beside(sitting: Sitting) -> int:
    """Another class's sitting."""
    beside = Sitting.objects.get(pk=sitting.pk)
    beside.pk, beside.code = None, "765432"
    beside.save()
    return int(beside.pk)


async def test_the_stream_ends_with_the_sitting_and_is_there_again_when_it_is_opened_again(
    api: NudgeApi, begun: Sitting, teacher: User, now: datetime
) -> None:
    async with listening(api, begun.pk) as page:
        await do(close, begun, by=teacher, at=now)
        assert await until_true(lambda: page.is_ended)
        assert len(page.nudges) == 1
    async with listening(api, begun.pk) as late:
        assert await until_true(lambda: late.is_ended)
    await do(reopen, begun, reason="mistake", by=teacher, at=now)
    async with listening(api, begun.pk) as again:
        await asyncio.sleep(A_WHILE)
        assert not again.is_ended


async def test_many_are_told_to_spread(
    monkeypatch: pytest.MonkeyPatch,
    api: NudgeApi,
    begun: Sitting,
    teacher: User,
    now: datetime,
) -> None:
    monkeypatch.setattr("competition.nudges.nudge_api.A_SECOND", 2.0)
    async with listening(api, begun.pk) as page, listening(api, begun.pk) as other:
        await do(pause, begun, by=teacher, at=now)
        assert await until_true(lambda: bool(page.nudges and other.nudges))
        assert [page.nudges, other.nudges] == [[b"1000"]] * 2
    assert A_SECOND * 20 > 7200, "a whole country is asked no sooner than by its beats"


async def test_nobody_listens_for_ever(sitting: Sitting) -> None:
    api = NudgeApi(every=0.02, longest=0.1)
    async with listening(api, sitting.pk) as page:
        assert await until_true(lambda: page.is_ended)
        assert page.nudges == []
    await api.close()


@pytest.mark.parametrize(("most", "of_a_class"), [(1, MOST_OF_A_CLASS), (MOST, 1)])
async def test_who_is_too_many_is_turned_away(most: int, of_a_class: int, sitting: Sitting) -> None:
    api = NudgeApi(every=0.02, most=most, of_a_class=of_a_class)
    async with listening(api, sitting.pk):
        page = Page()
        await ask(api, tokens.issue(sitting.pk), page)
        assert page.status == 503
    async with listening(api, sitting.pk) as next_one:
        assert next_one.status == 200
    await api.close()


@pytest.mark.parametrize(
    ("token", "method", "status"),
    [
        ("", "GET", 404),
        ("1", "GET", 404),
        ("1:forged", "GET", 404),
        ("x" * 5000, "GET", 404),
        ("\N{SNOWMAN}", "GET", 404),
        ("1", "POST", 405),
    ],
)
async def test_what_is_no_name_of_a_class_opens_nothing(
    api: NudgeApi, token: str, method: str, status: int
) -> None:
    page = Page()
    await ask(api, token, page, method)
    assert page.status == status
    assert api.listeners == 0


def test_a_name_is_of_its_sitting_and_of_no_other() -> None:
    name = tokens.issue(17)
    assert tokens.read(name) == 17
    assert tokens.read(name.replace("17", "18", 1)) is None


def test_all_classes_are_looked_at_in_one_statement(
    sitting: Sitting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        told = last_acts([sitting.pk, 10**9])
    assert (told[sitting.pk] == CLOSED, told[10**9] == CLOSED) == (False, True)
