"""``python -m tests.walk [--teacher] [--until STEP] [--port N]``: status 0 if every step held.

``--teacher`` takes the way of one new teacher instead of the year, with what has to be there first.
With ``--until`` the server stays, for a look, until Ctrl-C.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress

from playwright.sync_api import Error, expect, sync_playwright

from tests.browsers import LAUNCH_ARGS, chromium
from tests.walk.desk import PASSWORD, PATIENCE
from tests.walk.night import clock_can_be_moved
from tests.walk.served import Server
from tests.walk.steps import STEPS, TEACHER_STEPS, Step
from tests.walk.walk import OUT, Walk

ROOT = OUT.parents[1]


def main() -> int:
    """Take the steps in their order; the first that does not hold ends the walk."""
    wanted = _arguments()
    # Whoever is ended by a signal still ends what was started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    server, began = Server(wanted.port), time.monotonic()
    try:
        held = _walk(server, _steps(wanted), stay=bool(wanted.until))
    except KeyboardInterrupt:
        held = False
    finally:
        server.close(keep_logs_in=OUT / "logs")
    _say(f"{'All steps held' if held else 'The walk did not come through'}: {_since(began)}")
    return 0 if held else 1


def _walk(server: Server, steps: Sequence[Step], *, stay: bool) -> bool:
    # Now, for the modules of journeys have said otherwise when they came.
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=LAUNCH_ARGS)
        walk = Walk(server, browser)
        try:
            held = all(_holds(walk, number, step) for number, step in enumerate(steps, start=1))
            if stay and held:
                _stay(walk)
            return held
        finally:
            walk.leave()
            browser.close()


def _holds(walk: Walk, number: int, step: Step) -> bool:
    began, picture = time.monotonic(), OUT / f"{number:02}-{step.name}.png"
    fault = ""
    try:
        step.take(walk)
        assert not walk.complaints(), "\n".join(walk.complaints())
    except Exception:  # noqa: BLE001 - whatever it is, the screen has to be seen
        fault = traceback.format_exc()
    with suppress(Error):
        walk.photograph(picture)
    shown = picture.relative_to(ROOT) if picture.exists() else "(no screen)"
    _say(f"{'FAILED' if fault else 'ok':7} {_since(began)}  {step.name}: {step.shows}  {shown}")
    if fault:
        _say(fault)
    return not fault


def _stay(walk: Walk) -> None:
    """Until Ctrl-C."""
    _say(f"\nOpen {walk.server.url}/en/staff/  (a certificate of its own: browsers warn)")
    _say(f"Everybody's password: {PASSWORD}\nThen, instead of a phone, one of the codes:")
    for who in walk.people.values():
        if who.email and "@" in who.email:
            _say(f"  {who.email:24} {' '.join(who.recovery_codes[:4])}")
    _say("Stop with Ctrl-C.")
    with suppress(KeyboardInterrupt):
        signal.pause()


def _steps(wanted: argparse.Namespace) -> Sequence[Step]:
    steps = [one for one in (TEACHER_STEPS if wanted.teacher else STEPS) if _can_be_taken(one)]
    names = [step.name for step in steps]
    return steps[: names.index(wanted.until) + 1] if wanted.until else steps


def _can_be_taken(step: Step) -> bool:
    if step.by_clock and not clock_can_be_moved():
        _say(f"left out: {step.name} (no clock to put forward: apt-get install libfaketime)")
        return False
    return True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.walk", description=__doc__)
    parser.add_argument("--teacher", action="store_true", help="the way of one new teacher")
    parser.add_argument("--until", default="", metavar="STEP", help="stop there, and stay")
    parser.add_argument("--port", type=int, help="of the proxy; the workers take the next two")
    wanted = parser.parse_args()
    names = [step.name for step in (TEACHER_STEPS if wanted.teacher else STEPS)]
    if wanted.until not in ("", *names):
        parser.error(f"the steps are {', '.join(names)}")
    return wanted


def _since(began: float) -> str:
    return f"{time.monotonic() - began:5.1f} s"


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
