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
    against,
    bell,
    boards,
    closed_loop,
    first_load,
    growth,
    machine,
    publishing,
    report,
    steady,
)
from bench.cluster import Database
from bench.measure import Measure, Settings
from competition.config.open_files import allow_many_files


@dataclass(frozen=True, slots=True)
class Scenario:
    """One entry of the registry: how many and how long, by itself and with ``--full``."""

    run: Callable[[Settings], list[Measure]]
    pupils: tuple[int, int] = (0, 0)
    seconds: tuple[float, float] = (0, 0)


SCENARIOS = {
    "steady": Scenario(steady.run, (2000, 12_000), (60, 300)),
    "bell": Scenario(bell.run, (6000, 6000)),
    "boards": Scenario(boards.run, (2000, 5000), (15, 30)),
    "publishing": Scenario(publishing.run, (12_000, 100_000), (20, 60)),
    "closed": Scenario(closed_loop.run, (200, 200), (8, 8)),
    "growth": Scenario(growth.run, (200, 200), (8, 8)),
    "first_load": Scenario(first_load.run),
}


def main() -> int:
    """Play what was asked for, write the table after each scenario, print it."""
    wanted = _arguments()
    # Whoever is ended by a signal still ends the servers that were started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    allow_many_files()
    sized = {name: _settings(SCENARIOS[name], wanted) for name in wanted.only}
    if wanted.against:
        with against.tree_of(wanted.against) as other:
            return against.compare(other, wanted.against, sized, rounds=wanted.rounds)
    where, measures = _describe(), list[Measure]()
    for name, settings in sized.items():
        measures += _play(name, settings)
        report.write(measures, where, " ".join(["python -m bench", *sys.argv[1:]]))
    print((report.OUT / "bench.md").read_text())
    return 1 if any(map(_is_grave, measures)) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"some of {', '.join(SCENARIOS)}")
    parser.add_argument("--full", action="store_true", help="at their full size")
    parser.add_argument("--pupils", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--against", metavar="COMMIT", help="play it in turn with that state")
    parser.add_argument("--rounds", type=int, default=2, help="of both, with --against")
    wanted = parser.parse_args()
    wanted.only = [name for name in wanted.only.split(",") if name] or [*SCENARIOS]
    if unknown := set(wanted.only) - set(SCENARIOS):
        parser.error(f"there is no scenario called {', '.join(unknown)}")
    return wanted


def _settings(scenario: Scenario, wanted: argparse.Namespace) -> Settings:
    return Settings(
        pupils=wanted.pupils or scenario.pupils[wanted.full],
        seconds=wanted.seconds or scenario.seconds[wanted.full],
        workers=wanted.workers,
    )


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
