"""A page is made in one thread: being handed over costs more than a small page itself. So many are
made at once."""

from __future__ import annotations

import asyncio
import threading
import time

import httpx
import pytest
from asgiref.sync import AsyncToSync
from django.http import HttpRequest, HttpResponse

from competition.config import one_thread
from competition.config.one_thread import OneThreadHandler
from schools.accounts import middleware
from tests.waiting import until_true

pytestmark = pytest.mark.django_db(transaction=True)


def browser(handler: OneThreadHandler) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=handler)  # type: ignore[arg-type]
    return httpx.AsyncClient(transport=transport, base_url="http://testserver")


async def test_middleware_and_view_work_in_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: list[threading.Thread] = []
    is_for_staff = middleware.is_for_staff

    def noting(request: HttpRequest) -> bool:
        threads.append(threading.current_thread())
        return is_for_staff(request)

    def back_to_the_loop(*_anything: object) -> HttpResponse:
        raise AssertionError("a request leaves its thread for the loop")

    monkeypatch.setattr(middleware, "is_for_staff", noting)
    monkeypatch.setattr(AsyncToSync, "__call__", back_to_the_loop)
    async with browser(OneThreadHandler()) as client:
        reply = await client.get("/en/staff/login/")
    assert reply.status_code == 200
    assert threads
    assert threading.main_thread() not in threads


async def test_a_crowd_waits_for_its_turn_in_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    at_work, most, lock = set[int](), set[int](), threading.Lock()

    def made(request: HttpRequest) -> HttpResponse:
        with lock:
            at_work.add(threading.get_ident())
            most.add(len(at_work))
        time.sleep(0.02)
        with lock:
            at_work.discard(threading.get_ident())
        return HttpResponse(request.path)

    handler = OneThreadHandler(at_once=2)
    monkeypatch.setattr(handler, "get_response", made)
    async with browser(handler) as client:
        replies = await asyncio.gather(*(client.get(f"/{n}") for n in range(20)))
    assert [reply.text for reply in replies] == [f"/{n}" for n in range(20)]
    assert max(most) == 2
    assert handler.waiting == 0


async def test_who_has_no_turn_in_time_is_told_so_and_the_page_comes_by_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    is_free = threading.Event()

    def made(request: HttpRequest) -> HttpResponse:
        is_free.wait(60)
        return HttpResponse(request.path)

    monkeypatch.setattr(one_thread, "PATIENCE", 0.05)
    monkeypatch.setattr(one_thread, "OF_WHAT_WAS_SENT", 0.1)
    handler = OneThreadHandler(at_once=1)
    monkeypatch.setattr(handler, "get_response", made)
    async with browser(handler) as client:
        first = asyncio.create_task(client.get("/en/"))
        assert await until_true(handler._turns.locked)
        read, sent = await asyncio.gather(client.get("/hr/about/"), client.post("/en/about/"))
        is_free.set()
        assert (await first).status_code == 200
        assert (await client.get("/en/")).status_code == 200
    assert (read.status_code, sent.status_code) == (503, 503)
    assert read.headers["Retry-After"] == "5"
    assert 'lang="hr"' in read.text
    assert 'http-equiv="refresh" content="5"' in read.text
    assert "refresh" not in sent.text
    assert "What you sent was not stored. Go back and send it once more." in sent.text
