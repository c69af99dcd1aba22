"""``python -m tests.crawl OUT`` keeps what visitors read; ``--compare A B`` tells two apart."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from tests.crawl.differences import differences
from tests.crawl.served import sample
from tests.crawl.walking import LANGUAGES, Visitor, store


def main() -> int:
    """Status 0 when the crawl is kept, or when two are equal."""
    wanted = _arguments()
    if wanted.compare:
        lines = list(differences(*map(Path, wanted.compare)))
        _say("\n".join(lines) or "No difference.")
        return 1 if lines else 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory() as folder, sample(Path(folder)) as served:
        for role in wanted.only or ["nobody", *served.logins]:
            visitor = Visitor(served, role, languages=wanted.languages, each=wanted.each)
            _say(f"{role}: {store(visitor, Path(wanted.out))} addresses")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crawl", description=__doc__)
    parser.add_argument("out", nargs="?", help="an empty folder for what is read")
    parser.add_argument("--compare", nargs=2, metavar=("A", "B"))
    parser.add_argument("--each", type=int, default=2, help="how many addresses of each shape")
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=LANGUAGES)
    parser.add_argument("--only", nargs="+", metavar="ROLE", help="these visitors alone")
    wanted = parser.parse_args()
    if not (wanted.out or wanted.compare):
        parser.error("say where to keep it, or which two to compare")
    return wanted


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
