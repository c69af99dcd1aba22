"""Breaks what can break, under load, and shows that no acknowledged answer is lost.

``python -m bench.chaos [--only KEY,…] [--pupils N]`` writes a table to ``bench/out``. It ends
with 1 if anything is lost, duplicated or wrong, or if the deliberately wrong server is not caught.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import machine, report
from bench.faults import database, hasty, processes, proxy, scene
from bench.faults.fault import Fault
from bench.faults.row import HEAD, Row
from tests.services import PostgresServer

FAULTS: tuple[type[Fault], ...] = (
    processes.OneWorkerKilled,
    processes.AllWorkersKilled,
    processes.OthersKilled,
    processes.AnswersKilled,
    proxy.ProxyKilled,
    database.PostgresStopped,
    database.PostgresPaused,
    processes.RedisEmptied,
    database.RowsHeld,
    processes.Deploy,
    hasty.EarlyAcknowledgement,
)


def main() -> int:
    """Run what was asked for, write the table, print it."""
    wanted = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    _log_to(report.OUT / "chaos.log")
    where = _describe()
    rows: list[Row] = []
    for faults in _together(wanted.only):
        for row in scene.run(faults, pupils=wanted.pupils):
            rows.append(row)
            print(" | ".join(row.cells()), flush=True)
            _write(rows, where, " ".join(["make chaos", *_said(sys.argv[1:])]))
    print((report.OUT / "chaos.md").read_text())
    return 0 if all(row.is_as_it_should for row in rows) else 1


def _arguments() -> argparse.Namespace:
    keys = {fault.key: fault for fault in FAULTS}
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("--only", default="", help=f"some of {', '.join(keys)}")
    parser.add_argument("--pupils", type=int, default=600)
    wanted = parser.parse_args()
    named = [key for key in wanted.only.split(",") if key] or list(keys)
    if unknown := set(named) - set(keys):
        parser.error(f"there is no fault called {', '.join(unknown)}")
    wanted.only = [keys[key]() for key in named]
    return wanted


def _log_to(file: Path) -> None:
    """Servers that are broken on purpose say a lot: it goes to a file, our own errors do not."""
    report.OUT.mkdir(exist_ok=True)
    sys.stderr = os.fdopen(os.dup(2), "w")
    with file.open("w") as log:
        os.dup2(log.fileno(), 2)


def _said(arguments: Sequence[str]) -> list[str]:
    return [f'ARGS="{" ".join(arguments)}"'] if arguments else []


def _together(faults: Sequence[Fault]) -> list[list[Fault]]:
    """Those that may share a cluster, then each of the others by itself."""
    shared = [fault for fault in faults if not fault.alone]
    return [*([shared] if shared else []), *([fault] for fault in faults if fault.alone)]


def _describe() -> dict[str, str]:
    with PostgresServer(durable=True) as postgres:
        return machine.describe(postgres.url, postgres.folder)


def _write(rows: Sequence[Row], where: dict[str, str], command: str) -> None:
    text = report.table(HEAD, [row.cells() for row in rows], where, command)
    report.save("chaos", [row.as_json() for row in rows], text, where, command)


if __name__ == "__main__":
    sys.exit(main())
