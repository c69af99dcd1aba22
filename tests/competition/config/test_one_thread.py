"""A page is made in one thread: being handed over costs more than a small page itself."""

from __future__ import annotations

import threading

import httpx
import pytest
from asgiref.sync import AsyncToSync
from django.http import HttpRequest, HttpResponse

from competition.config.one_thread import OneThreadHandler
from schools.accounts import middleware


@pytest.mark.django_db(transaction=True)
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
    transport = httpx.ASGITransport(app=OneThreadHandler())  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        reply = await client.get("/en/staff/login/")
    assert reply.status_code == 200
    assert threads
    assert threading.main_thread() not in threads
