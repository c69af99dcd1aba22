"""The product's processes on one machine: what each is for, how many there are, how they run.

Declared here only: `make serve`, the benchmark, the units of deploy/systemd and compose.yaml follow
(`tests/deploy/test_processes.py` compares).

``python -m deploy.processes list --cores 4`` says which units a machine with so many cores enables,
and which ports its proxy is told; ``… run answers --port 8101`` becomes one process.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

FIRST_PORT = 8101
UVICORN = (
    *("-m", "uvicorn", "--loop", "uvloop", "--no-access-log"),
    *("--http", "competition.config.corked:CorkedProtocol"),
    *("--log-level", "warning", "--no-server-header", "--timeout-graceful-shutdown", "10"),
    *("--timeout-keep-alive", "75", "--backlog", "4096"),
)
APPLICATION = "competition.config.asgi:application"


@dataclass(frozen=True, slots=True)
class Kind:
    """One purpose. ``nice``: how far its processes stand back behind those that answer pupils.

    A ``share`` of the cores serve, one at least; with ``spare`` one more stands by, so that one can
    be renewed or killed. Fewer that have more to do each cost less: what arrives meanwhile shares
    their statements and looks (decision 206).
    """

    purpose: str
    nice: int
    share: float
    spare: bool

    def count(self, cores: int) -> int:
        """How many processes a machine with so many cores runs."""
        return max(1, int(cores * self.share)) + self.spare


# In the order in which they start; they are renewed from the end, where least depends on them.
ANSWERS = Kind("answers", nice=0, share=0.5, spare=True)
PAGES = Kind("pages", nice=5, share=0.5, spare=True)
BACKGROUND = Kind("background", nice=10, share=0, spare=False)
KINDS = (ANSWERS, PAGES, BACKGROUND)


class Process(NamedTuple):
    """One process: its kind, the port of 127.0.0.1 on which it listens, and whether it serves only
    where no other of its kind does."""

    kind: Kind
    port: int
    stands_by: bool = False

    @property
    def name(self) -> str:
        """Of its log and its unit: ``answers-8101``."""
        return f"{self.kind.purpose}-{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What it has beside the environment of all."""
        return {"PURPOSE": self.kind.purpose}

    def command(self, python: str, *, host: str = "127.0.0.1") -> list[str]:
        """What to run."""
        where = ("--host", host, "--port", str(self.port))
        return [*nice(self.kind.nice), python, *UVICORN, *where, APPLICATION]


def nice(by: int) -> list[str]:
    """The command before a command that yields to others by so much."""
    return ["nice", "-n", str(by)] if by else []


def processes(cores: int, *, first_port: int = FIRST_PORT) -> list[Process]:
    """All of a machine, on ports one after the other; of a kind the spare one is the last."""
    each = [(kind, left) for kind in KINDS for left in reversed(range(kind.count(cores)))]
    return [
        Process(kind, port, stands_by=kind.spare and not left)
        for port, (kind, left) in enumerate(each, first_port)
    ]


def ports(those: Iterable[Process], kind: Kind) -> list[int]:
    """Of the processes of a kind."""
    return [one.port for one in those if one.kind is kind]


def spare_ports(those: Iterable[Process]) -> list[int]:
    """Of the processes that stand by."""
    return [one.port for one in those if one.stands_by]


def told_to_proxy(those: Sequence[Process]) -> list[str]:
    """Words of deploy.proxy that say on which ports these processes are."""
    told = {f"--{kind.purpose}": ports(those, kind) for kind in (ANSWERS, PAGES)}
    told["--spare"] = spare_ports(those)
    return [word for name, numbers in told.items() for word in (name, *map(str, numbers))]


def listed(cores: int) -> str:
    """What a machine with so many cores enables, and what its proxy is told; two lines.

    The units hang on ``quiz.target``: where that is not enabled a reboot brings none of them back.
    """
    those = processes(cores)
    units = " ".join(["quiz.target", *(f"quiz-{one.kind.purpose}@{one.port}" for one in those)])
    told = " ".join(told_to_proxy(those))
    return f"systemctl enable --now {units}\npython -m deploy.proxy {told} …\n"


def become(process: Process, host: str) -> None:
    """Run it in the place of this process."""
    command = process.command(sys.executable, host=host)
    os.execvpe(command[0], command, os.environ | process.environment)  # noqa: S606


def main(words: Sequence[str]) -> None:
    """List the processes of a machine, or become one."""
    parser = argparse.ArgumentParser(prog="python -m deploy.processes", description=main.__doc__)
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("list").add_argument("--cores", type=int, default=len(os.sched_getaffinity(0)))
    run = acts.add_parser("run")
    run.add_argument("purpose", choices=[kind.purpose for kind in KINDS])
    run.add_argument("--port", type=int, required=True)
    run.add_argument("--host", default="127.0.0.1")
    asked = parser.parse_args(words)
    if asked.act == "list":
        sys.stdout.write(listed(asked.cores))
        return
    kind = next(kind for kind in KINDS if kind.purpose == asked.purpose)
    become(Process(kind, asked.port), asked.host)


if __name__ == "__main__":
    main(sys.argv[1:])
