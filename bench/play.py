"""A load generator: ``python -m bench.play PLAN LEDGER OUT`` plays all pupils of a plan.

An open loop: pupils click when the plan says, not when the server is ready. The generator watches
itself: a ticker tells how late its loop was, ``Played.processor`` what it used.
"""

from __future__ import annotations

import asyncio
import gc
import random
import resource
import sys
import time
from pathlib import Path

import msgspec
import uvloop

from bench import plan as plans
from bench.browser import Site
from bench.notes import Notes, Played
from bench.nudged import Nudges
from bench.plan import Plan
from bench.pupil import Pupil, Room
from competition.config.open_files import allow_many_files

TICK = 0.05


async def play(plan: Plan, ledger: Path) -> Played:
    """Everybody's day, until all have left or the plan's patience is over."""
    notes = Notes(plan.begins, ledger)
    site = Site.at(plan.url)
    room = Room(plan, site, notes, Nudges(site, notes), {})
    random.seed(plan.seed)
    pupils = [Pupil(room, one, card) for one in plan.classes for card in one.cards]
    ticker = asyncio.create_task(_watch_the_loop(notes))
    began = time.monotonic()
    notes.counts["seconds late at the beginning"] += int(max(began - notes.zero, 0))
    tasks = [asyncio.create_task(pupil.live()) for pupil in pupils]
    last = room.moment(plan.ends + plan.drain + plan.patience)
    done, late = await asyncio.wait(tasks, timeout=last - time.monotonic())
    for task in (*late, ticker):
        task.cancel()
    await asyncio.gather(*late, ticker, return_exceptions=True)
    notes.counts["pupils"] += len(pupils)
    notes.counts["left over"] += len(late)
    notes.counts["broken by an error"] += sum(task.exception() is not None for task in done)
    _tell([task.exception() for task in done])
    unsent = sum(len(pupil.outbox.unsent) for pupil in pupils)
    return notes.close(processor=_processor(), wall=time.monotonic() - began, unsent=unsent)


async def _watch_the_loop(notes: Notes) -> None:
    """How much later than asked for the loop comes round: what it adds to each time measured."""
    while True:
        due = time.monotonic() + TICK
        await asyncio.sleep(TICK)
        notes.lagged(due, time.monotonic())


def _tell(errors: list[BaseException | None]) -> None:
    """An error of our own would make a load that is none: the first one is shown."""
    for error in filter(None, errors):
        print(f"a pupil broke: {error!r}", file=sys.stderr)
        return


def _processor() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main(plan: str, ledger: str, out: str) -> None:
    """Play and write what was found."""
    allow_many_files()
    # It would stop the loop for a tenth of a second to look at thousands of pupils who all stay.
    gc.disable()
    found = uvloop.run(play(plans.read(Path(plan)), Path(ledger)))
    Path(out).write_bytes(msgspec.json.encode(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
