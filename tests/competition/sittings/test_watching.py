"""A monitor's socket ends with the log-out, the session, the role, the class and the account."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from base.models import User
from competition.config.asgi import application
from competition.models import Sitting
from competition.sittings.consumers import NO_RIGHT, monitors
from competition.sittings.watching import WatchedSocket, sentry, still_allowed
from schools.models import Country, Role, School
from tests import cast
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
async def _quiet(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    monkeypatch.setattr("competition.config.asgi._begin", lambda: None)
    yield
    await monitors.stop()


async def watch(client: Client, sitting: Sitting) -> WebsocketCommunicator:
    """The monitor's socket of somebody who has logged in."""
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    headers = [
        (b"origin", b"http://localhost"),
        (b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode()),
    ]
    socket = WebsocketCommunicator(application, f"/ws/sittings/{sitting.pk}/", headers=headers)
    assert (await socket.connect(timeout=60))[0]
    return socket


async def is_ended(socket: WebsocketCommunicator, within: float = PATIENCE) -> bool:
    """Whether the next words but states are the end."""
    while True:
        # a receive that times out would end the socket itself
        if await socket.receive_nothing(timeout=within):
            return False
        message = await socket.receive_output()
        if message["type"] == "websocket.close":
            return bool(message["code"] == NO_RIGHT)


@pytest.fixture
def logged_in(client: Client, teacher: User) -> Client:
    client.force_login(teacher)
    return client


async def test_a_log_out_ends_it_at_once(logged_in: Client, sitting: Sitting) -> None:
    socket = await watch(logged_in, sitting)
    await sync_to_async(logged_in.post)("/en/staff/logout/")
    assert await is_ended(socket)


def expire(_teacher: User) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))


def end_session(_teacher: User) -> None:
    Session.objects.all().delete()


def take_role(teacher: User) -> None:
    teacher.roles.all().delete()


def take_class(teacher: User) -> None:
    teacher.classes.clear()


def close_account(teacher: User) -> None:
    User.objects.filter(pk=teacher.pk).update(is_active=False)


def change_password(teacher: User) -> None:
    teacher.set_password("twelve green horses")
    teacher.save()


def must_have_a_factor(teacher: User) -> None:
    country = Country.objects.get()
    Role.objects.create(
        user=teacher, kind=Role.Kind.ORGANIZER, country=country, approved_at=timezone.now()
    )


@pytest.mark.parametrize(
    "change",
    [
        expire,
        end_session,
        take_role,
        take_class,
        close_account,
        change_password,
        must_have_a_factor,
    ],
    ids=lambda change: change.__name__,
)
async def test_the_next_look_ends_what_is_no_longer_allowed(
    change: Callable[[User], None], logged_in: Client, sitting: Sitting, teacher: User
) -> None:
    socket = await watch(logged_in, sitting)
    await sentry.look()
    assert not await is_ended(socket, within=0.5)
    await sync_to_async(change)(teacher)
    await sentry.look()
    assert await is_ended(socket)


async def test_who_may_goes_on_beside_who_may_not(
    logged_in: Client, sitting: Sitting, country: Country
) -> None:
    other = Client()
    organizer = await sync_to_async(cast.make_staff)("organizer", country=country)
    await sync_to_async(other.force_login)(organizer)
    stays, goes = await watch(other, sitting), await watch(logged_in, sitting)
    await sync_to_async(take_role)(await User.objects.aget(email="vesna@example.org"))
    await sentry.look()
    assert await is_ended(goes)
    assert not await is_ended(stays, within=0.5)
    await stays.disconnect()


def test_a_look_costs_one_query_for_each_teacher_and_three_for_all(
    school: School, edition: object
) -> None:
    watches = []
    for n in range(3):
        teacher = cast.make_teacher(school, f"t{n}@example.org")
        entry = cast.make_entry(cast.make_class(school, teacher, label=f"V-{n}"), edition)  # type: ignore[arg-type]
        client = Client()
        client.force_login(teacher)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        watches += [WatchedSocket(teacher.pk, key, cast.make_sitting(entry).pk) for _ in range(2)]
    with CaptureQueriesContext(connection) as seen:
        assert still_allowed(watches) == set(watches)
    assert len(seen) == 6
