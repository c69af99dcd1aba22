"""The security log: one line for what somebody tried, nothing personal, no traceback."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator

import pytest
from channels.testing import ApplicationCommunicator
from django.test import Client
from pytest_django import Settings

from base.models import User
from competition.config.sockets import OwnOrigin, sockets
from competition.models import PinGuess, Sitting
from competition.pupil_api.miss_limit import MissBucket
from competition.pupil_api.protocol import Error, RefusedRequest
from schools.accounts import security_log
from schools.models import Card
from tests import cast
from tests.competition.pupil_api.client import Pupil, open_hall
from tests.schools.accounts.test_accounts import log_in


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], str]]:
    """What reaches the log, as the handlers of the settings write it."""
    stream = io.StringIO()
    loggers = [logging.getLogger(name) for name in ("security", "django.security", "")]
    handlers = [one for logger in loggers for one in logger.handlers]
    for handler in handlers:
        if type(handler) is logging.StreamHandler:
            monkeypatch.setattr(handler, "stream", stream)
    security_log._noted_at.clear()
    yield stream.getvalue
    security_log._noted_at.clear()


def test_a_failed_log_in_is_one_line_that_names_nobody(
    client: Client, teacher: User, written: Callable[[], str]
) -> None:
    log_in(client, teacher.email, "not this one")
    (line,) = written().splitlines()
    assert line.endswith(f"security: log_in_failed account={security_log.mark(teacher.email)}")
    assert "vesna" not in line.lower()
    assert "not this one" not in line


def test_a_locked_account_is_told_once_a_minute(
    client: Client, teacher: User, written: Callable[[], str]
) -> None:
    for _ in range(13):
        log_in(client, teacher.email, "wrong")
    assert written().count("log_in_failed") == 10
    assert written().count("log_in_locked") == 1


def test_a_wrong_code_after_the_right_password_is_one_line_without_the_code(
    client: Client, superuser: User, written: Callable[[], str]
) -> None:
    log_in(client, superuser.email)
    client.post("/en/staff/login/code/", {"code": "000000"})
    (line,) = written().splitlines()
    mark = security_log.mark(superuser.email)
    assert line.endswith(f"security: second_factor_failed account={mark}")
    assert "000000" not in line


@pytest.mark.django_db(transaction=True)
async def test_a_card_that_gets_locked_is_told_by_its_sitting_without_pin_or_code(
    sitting: Sitting, card: Card, written: Callable[[], str]
) -> None:
    long_ago = sitting.opened_at.replace(year=2020)
    await PinGuess.objects.acreate(sitting=sitting, card=card, wrong=9, last_at=long_ago)
    async with open_hall() as browser:
        await Pupil(browser).join(sitting, pin="9999")
        await Pupil(browser).join(sitting, pin="9999")
    (line,) = written().splitlines()
    assert line.endswith(f"security: card_locked sitting={sitting.pk}")


def test_codes_that_are_tried_out_are_told_once_a_minute(written: Callable[[], str]) -> None:
    guesses = MissBucket()
    for _ in range(400):
        guesses.check(RefusedRequest(Error.UNKNOWN_CODE))
    assert written().count("codes_tried_out") == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("origin", ["https://evil.example", "http://x:port", ""])
async def test_a_socket_from_another_site_is_refused_and_told(
    origin: str, written: Callable[[], str]
) -> None:
    assert isinstance(sockets, OwnOrigin)
    validator = OwnOrigin(sockets.application, ["quiz.example"])
    scope = {"type": "websocket", "path": "/", "headers": [(b"origin", origin.encode())]}
    socket = ApplicationCommunicator(validator, scope)
    await socket.send_input({"type": "websocket.connect"})
    assert (await socket.receive_output(timeout=60))["type"] == "websocket.close"
    await socket.send_input({"type": "websocket.disconnect", "code": 1000})
    await socket.wait(timeout=60)
    assert written().count("socket_from_elsewhere") == 1


def test_what_strangers_provoke_has_no_traceback(
    client: Client, db: None, settings: Settings, written: Callable[[], str]
) -> None:
    settings.ALLOWED_HOSTS = ["quiz.example"]
    assert client.get("/en/", headers={"Host": "evil.example"}).status_code == 400
    settings.ALLOWED_HOSTS = ["*"]
    client.force_login(cast.make_superuser())
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    assert Client().post("/en/staff/login/", {"login": "x" * 50}).status_code == 400
    assert client.get("/en/admin/schools/card/?school_class__teachers__password=x").status_code in (
        302,
        400,
    )
    text = written()
    assert "Traceback" not in text
    assert all(line.isprintable() and len(line) < 300 for line in text.splitlines())
    assert "DisallowedHost" in text


@pytest.mark.parametrize("path", ["/en/nothing/", "/en/staff/account/email/a-key-that-opens/"])
def test_what_is_not_there_leaves_no_address_in_the_log(
    path: str, client: Client, db: None, written: Callable[[], str]
) -> None:
    client.get(path)
    assert written() == ""
