"""``python -m tests.mutants [--only NAME …] [-j N]``: status 0 only if no broken line survives.

``--only`` takes the beginning of names; ``--list`` tells them and breaks nothing.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from queue import SimpleQueue

from tests.mutants.copies import FAILED, PASSED, Copy, Databases, first_failure
from tests.mutants.table import Misfit, Mutant, chosen, read


def main() -> int:
    """Judge the chosen rows; the table has to fit the code, and unbroken all has to pass."""
    wanted = _arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        mutants = chosen(read(), wanted.only)
        for mutant in mutants:
            mutant.broken()
    except Misfit as misfit:
        return _fail(str(misfit))
    if wanted.list or not mutants:
        _say("\n".join(mutant.name for mutant in mutants) or "No row has such a name.")
        return 0 if mutants else 1
    return _judge_all(mutants, max(wanted.jobs, 1))


def _judge_all(mutants: Sequence[Mutant], jobs: int) -> int:
    began = time.monotonic()
    databases = Databases()
    with ExitStack() as stack, ThreadPoolExecutor(jobs) as threads:
        stack.callback(databases.server.close)
        free = SimpleQueue[Copy]()
        for number in range(jobs):
            free.put(stack.enter_context(Copy(number, databases)))
        if trouble := _unbroken(mutants, free):
            return _fail(f"Unbroken, this does not pass:\n{trouble}")
        verdicts = list(threads.map(lambda mutant: _judge(mutant, free), mutants))
    left = [
        name for name, held in zip((m.name for m in mutants), verdicts, strict=True) if not held
    ]
    _say(f"{len(mutants)} broken, {len(left)} left alive, {time.monotonic() - began:.0f} s")
    return _fail(f"Alive: {', '.join(left)}") if left else 0


def _unbroken(mutants: Sequence[Mutant], free: SimpleQueue[Copy]) -> str:
    """What pytest says of all the named tests together, empty where they pass."""
    tests = list(dict.fromkeys(test for mutant in mutants for test in mutant.tests))
    copy = free.get()
    status, said = copy.test(tests)
    free.put(copy)
    return "" if status == PASSED else said or "the run hung"


def _judge(mutant: Mutant, free: SimpleQueue[Copy]) -> bool:
    """Whether the tests notice; anything but a failed test is no verdict and counts as alive."""
    copy, began = free.get(), time.monotonic()
    try:
        status, said = copy.test_broken(mutant)
    finally:
        free.put(copy)
    verdicts = {None: "killed: it hung", FAILED: f"killed by {first_failure(said)}"}
    verdict = verdicts.get(status, "SURVIVED" if status == PASSED else f"NO VERDICT: {said[-500:]}")
    _say(f"{mutant.name}: {verdict} ({time.monotonic() - began:.0f} s)")
    return status in verdicts


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("-j", "--jobs", type=int, default=2)
    return parser.parse_args()


def _fail(why: str) -> int:
    _say(why)
    return 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
