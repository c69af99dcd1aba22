"""A release waits for the end of a window, unless somebody says why it cannot."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from competition.models import Edition
from deploy.children import NotStarted, Program
from deploy.serve import Machine
from deploy.state import Wishes
from tests.services import free_port

HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_a_release_is_refused_while_a_window_is_open(edition: Edition) -> None:
    with pytest.raises(CommandError, match="Not now: the window of BA"):
        call_command("may_release")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("opens", "closes", "may"),
    [(3, 5, True), (1, 5, False), (-5, -1, True)],
    ids=["far", "near", "over"],
)
def test_it_keeps_away_from_a_window_by_two_hours(
    opens: int, closes: int, may: bool, edition: Edition, now: datetime
) -> None:
    edition.windows.update(opens_at=now + opens * HOUR, closes_at=now + closes * HOUR)
    if may:
        call_command("may_release")
    else:
        with pytest.raises(CommandError):
            call_command("may_release")


@pytest.mark.django_db
def test_where_nobody_plays_it_may(edition: Edition) -> None:
    Edition.objects.update(state="review")
    call_command("may_release")


@pytest.mark.django_db
def test_a_server_seeded_with_the_sample_is_never_refused(
    edition: Edition, settings: Settings
) -> None:
    settings.SEED = True
    call_command("may_release")


@pytest.mark.django_db
def test_who_forces_it_says_why_and_that_is_logged(
    edition: Edition, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(CommandError, match="needs a --reason"):
        call_command("may_release", force=True, reason="  ")
    with caplog.at_level(logging.WARNING):
        call_command("may_release", force=True, reason="Pupils cannot join")
    assert "because: Pupils cannot join" in caplog.text


class Renewed(Machine):
    """Notes what it was asked to run; refuses what its test says."""

    def __init__(self, folder: Path, *, refuses: bool, **more: str) -> None:
        environment = {
            **more,
            "SERVE_DIR": str(folder),
            "WORKERS": "2",
            "DATABASE_URL": "postgresql://h/q",
            "REDIS_URL": "redis://h",
        }
        super().__init__(Wishes("127.0.0.1", free_port(), environment))
        self.ran: list[tuple[str, ...]] = []
        self._refuses, self._product = refuses, []

    async def _run(self, *command: str) -> str:
        self.ran.append(command)
        if self._refuses and command[1:2] == ("may_release",) and "--force" not in command:
            raise NotStarted("Not now")
        return ""


@contextmanager
def renewed(folder: Path, *, refuses: bool, **more: str) -> Iterator[Renewed]:
    machine = Renewed(folder, refuses=refuses, **more)
    yield machine
    machine.folder._lock.close()


@pytest.mark.parametrize("refuses", [True, False])
def test_a_renewal_asks_first_and_stops_where_it_is_refused(refuses: bool, tmp_path: Path) -> None:
    with renewed(tmp_path, refuses=refuses) as machine:
        asyncio.run(machine.renew())
    assert machine.ran[0] == ("manage.py", "may_release")
    assert (len(machine.ran) == 1) == refuses


def test_a_reason_in_the_folder_forces_one_renewal(tmp_path: Path) -> None:
    with renewed(tmp_path, refuses=True) as machine:
        (tmp_path / "force-release").write_text("Pupils cannot join\n")
        asyncio.run(machine.renew())
        assert machine.ran[0][2:] == ("--force", "--reason", "Pupils cannot join")
        assert machine.ran[2][1] == "migrate"
        machine.ran.clear()
        asyncio.run(machine.renew())
    assert machine.ran == [("manage.py", "may_release")]


def test_a_machine_begins_with_a_backup_and_is_renewed_without_it(tmp_path: Path) -> None:
    with renewed(tmp_path, refuses=False, RESTORE="/mnt/quiz.dump") as machine:
        machine._proxy = machine._child(Program("true", ["sleep", "30"], lambda: True))
        asyncio.run(begun_and_ended(machine))
        assert machine.ran[0] == ("manage.py", "restore", "/mnt/quiz.dump")
        assert machine.ran[2][1] == "migrate"
        machine.ran.clear()
        asyncio.run(machine.renew())
    assert all("restore" not in command for command in machine.ran)


async def begun_and_ended(machine: Machine) -> None:
    await machine.start()
    await machine.stop()
