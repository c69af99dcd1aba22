"""The load day in scenarios: ``python -m bench [--only steady,…] [--full] [--pupils N]``.

Writes ``bench/out/bench.{md,json}``. Ends with 1 if an acknowledged answer is lost, wrong or
there twice, or if a scenario broke; a budget that is missed stands in the table.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from bench import (
    acts,
    bell,
    board_page,
    boards,
    ceiling,
    closed_loop,
    export,
    first_load,
    growth,
    knee,
    lesson_start,
    machine,
    memory,
    overload,
    publishing,
    report,
    rows,
    scale,
    steady,
)
from bench.cluster import Database
from bench.measure import Measure, Settings
from competition.config.open_files import allow_many_files
from tests.machine import ROOT

OUT = ROOT / "bench/out"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One entry of the registry; ``reduced``: whether `make bench` plays it without being asked."""

    run: Callable[[Settings], list[Measure]]
    reduced: bool = True


SCENARIOS = {
    "steady": Scenario(steady.run),
    "acts": Scenario(acts.run),
    "bell": Scenario(bell.run),
    "boards": Scenario(boards.run),
    "board_page": Scenario(board_page.run),
    "ceiling": Scenario(ceiling.run),
    "closed": Scenario(closed_loop.run),
    "growth": Scenario(growth.run),
    "export": Scenario(export.run),
    "publishing": Scenario(publishing.run),
    "first_load": Scenario(first_load.run),
    "lesson_start": Scenario(lesson_start.run, reduced=False),
    "rows": Scenario(rows.run),
    "overload": Scenario(overload.run, reduced=False),
    "scale": Scenario(scale.run, reduced=False),
    "knee": Scenario(knee.run, reduced=False),
    "memory": Scenario(memory.run, reduced=False),
}


def main() -> int:
    """Play what was asked for, write the table after each scenario, print it."""
    wanted = _arguments()
    # Whoever is ended by a signal still ends the servers that were started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    allow_many_files()
    settings = Settings(
        full=wanted.full,
        pupils=wanted.pupils,
        seconds=wanted.seconds,
        workers=wanted.workers,
        generators=wanted.generators,
    )
    where, measures = _describe(), list[Measure]()
    for name in wanted.only:
        measures += _play(name, settings)
        report.write(OUT, measures, where, " ".join(["python -m bench", *sys.argv[1:]]))
    print((OUT / "bench.md").read_text())
    return 1 if any(map(_is_grave, measures)) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"some of {', '.join(SCENARIOS)}")
    parser.add_argument("--full", action="store_true", help="all scenarios at their full size")
    parser.add_argument("--pupils", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--generators", type=int, default=1)
    wanted = parser.parse_args()
    usual = [name for name, one in SCENARIOS.items() if one.reduced or wanted.full]
    wanted.only = [name for name in wanted.only.split(",") if name] or usual
    if unknown := set(wanted.only) - set(SCENARIOS):
        parser.error(f"there is no scenario called {', '.join(unknown)}")
    return wanted


def _describe() -> dict[str, str]:
    with Database() as postgres:
        return machine.describe(postgres.url, postgres.folder)


def _play(name: str, settings: Settings) -> list[Measure]:
    began = time.monotonic()
    print(f"{name} …", file=sys.stderr, flush=True)
    try:
        measures = SCENARIOS[name].run(settings)
    except Exception:  # noqa: BLE001 - an hour of other scenarios must not be lost with this one
        traceback.print_exc()
        measures = [Measure(name, "ended by an error", 1, "", "0", met=False)]
    return [*measures, Measure(name, "took", time.monotonic() - began, "s")]


def _is_grave(measure: Measure) -> bool:
    grave = ("lost", "wrong", "duplicated", "ended by an error")
    return measure.met is False and measure.measure.endswith(grave)


if __name__ == "__main__":
    sys.exit(main())
