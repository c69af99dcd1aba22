"""What a release needs before its processes start; each step is safe to run again.

``python -m deploy.steps files`` runs those that make files, as for an image; ``… database`` those
that write to the database. `make serve` runs all, in this order.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

from deploy.state import ROOT


class Step(NamedTuple):
    """A program of the clone with its words, and what it writes: ``files`` or ``database``."""

    writes: str
    command: tuple[str, ...]


STEPS = (
    Step("files", ("-m", "deploy.compile_messages")),
    Step("database", ("manage.py", "migrate", "--verbosity", "0")),
    Step("files", ("manage.py", "collectstatic", "--noinput", "--verbosity", "0")),
    Step("database", ("manage.py", "load_countries", "--verbosity", "0")),
    Step("database", ("manage.py", "load_topics", "--verbosity", "0")),
)


def main(words: Sequence[str]) -> None:
    """Run the steps of one kind; ends with the first that fails."""
    (writes,) = words
    for step in STEPS:
        if step.writes == writes:
            subprocess.run([sys.executable, *step.command], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
