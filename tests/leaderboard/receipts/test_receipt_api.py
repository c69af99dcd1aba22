"""Own results when a whole hall asks at once: looks are shared, and nobody waits in vain."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from base import clock
from competition.models import Attempt
from competition.rate_limit import Bucket
from leaderboard.receipts import receipt_api
from leaderboard.receipts.actions import Opened, open_receipts
from leaderboard.receipts.receipt_api import ReceiptApi
from schools.models import Card

CODES = [f"2222222{one}{two}2" for one in "3456" for two in "3456789"]


@pytest.fixture(autouse=True)
def _empty_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_api, "guesses", Bucket(capacity=300, per_second=5))


async def ask(
    api: ReceiptApi, body: bytes, *, method: str = "POST"
) -> tuple[int, Any, dict[str, str]]:
    """Status, JSON and headers of the reply to one request, its body in two parts."""
    said: list[Mapping[str, Any]] = []
    parts = iter([(body[:7], True), (body[7:], False)])

    async def receive() -> Mapping[str, Any]:
        part, more = next(parts)
        return {"type": "http.request", "body": part, "more_body": more}

    async def send(message: Mapping[str, Any]) -> None:
        said.append(message)

    await api({"type": "http", "method": method, "path": "/receipts/"}, receive, send)
    head, content = said
    headers = {name.decode(): value.decode() for name, value in head["headers"]}
    assert headers["content-length"] == str(len(content["body"]))
    assert headers["cache-control"] == "no-store"
    return head["status"], json.loads(content["body"]), headers


def written(code: str | None) -> bytes:
    return json.dumps({"receipt": code}).encode()


class Gate:
    """A look that finds nothing, as soon as it is let."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.looks: list[int] = []

    def __call__(self, asked: Sequence[Sequence[str]]) -> list[Opened | None]:
        self.open.wait(60)
        self.looks.append(len(asked))
        return [None for _ in asked]


async def test_who_asks_during_a_look_shares_the_next_one() -> None:
    gate = Gate()
    api = ReceiptApi(gate)
    asked = [asyncio.create_task(ask(api, written(code))) for code in CODES[:1]]
    await asyncio.sleep(0.05)
    asked += [asyncio.create_task(ask(api, written(code))) for code in CODES[1:]]
    await asyncio.sleep(0.05)
    gate.open.set()
    replies = await asyncio.gather(*asked)
    assert {status for status, _told, _headers in replies} == {404}
    assert gate.looks == [1, len(CODES) - 1]
    await api.close()


async def test_where_no_more_may_wait_or_it_is_too_late_they_are_asked_to_come_again() -> None:
    gate = Gate()
    api = ReceiptApi(gate, room=2)
    asked = []
    for code in CODES[:3]:
        asked.append(asyncio.create_task(ask(api, written(code))))
        await asyncio.sleep(0.05)
    refused = await ask(api, written(CODES[3]))
    # The one that waits longest has waited too long.
    api._waiting[0].since -= 10
    gate.open.set()
    looked, late, waited = await asyncio.gather(*asked)
    for status, told, headers in (refused, late):
        assert (status, told, headers["retry-after"]) == (503, {"error": "busy"}, "5")
    assert (looked[0], waited[0]) == (404, 404)
    assert gate.looks == [1, 1]
    await api.close()


async def test_one_that_cannot_be_opened_spoils_it_for_no_other() -> None:
    def broken(asked: Sequence[Sequence[str]]) -> list[Opened | None]:
        if any(CODES[0] in readings for readings in asked):
            raise ValueError
        return [None for _ in asked]

    api = ReceiptApi(broken)
    replies = await asyncio.gather(*(ask(api, written(code)) for code in CODES[:3]))
    assert [status for status, _told, _headers in replies] == [503, 404, 404]
    await api.close()


async def test_a_database_that_is_away_is_not_asked_for_each() -> None:
    looks: list[int] = []

    def away(asked: Sequence[Sequence[str]]) -> list[Opened | None]:
        looks.append(len(asked))
        raise OperationalError

    api = ReceiptApi(away)
    replies = await asyncio.gather(*(ask(api, written(code)) for code in CODES[:3]))
    assert [status for status, _told, _headers in replies] == [503] * 3
    assert sum(looks) == 3
    await api.close()


async def test_only_posts_are_answered() -> None:
    api = ReceiptApi(Gate())
    status, _told, headers = await ask(api, b"", method="GET")
    assert (status, headers["allow"]) == (405, "POST")
    await api.close()


@pytest.mark.django_db(transaction=True)
async def test_it_says_what_the_page_behind_it_says(
    finished_attempt: Callable[..., Attempt], card: Card
) -> None:
    attempt = await sync_to_async(finished_attempt)(card=card, choices="12000")
    api = ReceiptApi(receipt_api.look)
    longest = json.dumps({"receipt": "2" * receipt_api.LONGEST_BODY}).encode()
    for body in (
        written(attempt.receipt),
        written(CODES[0]),
        b"[1]",
        b'{"receipt": 7}',
        b"{",
        longest,
    ):
        behind = await sync_to_async(Client().post)(
            "/receipts/", body, content_type="application/json"
        )
        status, told, _headers = await ask(api, body)
        assert (status, told) == (behind.status_code, behind.json()), body
    await api.close()


@pytest.mark.django_db
def test_many_cost_two_statements(finished_attempt: Callable[..., Attempt]) -> None:
    cards = list(Card.objects.order_by("number")[:3])
    attempts = [finished_attempt(card=card, choices="12000") for card in cards]
    asked = [[attempt.receipt or ""] for attempt in attempts]
    open_receipts(asked, at=clock.now())
    with CaptureQueriesContext(connection) as told:
        found = open_receipts([*asked, ["2222222222"], []], at=clock.now())
    assert [one and one.attempt for one in found] == [*attempts, None, None]
    assert len(told) == 2
