"""One small, honest measurement of the answer path, in under a minute.

A private PostgreSQL with durable commits, one uvicorn worker, and pupils in a process of their own;
``pgbench`` before and after them on the same server is the yardstick. Ends with 1 if an
acknowledged answer is not stored.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from bench import commits, ledger, machine, report
from bench.worker import Worker
from tests.machine import ROOT
from tests.services import PostgresServer

OUT = ROOT / "bench/out"
SETTINGS = {
    "SECRET_KEY": "bench-only-bench-only-bench-only-bench-only-bench-only",
    "DATA_DIR": str(ROOT / ".tools/data"),
    "REDIS_URL": "",
    "DEBUG": "0",
    "DEMO": "0",
}
WARM = 2.0
# A class has 99 cards at most.
MOST = 99


def main() -> int:
    """Measure, write ``bench/out/``, print the table."""
    wanted = _arguments()
    (ROOT / ".tools/data/static").mkdir(parents=True, exist_ok=True)
    with PostgresServer(durable=True) as postgres:
        found = measure(postgres, connections=wanted.connections, seconds=wanted.seconds)
    text = report.markdown(found)
    OUT.mkdir(exist_ok=True)
    (OUT / "bench.json").write_text(json.dumps(found.as_json(), indent=2) + "\n")
    (OUT / "bench.md").write_text(text)
    print(text)
    return 1 if found.ledger.lost else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--connections", type=int, default=64, choices=range(1, MOST + 1))
    parser.add_argument("--seconds", type=int, default=15)
    return parser.parse_args()


def measure(postgres: PostgresServer, *, connections: int, seconds: int) -> report.Measurement:
    """The yardstick, the pupils, the yardstick again; then the ledger against the database."""
    where = machine.describe(postgres.url, postgres.folder)
    commits.prepare(postgres)
    before = commits.rate(postgres, connections=connections, seconds=7)
    paper = postgres.folder / "ledger"
    with Worker(DATABASE_URL=postgres.url, **SETTINGS) as server:
        answers = _play(server, paper, connections, seconds)
    after = commits.rate(postgres, connections=connections, seconds=7)
    return report.Measurement(
        command=f"make bench ARGS='--connections {connections} --seconds {seconds}'",
        connections=connections,
        seconds=seconds,
        answers=answers,
        ledger=ledger.check(paper, postgres.url),
        commits=[before, after],
        machine=where,
    )


def _play(server: Worker, paper: Path, connections: int, seconds: int) -> dict[str, float]:
    stage = server.stage(connections)
    server.start()
    command = [sys.executable, "-m", "bench.pupils", str(server.port), stage["code"]]
    command += [str(connections), str(WARM), str(seconds), str(paper)]
    used, busy, began = server.seconds_used(), machine.seconds_busy(), time.monotonic()
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    wall = time.monotonic() - began
    found: dict[str, float] = json.loads(done.stdout)
    found["worker_cores"] = (server.seconds_used() - used) / wall
    found["all_cores"] = (machine.seconds_busy() - busy) / wall
    return found


if __name__ == "__main__":
    sys.exit(main())
