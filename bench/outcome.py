"""From review to the seal with 100,000 attempts: ``python -m bench.outcome [ATTEMPTS]``.

Makes a contest with `make_contest` in a PostgreSQL of its own, names awards and a number for draws,
and has everything done that an organizer asks for, each in a process of its own as jobs are. Then
it reads every page and file of it. Prints seconds, seconds of a core that each process and the
database had, and the memory of each process.
"""

from __future__ import annotations

import json
import sys

from tests.machine import Machine
from tests.plugins.services import PLAIN
from tests.services import PostgresServer

JOBS = (
    *("figures of questions", "review desk", "list laid before", "sealed", "drawn"),
    *("correction laid before", "correction sealed", "workbook"),
)
# In seconds. Of jobs the workbook alone has a budget, for people wait for it with the page open: in
# seconds of one core, so that other work on the machine does not count.
MOST = {"workbook": 12.0, "page": 2.0}


def main(attempts: int) -> bool:
    """Whether everything stayed within its budget."""
    with PostgresServer(durable=True) as server:
        machine = Machine(DATABASE_URL=server.url, REDIS_URL="", **PLAIN)
        machine.run("manage", "migrate", "--verbosity", "0")
        machine.run("bench.look_at_outcome", "make", str(attempts))
        before = [_say("job", name, _done(machine, name)) for name in JOBS]
        pages = _done(machine, "pages")
        found = [_say("page", path, {"seconds": took}) for path, took in pages.items()]
    return all((*before, *found))


def _done(machine: Machine, *words: str) -> dict[str, float]:
    said = machine.run("bench.look_at_outcome", *words).splitlines()[-1]
    return json.loads(said)  # type: ignore[no-any-return]


def _say(kind: str, name: str, took: dict[str, float]) -> bool:
    most = MOST.get("page" if kind == "page" else name)
    work = took["own_s"] + took["database_s"] if kind == "job" else took["seconds"]
    core = f"{work:7.2f} s of a core" if kind == "job" else ""
    memory = f"{took['grown_mib']:6.0f} MiB more" if "grown_mib" in took else ""
    met = most is None or work <= most
    print(f"{kind:5} {name:48} {took['seconds']:8.2f} s {core} {memory} {'' if met else 'MISSED'}")
    return met


if __name__ == "__main__":
    sys.exit(not main(int(sys.argv[1]) if sys.argv[1:] else 100_000))
