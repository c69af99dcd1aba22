"""A teacher acts, and a page whose next beat is far off shows it at once; without nudges later."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.flows.conftest import Day, Seed
from tests.flows.people import Pupil, Teacher, rehearsing
from tests.proxied import nginx_or_skip, proxied

pytestmark = pytest.mark.later

CLASS = "6-3"
# Seconds: no test waits for such a beat.
FAR = 3600


@pytest.fixture
def front(day: Day, seeded_file: Seed) -> Iterator[str]:
    """The day's machine behind the proxy, which speaks HTTP/2."""
    nginx_or_skip()
    static = Path(seeded_file.source.removeprefix("sqlite:///")).parent / "static"
    with tempfile.TemporaryDirectory(prefix="quiz-nudges-") as folder:
        Path(folder).chmod(0o755)
        with proxied(day.machine.port, Path(folder), static=static) as (url, _certificate):
            yield url


@pytest.fixture
def teacher(browser: Browser, day: Day) -> Teacher:
    return rehearsing(browser, day.url, day.logins, CLASS)


def seldom(route: Route) -> None:
    """The server's reply, but for the next beat."""
    reply = route.fetch()
    told = reply.json()
    if "state" in told:
        told["state"]["beat"] = FAR
    route.fulfill(response=reply, json=told)


def begin(pupil: Pupil, teacher: Teacher) -> None:
    """The class is at its first question."""
    pupil.come_in(str(teacher.state()["code"]))
    teacher.press("start")
    expect(pupil.question()).to_be_visible()


def test_an_act_is_seen_at_once_however_seldom_pages_beat(
    browser: Browser, day: Day, front: str, teacher: Teacher
) -> None:
    pupil = Pupil(browser, front, "en", number="2", pin=day.cards[CLASS]["2"])
    begin(pupil, teacher)
    streams: list[str] = []
    pupil.page.on("request", lambda one: streams.append(one.url) if "/nudges/" in one.url else None)
    pupil.page.route("**/hall/*", seldom)
    # From here on no beat comes by itself.
    pupil.answer_and_send(1)
    for action, shown in [("pause", True), ("resume", False), ("pause", True)]:
        teacher.press(action)
        expect(pupil.page.locator("#main[data-screen=paused]")).to_have_count(int(shown))
    # What it asks while the proxy ends would fail in the hands of the route.
    pupil.page.unroute_all(behavior="ignoreErrors")
    pupil.context.close()
    assert not streams, "one stream is enough for all of it"
    assert not pupil.complaints
