"""The one door: whatever a file does to the process that reads it, the server reads the next."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from base.intake.door import MOST_WAITING, ROOT, Door, is_awaited
from base.intake.file_refusal import NoTime, RefusedFile, TooMuch
from base.intake.limits import MEBIBYTE, ReaderLimits
from base.intake.phrases import Phrase
from tests.waiting import until

SMALL = ReaderLimits(memory=512 * MEBIBYTE, answer=32 * MEBIBYTE, processor=1, seconds=10)
SHORT = ReaderLimits(seconds=1)
LONG = ReaderLimits(seconds=300, processor=300)
WORST = {
    "computes for ever": ("spin", SMALL),
    "waits for ever": ("sleep", SHORT),
    "takes all memory": ("swallow", SMALL),
    "answers without end": ("shout", SMALL),
    "a mistake of ours": ("fail", SMALL),
    "a library led astray": ("die", SMALL),
    "writes a file": ("write", SMALL),
    "answers something else": ("lie", SMALL),
}


@pytest.fixture
def door() -> Iterator[Door]:
    with closing(Door()) as one:
        yield one


def ask(door: Door, what: str, limits: ReaderLimits = SMALL, content: bytes = b"fine") -> str:
    return door.read(f"tests.base.intake.worst:{what}", content, str, limits=limits)


@pytest.mark.parametrize("worst", WORST)
def test_the_worst_file_is_refused_and_the_next_one_read(
    worst: str, door: Door, tmp_path: Path
) -> None:
    what, limits = WORST[worst]
    with pytest.raises(TooMuch, match="too large or damaged"):
        ask(door, what, limits, f"{tmp_path}/written".encode())
    before = door.reader_pid
    assert ask(door, "echo") == "fine"
    # None of them costs more than the copy that read it.
    assert door.reader_pid == before
    assert not any(one.stat().st_size for one in tmp_path.iterdir())


def test_a_refusal_arrives_with_its_words_fit_to_be_translated(door: Door) -> None:
    with pytest.raises(RefusedFile, match="row 7: 2 too many") as caught:
        ask(door, "refuse")
    place = caught.value.values["place"]
    assert isinstance(place, Phrase)
    assert (place.text, place.values) == ("row %(number)d", {"number": 7})


def test_who_reads_knows_no_secret_and_no_database(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    known = door.read("tests.base.intake.worst:know", b"", list[str])
    assert {"SECRET_KEY", "DATABASE_URL", "django", "psycopg"}.isdisjoint(known)
    assert "openpyxl" in known


def test_a_reader_that_was_killed_is_there_again(door: Door) -> None:
    ask(door, "echo")
    with at_work(door, "sleep") as reading:
        os.killpg(door.reader_pid or 0, signal.SIGKILL)
        with pytest.raises(TooMuch):
            reading.result(60)
    assert ask(door, "echo") == "fine"


def test_who_comes_meanwhile_waits_and_is_read(door: Door) -> None:
    with at_work(door, "sleep", ReaderLimits(seconds=6)):
        assert ask(door, "echo") == "fine"


def test_who_waits_for_long_is_asked_to_come_again() -> None:
    with closing(Door(line_seconds=0.5)) as door, at_work(door, "sleep", LONG):
        with pytest.raises(NoTime, match="no time to read"):
            ask(door, "echo")
        door.close()


def test_who_would_be_one_too_many_is_told_at_once() -> None:
    with (
        closing(Door(line_seconds=300)) as door,
        at_work(door, "sleep", LONG),
        ThreadPoolExecutor(MOST_WAITING) as others,
    ):
        waiting = [others.submit(ask, door, "echo") for _ in range(MOST_WAITING)]
        assert until(lambda: door.waiting == MOST_WAITING)
        began = time.monotonic()
        with pytest.raises(NoTime):
            ask(door, "echo")
        assert time.monotonic() - began < 150
        door.close()
        assert [type(one.exception(60)) for one in waiting] == [NoTime] * MOST_WAITING


def test_a_server_that_ends_waits_for_nobody_and_leaves_nobody(door: Door) -> None:
    with at_work(door, "spin", LONG) as reading:
        pids = family(door.reader_pid or 0)
        assert len(pids) == 2
        door.close()
        with pytest.raises(NoTime):
            reading.result(60)
    assert until(lambda: not any(map(is_there, pids)))
    with pytest.raises(NoTime):
        ask(door, "echo")


def test_nobody_reads_on_for_a_browser_that_has_gone(door: Door) -> None:
    left = threading.Event()

    def visit() -> str:
        is_awaited.set(lambda: not left.is_set())
        return ask(door, "sleep", LONG)

    ask(door, "echo")
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(visit)
        assert until(lambda: len(family(door.reader_pid or 0)) == 2)
        left.set()
        assert isinstance(reading.exception(60), NoTime)
    assert ask(door, "echo") == "fine"


SERVER = """
import threading
from base.intake.door import door
from base.intake.limits import ReaderLimits
asked, long = ("tests.base.intake.worst:spin", b"", str), ReaderLimits(processor=300, seconds=300)
threading.Thread(target=door.read, args=asked, kwargs={"limits": long}).start()
while not door.reader_pid: pass
print(door.reader_pid, flush=True)
"""


def test_a_server_that_is_killed_leaves_nobody() -> None:
    server = subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT, stdout=subprocess.PIPE)
    assert server.stdout is not None
    with server.stdout:
        reader = int(server.stdout.readline())
    assert until(lambda: len(family(reader)) == 2)
    pids = family(reader)
    server.kill()
    server.wait(60)
    assert until(lambda: not any(map(is_there, pids)))


@contextmanager
def at_work(door: Door, what: str, limits: ReaderLimits = LONG) -> Iterator[Future[str]]:
    """A file that is being read by another thread."""
    ask(door, "echo")
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(ask, door, what, limits)
        assert until(lambda: len(family(door.reader_pid or 0)) == 2)
        yield reading


def family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def is_there(pid: int) -> bool:
    """Whether a process is there and no shadow."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
