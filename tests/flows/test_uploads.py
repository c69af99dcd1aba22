"""Files of the worst kind on a real server: pupils notice nothing, and it ends when it is asked."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.base.intake.files import endless
from tests.machine import Browser, Machine
from tests.services import PostgresServer
from tests.waiting import until

pytestmark = pytest.mark.later

PUPILS = 12
UPLOAD = "/en/staff/schools/import/"
# A frozen worker answers after minutes; a busy machine within this.
AT_LEAST_SO_SOON = 10.0


@pytest.fixture(params=["uvicorn", "daphne"])
def machine(request: pytest.FixtureRequest, private_postgres: PostgresServer) -> Iterator[Machine]:
    environment = {"DATABASE_URL": private_postgres.url, "REDIS_URL": ""}
    with Machine(server=request.param, **environment) as one:
        yield one


@pytest.fixture
def stage(machine: Machine) -> dict[str, Any]:
    found = machine.stage(PUPILS)
    machine.start()
    return found


def upload(machine: Machine, session: str, content: bytes, patience: float = 120) -> str:
    """What an organizer is told of a register; empty when the server has gone."""
    with httpx.Client(base_url=machine.url, timeout=120) as client:
        client.cookies.set("sessionid", session)
        page = client.get(UPLOAD)
        assert page.status_code == 200, page.status_code
        data = {"csrfmiddlewaretoken": client.cookies["csrftoken"]}
        files = {"file": ("register.xlsx", content)}
        try:
            answer = client.post(
                UPLOAD, data=data, files=files, timeout=patience, follow_redirects=True
            )
        except httpx.TransportError:
            return ""
        return answer.text


@contextmanager
def uploading(
    machine: Machine, session: str, times: int, patience: float = 120
) -> Iterator[list[Any]]:
    """So many files of the worst kind on their way, one of which is being read."""
    with ThreadPoolExecutor(times) as pool:
        worst = endless()
        told = [pool.submit(upload, machine, session, worst, patience) for _ in range(times)]
        assert until(lambda: any(map(children, children(machine.pid))))
        yield told


def children(pid: int) -> list[int]:
    """The processes that a process has begun; none when it is gone."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        found = [(thread / "children").read_text().split() for thread in threads]
    except OSError:
        return []
    return [int(one) for some in found for one in some]


def command(pid: int) -> str:
    """How a process was begun; empty when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


@pytest.mark.parametrize("machine", ["uvicorn"], indirect=True)
def test_two_files_of_the_worst_kind_change_no_join(
    machine: Machine, stage: dict[str, Any]
) -> None:
    took = []
    with uploading(machine, stage["session"], 2) as told:
        for number in range(1, PUPILS + 1):
            browser = Browser(machine.url, stage["code"], number)
            began = time.monotonic()
            browser.come_in()
            took.append(time.monotonic() - began)
            browser.client.close()
        assert not all(one.done() for one in told)
    assert max(took) < AT_LEAST_SO_SOON, took
    assert ["Traceback" in one.result() for one in told] == [False, False]
    # On a busy machine the second one is asked to come again; a fast one reads to the empty end.
    said = ("too large or damaged", "no time to read this file", "The first row is empty")
    assert all(any(one in answer.result() for one in said) for answer in told)


def test_who_goes_away_holds_up_nobody(machine: Machine, stage: dict[str, Any]) -> None:
    # Who reads is there before: to begin with it takes a busy machine longer than anybody waits.
    assert "names a column twice" in upload(machine, stage["session"], b"a;a\n")
    # Long enough for a busy machine to begin reading, and shorter than it reads at all.
    with uploading(machine, stage["session"], 1, patience=8.0) as told:
        assert told[0].result() == ""
    assert "This file is empty" in upload(machine, stage["session"], b"")
    assert "names a column twice" in upload(machine, stage["session"], b"a;a\n")


def test_a_server_ends_when_it_is_asked_also_while_it_reads(
    machine: Machine, stage: dict[str, Any]
) -> None:
    with uploading(machine, stage["session"], 2):
        # Beside it a job may be at work that nobody asked for.
        [reader] = [one for one in children(machine.pid) if "base/intake" in command(one)]
        machine.stop()
        assert until(lambda: not Path(f"/proc/{reader}").exists())
