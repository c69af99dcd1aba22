"""Each check by itself: what is well, what is not, and what it says then."""

from __future__ import annotations

import asyncio
import http.server
import os
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.checks import CheckMessage
from django.core.management import CommandError, call_command
from django.test import override_settings

from base.clock import database_now
from competition.config.health import Health
from competition.config.purpose import Purpose
from competition.models import Beat, Duty, Edition, Entry
from competition.pupil_api.crowd import DUTY
from competition.readiness import (
    LEVELS,
    POSTGRESQL,
    SQLITE,
    backup,
    beats,
    certificate,
    clock,
    disk,
    duty,
    editions,
    judge,
    mail_server,
    memory,
    processor,
    public_address,
    pupils_entered,
    releases,
)
from competition.rules.server_limits import Light
from competition.running_release import release
from deploy import proxy

pytestmark = pytest.mark.later

HOUR = timedelta(hours=1)


def light_of(message: CheckMessage) -> Light:
    return next(light for light, level in LEVELS.items() if level == message.level)


# ---------------------------------------------------------------- the public address


class Front(http.server.BaseHTTPRequestHandler):
    """Answers everything with one text."""

    said = b'{"alive": true}'

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.said)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing on the screen of the tests."""


@contextmanager
def front(said: bytes, safe: ssl.SSLContext | None = None) -> Iterator[int]:
    """A server at a free port, with or without TLS."""
    handler = type("Handler", (Front,), {"said": said})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        if safe is not None:
            server.socket = safe.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def signed(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate, and a server's side of TLS with it."""
    made, key = proxy.certificate(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    return made, context


def said_by_a_process() -> bytes:
    """What a process of ours says of itself."""
    told: list[Any] = []

    async def send(message: Mapping[str, Any]) -> None:
        told.append(message)

    asyncio.run(Health({}, purpose=Purpose.ANSWERS)({"path": "/health", "headers": []}, send))
    return bytes(told[1]["body"])


@pytest.mark.parametrize(
    ("said", "light", "words"),
    [
        (b'{"alive": true}', Light.GREEN, "answers."),
        (said_by_a_process(), Light.GREEN, "answers."),
        (b"<h1>Welcome to nginx</h1>", Light.RED, "Something else answers"),
        (b'{"alive": false}', Light.RED, "Something else answers"),
    ],
)
def test_the_address_leads_to_ourselves(
    said: bytes, light: Light, words: str, now: datetime
) -> None:
    with front(said) as port, override_settings(PUBLIC_ADDRESS=f"http://127.0.0.1:{port}"):
        line = public_address()
    assert (light_of(line), words in line.msg) == (light, True)


@pytest.mark.parametrize(
    ("address", "light", "words"),
    [
        ("", Light.AMBER, "No public address"),
        ("https://quiz.invalid", Light.RED, "Nobody knows the name"),
        ("http://127.0.0.1:9", Light.RED, "does not answer (ConnectionRefusedError)"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(
    address: str, light: Light, words: str, now: datetime
) -> None:
    with override_settings(PUBLIC_ADDRESS=address):
        line = public_address()
    assert (light_of(line), words in line.msg) == (light, True)


@pytest.mark.django_db
def test_a_certificate_nobody_vouches_for_is_told_and_the_address_still_answers(
    signed: tuple[Path, ssl.SSLContext], now: datetime
) -> None:
    with (
        front(b'{"alive": true}', signed[1]) as port,
        override_settings(PUBLIC_ADDRESS=f"https://127.0.0.1:{port}"),
    ):
        assert light_of(public_address()) == Light.GREEN
        line = certificate()
    assert light_of(line) == Light.RED
    assert "do not believe the certificate: self" in line.msg


@pytest.mark.django_db
@pytest.mark.parametrize(("far", "light"), [(False, Light.GREEN), (True, Light.RED)])
def test_a_good_certificate_says_its_last_day(
    far: bool,
    light: Light,
    signed: tuple[Path, ssl.SSLContext],
    now: datetime,
    edition: Edition,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if far:
        edition.windows.update(closes_at=now + timedelta(days=365 * 100))
    monkeypatch.setenv("SSL_CERT_FILE", str(signed[0]))
    with (
        front(b"", signed[1]) as port,
        override_settings(PUBLIC_ADDRESS=f"https://127.0.0.1:{port}"),
    ):
        line = certificate()
    assert (light_of(line), "is good until 20" in line.msg) == (light, True)


def test_an_address_without_tls_is_mended_first(now: datetime) -> None:
    with override_settings(PUBLIC_ADDRESS="http://quiz.example"):
        assert light_of(certificate()) == Light.RED


# ---------------------------------------------------------------- machine and database


@pytest.mark.django_db
def test_the_clocks_of_one_machine_agree(now: datetime) -> None:
    assert light_of(clock()) == Light.GREEN


@pytest.mark.django_db
def test_room_is_counted_for_those_who_are_entered(entry: Entry, now: datetime) -> None:
    cards = entry.school_class.cards.count()
    assert pupils_entered() == cards > 0
    assert f"Pupils entered: {cards}." in processor().msg
    assert "GB" in memory().msg
    assert "GB" in disk().msg


@pytest.mark.django_db
def test_what_is_over_needs_no_room(entry: Entry, now: datetime) -> None:
    Edition.objects.update(state="archived")
    assert pupils_entered() == 0


@pytest.mark.parametrize(
    ("name", "value", "light"),
    [
        ("fsync", "on", Light.GREEN),
        ("fsync", "off", Light.RED),
        ("synchronous_commit", "remote_apply", Light.GREEN),
        ("synchronous_commit", "local", Light.RED),
        ("synchronous_commit", "off", Light.RED),
        ("full_page_writes", "off", Light.RED),
    ],
)
def test_saved_means_on_disk(name: str, value: str, light: Light) -> None:
    found = dict.fromkeys(POSTGRESQL, "on") | {name: value}
    line = judge(found, POSTGRESQL)
    assert light_of(line) == light
    assert (f"{name} = on" in (line.hint or "")) == (light == Light.RED)


@pytest.mark.parametrize(("synchronous", "light"), [("2", Light.GREEN), ("1", Light.RED)])
def test_sqlite_writes_through(synchronous: str, light: Light) -> None:
    found = {"journal_mode": "wal", "synchronous": synchronous}
    assert light_of(judge(found, SQLITE)) == light


# ---------------------------------------------------------------- mail


class MailServer(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a log-in needs; takes the password ``right``."""

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"EHLO":
                self.wfile.write(b"250-here\r\n250 AUTH PLAIN\r\n")
            elif word == b"AUTH":
                right = line.strip().endswith(b"AHUAcmlnaHQ=")  # \0u\0right
                self.wfile.write(b"235 in\r\n" if right else b"535 out\r\n")
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def smtp() -> Iterator[Callable[..., override_settings]]:
    """Settings for a mail server that runs, with a password."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield lambda password: mail_at(server.server_address[1], password)
        server.shutdown()


def mail_at(port: int, password: str = "right") -> override_settings:
    options = {"host": "127.0.0.1", "port": port, "username": "u", "password": password}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    mailers = {"default": {"BACKEND": backend, "OPTIONS": options}}
    return override_settings(MAILERS=mailers, DEFAULT_FROM_EMAIL="Quiz <quiz@centre.example>")


def test_the_mail_server_lets_us_in(smtp: Callable[..., override_settings], now: datetime) -> None:
    with smtp("right"):
        assert light_of(mail_server()) == Light.GREEN
        with override_settings(DEFAULT_FROM_EMAIL="quiz@localhost"):
            assert light_of(mail_server()) == Light.AMBER


def test_a_wrong_password_is_told_as_such(
    smtp: Callable[..., override_settings], now: datetime
) -> None:
    with smtp("wrong"):
        line = mail_server()
    assert (light_of(line), line.msg) == (Light.RED, "The mail server refuses the log-in.")
    assert "%40" in (line.hint or "")


def test_a_mail_server_that_is_away_is_told(now: datetime) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with mail_at(free.getsockname()[1]):
            line = mail_server()
    assert "does not answer (ConnectionRefusedError)" in line.msg


def test_without_a_mail_server_mails_stay_here(now: datetime) -> None:
    assert light_of(mail_server()) == Light.AMBER


# ---------------------------------------------------------------- backup, processes, editions


@pytest.mark.django_db
def test_last_night_s_backup_is_wanted_when_a_window_is_near(
    edition: Edition, settings: LazySettings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert "No backup" in backup().msg
    file = tmp_path / "backups" / "quiz-20270208-020000.dump"
    file.parent.mkdir()
    file.touch()
    assert light_of(backup()) == Light.GREEN
    old = file.stat().st_mtime - 31 * HOUR.total_seconds()
    os.utime(file, (old, old))
    assert light_of(backup()) == Light.RED
    edition.windows.all().delete()
    assert light_of(backup()) == Light.AMBER


@pytest.mark.django_db
def test_processes_that_beat_are_counted(now: datetime) -> None:
    assert light_of(beats()) == Light.RED
    at = database_now()
    Beat.objects.create(process="a", at=at, release=release())
    Beat.objects.create(process="gone", at=at - HOUR, release="0.0.1")
    line = beats()
    assert (light_of(line), line.msg) == (Light.GREEN, "Processes that reach the database: 1.")
    assert light_of(releases()) == Light.GREEN


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["0.0.9 00000000", ""])
def test_processes_of_another_release_are_told(other: str, now: datetime) -> None:
    Beat.objects.create(process="a", at=database_now(), release=release())
    Beat.objects.create(process="b", at=database_now(), release=other)
    line = releases()
    assert light_of(line) == Light.RED
    assert (other or "?") in line.msg


@pytest.mark.django_db
def test_processes_that_were_not_renewed_after_a_pull_are_told(now: datetime) -> None:
    Beat.objects.create(process="a", at=database_now(), release="0.0.9 00000000")
    assert light_of(releases()) == Light.RED


@pytest.mark.django_db
def test_a_duty_that_nobody_holds_any_more_is_told(now: datetime) -> None:
    assert light_of(duty()) == Light.RED
    Duty.objects.create(name=DUTY, holder="a", until=database_now() + timedelta(seconds=4))
    assert light_of(duty()) == Light.GREEN
    Duty.objects.update(until=database_now() - timedelta(seconds=1))
    assert light_of(duty()) == Light.RED


@pytest.mark.django_db
def test_an_edition_is_as_ready_as_its_own_rules_say(edition: Edition, now: datetime) -> None:
    line = editions()
    assert (light_of(line), "Not ready by their own rules: Safer" in line.msg) == (Light.RED, True)
    edition.windows.update(opens_at=now + 48 * HOUR, closes_at=now + 60 * HOUR)
    assert light_of(editions()) == Light.AMBER
    edition.windows.update(opens_at=now - 48 * HOUR, closes_at=now - HOUR)
    assert light_of(editions()) == Light.GREEN


# ---------------------------------------------------------------- the command


@pytest.mark.django_db
def test_the_command_says_every_line_and_fails_when_something_is_to_be_mended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(CommandError, match="Processes that reach the database: 0") as told:
        call_command("check_server")
    assert str(told.value).count("(server.") == 13
