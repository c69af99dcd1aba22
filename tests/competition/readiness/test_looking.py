"""A look at the whole server: each line is there, and what hangs or breaks takes nothing along."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import translation

from competition.readiness.lines import ServerLine
from competition.readiness.looking import CHECKS, Looked, ServerCheck, look
from competition.rules.server_limits import Light

pytestmark = pytest.mark.later


@pytest.fixture
def stuck() -> Iterator[threading.Event]:
    """What a check that hangs waits for."""
    event = threading.Event()
    yield event
    event.set()


def good(at: datetime) -> ServerLine:
    return ServerLine(Light.GREEN, "Well.")


def broken(at: datetime) -> ServerLine:
    raise DatabaseError("away")


def test_one_that_hangs_is_cut_and_the_others_are_told(
    now: datetime, stuck: threading.Event
) -> None:
    def hangs(at: datetime) -> ServerLine:
        stuck.wait()
        return good(at)

    checks = [
        ServerCheck("hangs", "Hangs", hangs),
        ServerCheck("broken", "Broken", broken),
        ServerCheck("good", "Good", good),
    ]
    looked = look(at=now, checks=checks, patience=3)
    assert [one.light for one in looked] == ["red", "red", "green"]
    assert "was cut" in looked[0].line.said
    assert "(DatabaseError)" in looked[1].line.said
    assert looked[2].line.cure == ""


def test_more_that_hang_than_there_are_places_stop_at_the_same_moment(
    now: datetime, stuck: threading.Event
) -> None:
    def hangs(at: datetime) -> ServerLine:
        stuck.wait()
        return good(at)

    looked = look(at=now, checks=[ServerCheck(str(n), "", hangs) for n in range(6)], patience=0.2)
    assert {one.light for one in looked} == {"red"}


@pytest.mark.django_db(transaction=True)
def test_the_command_says_every_line_and_fails_when_something_is_to_be_mended(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("check_server", json=True)
    assert ended.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["check"] for one in told] == [check.key for check in CHECKS]
    lights = {one["check"]: one["light"] for one in told}
    # The tests' database is fast and forgets; nobody serves and nobody made a backup.
    assert {lights[key] for key in ("durability", "processes", "duty", "backup")} == {"red"}
    assert {lights[key] for key in ("release", "clock", "processor", "editions")} == {"green"}
    assert all(one["remedy"] for one in told if one["light"] != "green")


@pytest.mark.django_db(transaction=True)
def test_the_command_speaks_for_people_in_their_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        call_command("check_server", language="sr")
    out = capsys.readouterr().out
    assert "red    " in out
    assert "→ " in out


def test_a_line_is_said_in_the_language_of_its_reader(now: datetime) -> None:
    line = next(check for check in CHECKS if check.key == "address").look(now)
    said = set()
    for language in ("en", "hr", "sr"):
        with translation.override(language):
            said.add(line.said)
    assert len(said) == 3


@pytest.mark.django_db(transaction=True)
def test_no_line_wants_a_value_that_nobody_tells(now: datetime) -> None:
    for one in look(at=now):
        for language in ("en", "bs", "hr", "sr", "sr-latn"):
            with translation.override(language):
                assert _is_whole(one)


def _is_whole(one: Looked) -> bool:
    return "%(" not in one.line.said + one.line.cure and bool(one.line.said)
