"""What a page's main thread was at work with, in the processor's time of its tasks.

Other programs on the machine make a task longer by the clock, and by the processor's time hardly.
"""

from __future__ import annotations

import math
from typing import Any

from playwright.sync_api import Browser, Page

# Tasks, the marks that this module sets, and the names of threads.
CATEGORIES = "toplevel,blink.user_timing,__metadata"
TASK = "ThreadControllerImpl::RunTask"
MARK = "part: "
TURN_MS = 50

type Event = dict[str, Any]


class MainThread:
    """Notes the tasks of one page, from now on until its end is asked for."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self._page, self._events, self._done = page, list[Event](), False
        self._devtools = browser.new_browser_cdp_session()
        self._devtools.on("Tracing.dataCollected", lambda told: self._events.extend(told["value"]))
        self._devtools.on("Tracing.tracingComplete", lambda _told: self._finish())
        how = {"categories": CATEGORIES, "transferMode": "ReportEvents"}
        self._devtools.send("Tracing.start", how)

    def _finish(self) -> None:
        self._done = True

    def ends(self, part: str) -> None:
        """What was done since the last part belongs to this one."""
        self._page.evaluate("name => void performance.mark(name)", f"{MARK}{part}")

    def stop(self) -> dict[str, list[float]]:
        """Milliseconds of the processor for each task of each part."""
        self._devtools.send("Tracing.end")
        while not self._done:
            self._page.wait_for_timeout(TURN_MS)
        self._devtools.detach()
        return tasks_of_parts(self._events)


def tasks_of_parts(events: list[Event]) -> dict[str, list[float]]:
    """Milliseconds of the processor for each task of the pages' main threads, by part."""
    ends = sorted((one["ts"], one["name"].removeprefix(MARK)) for one in events if _is_mark(one))
    threads = {_thread(one) for one in events if _is_main(one)}
    tasks = [one for one in events if one["name"] == TASK and _thread(one) in threads]
    since, parts = -math.inf, dict[str, list[float]]()
    for until, part in ends:
        mine = [one for one in tasks if since <= one["ts"] < until]
        parts[part] = [one.get("tdur", 0) / 1000 for one in mine]
        since = until
    return parts


def _is_mark(event: Event) -> bool:
    return str(event["name"]).startswith(MARK)


def _is_main(event: Event) -> bool:
    return bool(event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain")


def _thread(event: Event) -> tuple[int, int]:
    return event["pid"], event["tid"]
