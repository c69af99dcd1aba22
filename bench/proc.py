"""What processes have used, read from ``/proc``: processor time and memory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")
SHARED = ("RssFile", "RssShmem")


def family(pid: int) -> list[int]:
    """A process and its children; empty once it has ended."""
    try:
        children = (PROC / f"{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *map(int, children)]


def seconds_used(pids: Iterable[int]) -> float:
    """Processor time of these processes, of the children they have waited for as well."""
    return sum(map(_seconds, pids))


def _seconds(pid: int) -> float:
    try:
        stat = (PROC / f"{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    # man 5 proc_pid_stat: utime, stime, cutime, cstime are the 14th to 17th field.
    return sum(map(int, stat[11:15])) / TICKS


def seconds_busy() -> float:
    """Processor time of everything on this machine since it was started."""
    ticks = [int(text) for text in (PROC / "stat").read_text().splitlines()[0].split()[1:]]
    # man 5 proc_stat: the 4th and 5th are idle and waiting for a disk, after the 8th come repeats.
    return (sum(ticks[:3]) + sum(ticks[5:8])) / TICKS


def resident_mib(pid: int) -> float:
    """Resident memory of a process in MiB (VmRSS); 0 once it has ended."""
    return _mib(PROC / f"{pid}/status", "VmRSS")


def together_mib(pids: Iterable[int]) -> float:
    """Resident memory of processes in MiB; files and memory that they share count once."""
    status = [PROC / f"{pid}/status" for pid in pids]
    shared = (max((_mib(one, kind) for one in status), default=0) for kind in SHARED)
    return sum(_mib(one, "RssAnon") for one in status) + sum(shared)


def _mib(path: Path, name: str) -> float:
    try:
        found = re.search(rf"^{name}:\s+(\d+) kB", path.read_text(), re.MULTILINE)
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
