"""Makes the dump of a version: ``python -m tests.versions.make 0.1.0``. See README.md."""

from __future__ import annotations

import os
import sys
import tomllib

from tests.machine import ROOT, Machine
from tests.plugins.services import PLAIN
from tests.services import PostgresServer
from tests.versions import dumps


def main(version: str) -> str:
    """Migrate an empty database, play, and store it; what to say if that is refused."""
    current = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    if version != current:
        return f"This is {current}: the dump of {version} is made by that version alone."
    for variable, value in PLAIN.items():
        os.environ.setdefault(variable, value)
    with PostgresServer() as server:
        machine = Machine(DATABASE_URL=server.url, REDIS_URL="")
        machine.run("manage", "migrate", "--verbosity", "0")
        facts = machine.run("tests.versions.played").splitlines()[-1]
        dumps.dump_of(version).write_bytes(dumps.take(server))
        dumps.facts_of(version).write_text(f"{facts}\n")
    return ""


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) or None)
