"""Somebody tries out codes: it teaches them nothing and holds up nobody who is right."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Coroutine
from datetime import timedelta

import httpx
import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.config.asgi import application
from competition.models import Attempt, Edition, Entry, Sitting
from competition.pupil_api.app import pupil_api
from competition.pupil_api.miss_limit import MissBucket
from competition.sittings.actions.sittings import close, start_all
from schools.models import School
from tests import cast
from tests.competition.pupil_api.client import Pupil, open_hall

pytestmark = pytest.mark.django_db(transaction=True)
CLASSES, CARDS, WRONG = 25, 24, 5_000
# What may pass on a machine that is many times slower than one that serves a school, and busy.
SECONDS = 30.0


@pytest.fixture
def full_bucket_stays_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes for the bucket: on a slow machine it would leak faster than it is filled."""
    monkeypatch.setattr("competition.pupil_api.app.MissBucket", lambda: MissBucket(lambda: 1000.0))


async def fill(client: httpx.AsyncClient, tries: int = 300) -> None:
    """Wrong codes until the process tells nobody any more what was wrong."""
    body = {"number": 1, "pin": "1001"}
    await asyncio.gather(
        *(Pupil(client).post("join", {"code": f"{n:06}", **body}) for n in range(tries))
    )


@pytest.mark.usefixtures("full_bucket_stays_full")
async def test_while_codes_are_tried_out_every_miss_looks_alike(
    sitting: Sitting, entry: Entry, teacher: User
) -> None:
    closed = await sync_to_async(cast.make_sitting)(entry)
    await sync_to_async(close)(closed, by=teacher, at=clock.now())
    alike = (429, {"error": "slow_down", "wait": 5.0})
    async with open_hall() as client:
        pupil = Pupil(client)
        assert (await pupil.join(sitting, pin="9999"))[1]["error"] == "wrong_pin"
        await fill(client)
        assert await pupil.post("join", {"code": "000999", "number": 1, "pin": "1001"}) == alike
        assert await pupil.join(sitting, 77) == alike
        assert await pupil.join(closed) == alike
        for _ in range(10):
            assert await pupil.join(sitting, pin="9999") == alike
        # after ten wrong ones the right PIN is a miss among others until the card is released
        assert await pupil.join(sitting) == alike
        assert (await pupil.join(sitting, 2))[0] == 200
        assert (await Pupil(client).join(sitting, 2))[1]["error"] == "in_use"


@pytest.mark.usefixtures("full_bucket_stays_full")
async def test_a_pin_is_not_guessed_while_all_misses_look_alike(sitting: Sitting) -> None:
    async with open_hall() as client:
        await fill(client)
        for guess in range(995, 1002):
            await Pupil(client).join(sitting, pin=f"{guess:04}")
        assert (await Pupil(client).join(sitting, pin="1001"))[1]["error"] == "slow_down"
    assert not await Attempt.objects.filter(sitting=sitting).aexists()


@pytest.mark.usefixtures("full_bucket_stays_full")
async def test_when_the_trying_is_over_a_child_is_told_again_what_is_wrong(
    sitting: Sitting,
) -> None:
    async with open_hall() as client:
        await fill(client, 299)
        assert (await Pupil(client).join(sitting, 77))[1]["error"] == "unknown_card"


@pytest.fixture
def sittings(school: School, teacher: User, edition: Edition) -> list[Sitting]:
    """Those of six hundred children of one school, who all come now."""
    made = []
    for n in range(CLASSES):
        school_class = cast.make_class(school, teacher, label=f"VII-{n}", cards=CARDS)
        made.append(cast.make_sitting(cast.make_entry(school_class, edition)))
    return made


def start_them(sittings: list[Sitting], teacher: User) -> None:
    """All teachers press "start all", the countdown being over."""
    for sitting in sittings:
        start_all(sitting, by=teacher, at=clock.now() - timedelta(seconds=8))


def from_address(address: str) -> httpx.AsyncClient:
    """A browser behind this address, at the whole application."""
    transport = httpx.ASGITransport(app=application, client=(address, 4711))  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")


class Child:
    """One of them: loads the page, joins and starts; notes how long each took."""

    def __init__(self, client: httpx.AsyncClient, sitting: Sitting, number: int) -> None:
        self._client, self._sitting, self._number = client, sitting, number
        self._pupil = Pupil(client)
        self.seen: Counter[int] = Counter()
        self.slowest = 0.0

    async def come(self) -> None:
        """First load and join."""
        await self._note(self._load())
        await self._note(self._pupil.join(self._sitting, self._number))

    async def start(self) -> None:
        """Open the paper."""
        await self._note(self._pupil.start())

    async def _load(self) -> tuple[int, object]:
        return (await self._client.get("/bs/")).status_code, None

    async def _note(self, request: Coroutine[object, object, tuple[int, object]]) -> None:
        began = time.monotonic()
        self.seen[(await request)[0]] += 1
        self.slowest = max(self.slowest, time.monotonic() - began)


async def scan(client: httpx.AsyncClient) -> Counter[str]:
    """Five thousand wrong codes, a hundred at once."""
    seen: Counter[str] = Counter()
    for first in range(0, WRONG, 100):
        bodies = [
            {"code": f"{code:06}", "number": 1, "pin": "1001"} for code in range(first, first + 100)
        ]
        replies = await asyncio.gather(*(Pupil(client).post("join", body) for body in bodies))
        seen.update(reply["error"] for _, reply in replies)
    return seen


async def test_a_school_behind_one_address_comes_in_beside_five_thousand_wrong_codes(
    sittings: list[Sitting], teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("competition.config.asgi._begin", lambda: None)
    monkeypatch.setattr(pupil_api, "guesses", MissBucket())
    async with from_address("203.0.113.7") as school, from_address("198.51.100.9") as other:
        scanning = asyncio.create_task(scan(other))
        rows = [[Child(school, one, number) for one in sittings] for number in range(1, CARDS + 1)]
        for row in rows:
            await asyncio.gather(*(child.come() for child in row))
        await sync_to_async(start_them)(sittings, teacher)
        for row in rows:
            await asyncio.gather(*(child.start() for child in row))
        wrong = await scanning
    await pupil_api.close()
    children = [child for row in rows for child in row]
    assert sum((child.seen for child in children), Counter()) == {200: 3 * CLASSES * CARDS}
    assert wrong.total() == WRONG
    assert wrong["slow_down"] > WRONG / 2
    assert max(child.slowest for child in children) < SECONDS
