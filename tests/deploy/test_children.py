"""Whatever a kept process began ends with it: left behind it would hold the ports of the next."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

from deploy.children import Child, Program
from tests.waiting import until

# It notes its own number and that of another process, which outlives it.
SCRIPT = 'sleep 1000 & echo $! >>"$1"; echo $$ >"$2"; wait'


def is_there(pid: int) -> bool:
    """Whether it runs; a dead one that nobody has asked about does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_a_killed_process_began_ends_before_it_is_started_again(tmp_path: Path) -> None:
    begun, own = tmp_path / "begun", tmp_path / "own"
    command = ["/bin/sh", "-c", SCRIPT, "sh", str(begun), str(own)]

    def numbers() -> list[int]:
        return list(map(int, begun.read_text().split()))

    async def kill_and_stop() -> None:
        child = Child(Program("shell", command, own.exists), tmp_path)
        await child.start()
        try:
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)
            assert await asyncio.to_thread(until, lambda: len(numbers()) == 2)
            first, second = numbers()
            assert await asyncio.to_thread(until, lambda: not is_there(first))
            assert is_there(second)
        finally:
            await child.stop()

    asyncio.run(kill_and_stop())
    assert until(lambda: not any(map(is_there, numbers())))
