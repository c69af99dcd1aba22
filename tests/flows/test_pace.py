"""How often a pupil's browser comes: what it gathers, how it waits, how thousands come back."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.machine import ROOT
from tests.waiting import until

pytestmark = pytest.mark.later

STATE = {
    "phase": "running",
    "left": 600,
    "starts_in": None,
    "current": True,
    "wait": 0,
    "beat": 15,
    "receipt": None,
}
# The pupil's own modules at work: an outbox and a heartbeat for one lease, as controller.js joins
# them.
PUPIL = """async ([state]) => {
    const { openStore } = await import("/js/pupil/outbox/store.js");
    const { Outbox } = await import("/js/pupil/outbox/outbox.js");
    const { Heartbeat } = await import("/js/pupil/heartbeat.js");
    const lease = { id: "lease", credential: "secret", made: 0 };
    const store = await openStore();
    await store.put(lease);
    const lost = (error) => window.heartbeat.lose(error);
    const hears = { state: () => {}, changed: () => {}, lost };
    window.outbox = new Outbox(store, lease, hears);
    window.outbox.heed(state);
    const retrying = () => window.outbox.isRetrying();
    window.heard = 0;
    const heard = () => { window.heard += 1; };
    window.heartbeat = new Heartbeat("secret", state, { heard, on: () => 0, retrying });
}"""
OUTAGE = """async () => {
    const { pause } = await import("/js/pupil/outbox/pace.js");
    const back = Array(60).fill(0);
    for (let pupil = 0; pupil < 12000; pupil += 1) {
        let at = 0;
        for (let failures = 1; at < 60; failures += 1) {
            at += pause(failures) / 1000;
        }
        back[Math.floor(at - 60)] += 1;
    }
    return back;
}"""
PAUSES = """async ([failures, asked]) => {
    const { pause } = await import("/js/pupil/outbox/pace.js");
    return Array.from({ length: 2000 }, () => pause(failures, asked) / 1000);
}"""


class Hall(ThreadingHTTPServer):
    """Serves our scripts, and answers like a hall that is well or busy; notes who came when."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), partial(Door, directory=str(ROOT / "static")))
        self.busy, self.state = False, dict(STATE)
        self.came: list[tuple[str, int]] = []
        # The highest number that is taken, and what the last finish said it had made.
        self.last, self.made = 100_000, -1
        # Days after the end of the edition.
        self.over = False

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    def reply(self, name: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Status and body, as in docs/hall.md."""
        events = body.get("events", [])
        self.came.append((name, len(events)))
        self.made = body.get("made", self.made)
        if self.busy:
            return 503, {"error": "busy", "wait": 5}
        if self.over:
            return 410, {"error": "edition_over"}
        acked = [event[0] for event in events if event[0] <= self.last]
        refused = [event[0] for event in events if event[0] > self.last]
        return 200, {"acked": acked, "refused": refused, "state": self.state}


class Door(SimpleHTTPRequestHandler):
    """One request of the pupil's page."""

    server: Hall

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = json.loads(self.rfile.read(length))
        status, reply = self.server.reply(self.path.rpartition("/")[2], body)
        self.send_response(status)
        if status == 503:
            self.send_header("Retry-After", "5")
        self.end_headers()
        self.wfile.write(json.dumps(reply).encode())

    def log_message(self, *what: object) -> None:
        """Say nothing."""


@pytest.fixture
def hall() -> Iterator[Hall]:
    with Hall() as hall:
        threading.Thread(target=hall.serve_forever, daemon=True).start()
        yield hall
        hall.shutdown()


@pytest.fixture
def page(browser: Browser, hall: Hall) -> Page:
    """A page whose clock goes on only when the test says so."""
    page = browser.new_page()
    page.clock.install(time=0)
    page.goto(f"{hall.url}/fonts/OFL.txt")
    page.clock.pause_at(1000)
    return page


def sit_down(page: Page, **state: object) -> None:
    """A pupil with an outbox and a heartbeat."""
    page.evaluate(PUPIL, [STATE | state])


def choose(page: Page, times: int = 1) -> None:
    """The pupil answers."""
    page.evaluate("async (n) => { for (; n; n -= 1) await outbox.add(1, n); }", times)


def pass_time(page: Page, seconds: float) -> None:
    """Let time go by in steps; what is asked in one is answered before the next."""
    while seconds > 0:
        page.clock.run_for(int(min(seconds, 1) * 1000))
        page.evaluate("async () => { await outbox.sending; }")
        seconds -= 1


def test_twelve_thousand_come_back_from_an_outage_evenly(page: Page) -> None:
    back = page.evaluate(OUTAGE)
    assert sum(back) == 12000
    assert max(back) < 1600
    assert sum(back[:16]) == 12000


def test_a_pause_is_spread_wide_and_never_shorter_than_asked(page: Page) -> None:
    expected = {
        (1, 0): (0.5, 1.5),
        (4, 0): (5, 15),
        (9, 0): (5, 15),
        (1, 5): (5, 10),
        (4, 5): (5, 15),
        (1, 30): (30, 60),
    }
    for what, (least, most) in expected.items():
        pauses = page.evaluate(PAUSES, what)
        assert least <= min(pauses) < least + 0.05 * most, what
        assert most * 0.95 < max(pauses) <= most, what


def test_events_gather_as_long_as_the_hall_asks(page: Page, hall: Hall) -> None:
    sit_down(page, wait=8)
    choose(page, 1)
    pass_time(page, 1)
    choose(page, 3)
    pass_time(page, 6)
    assert hall.came == [("answers", 1)]
    choose(page, 2)
    pass_time(page, 2)
    assert hall.came == [("answers", 1), ("answers", 5)]


def test_nothing_is_held_back_in_the_last_half_minute(page: Page, hall: Hall) -> None:
    hall.state |= {"wait": 20, "left": 34}
    sit_down(page, wait=20, left=34)
    choose(page)
    pass_time(page, 1)
    choose(page)
    pass_time(page, 1)
    assert len(hall.came) == 1
    pass_time(page, 4)
    assert len(hall.came) == 2


def test_a_busy_hall_is_left_alone_as_long_as_it_asks(page: Page, hall: Hall) -> None:
    hall.busy = True
    sit_down(page)
    choose(page)
    pass_time(page, 2)
    choose(page)
    pass_time(page, 3)
    assert len(hall.came) == 1
    pass_time(page, 6)
    assert len(hall.came) == 2


def test_around_the_deadline_a_busy_hall_is_asked_every_few_seconds(page: Page, hall: Hall) -> None:
    hall.busy = True
    sit_down(page, left=10)
    choose(page)
    pass_time(page, 13)
    assert 5 <= len(hall.came) <= 14


def test_answers_tried_again_are_sign_of_life_enough(page: Page, hall: Hall) -> None:
    hall.busy = True
    sit_down(page)
    choose(page)
    pass_time(page, 1)
    page.evaluate("heartbeat.beat()")
    pass_time(page, 20)
    assert {name for name, _ in hall.came} == {"answers"}
    hall.busy = False
    pass_time(page, 40)
    assert until(lambda: {name for name, _ in hall.came} == {"answers", "heartbeat"})


def test_a_pause_is_heard_of_a_tenth_of_a_beat_later_at_the_latest(page: Page, hall: Hall) -> None:
    hall.state |= {"beat": 20}
    sit_down(page, beat=20)
    for turn in range(1, 6):
        before = len(hall.came)
        page.evaluate("heartbeat.beatLater()")
        page.clock.run_for(19_900)
        assert len(hall.came) == before
        with page.expect_response("**/heartbeat"):
            page.clock.run_for(2_200)
        assert has_heard(page, turn)
        assert len(hall.came) == before + 1


def has_heard(page: Page, times: int) -> bool:
    """Whether the heartbeat has read so many replies; on a busy machine that takes a moment."""
    return until(lambda: bool(page.evaluate("window.heard") == times))


def test_the_teacher_is_called_after_two_minutes_and_not_before(page: Page, hall: Hall) -> None:
    hall.busy = True
    sit_down(page)
    choose(page)
    pass_time(page, 1)
    kinds: dict[int, str] = {}
    for seconds in (1, 60, 115, 125):
        pass_time(page, seconds - max(kinds, default=1))
        kinds[seconds] = page.evaluate("outbox.saving().kind")
    assert kinds == {1: "kept", 60: "kept", 115: "kept", 125: "call"}
    hall.busy = False
    pass_time(page, 16)
    assert page.evaluate("outbox.saving()") == {"kind": "saved", "waiting": 0}


def test_events_that_are_refused_at_the_end_do_not_hold_up_the_finish(
    page: Page, hall: Hall
) -> None:
    hall.last = 2
    sit_down(page)
    choose(page, 4)
    pass_time(page, 2)
    assert page.evaluate("outbox.saving().kind") == "call"
    page.evaluate("outbox.finish()")
    assert hall.made == 2


LEFT = """async () => {
    const { sendOld } = await import("/js/pupil/outbox/old_outboxes.js");
    const { openStore } = await import("/js/pupil/outbox/store.js");
    const store = await openStore();
    window.kept = async () => (await store.leases()).length;
    window.told = [];
    sendOld(store, () => window.own, (unsent, read) => window.told.push({ unsent, read }));
}"""


def test_after_the_edition_nothing_is_sent_again_and_nothing_thrown_away(
    page: Page, hall: Hall
) -> None:
    hall.over = True
    sit_down(page)
    choose(page, 2)
    pass_time(page, 60)
    assert len(hall.came) == 1
    assert page.evaluate("[heartbeat.lost, heartbeat.over, outbox.unsent().length]") == [
        True,
        True,
        2,
    ]


def test_what_an_earlier_pupil_left_is_forgotten_once_somebody_has_read_of_it(
    page: Page, hall: Hall
) -> None:
    hall.busy = True
    sit_down(page)
    choose(page, 3)
    page.evaluate("outbox.stop()")
    hall.busy, hall.over = False, True
    page.evaluate("window.own = 'another'")
    page.evaluate(LEFT)
    rounds(page, 3)
    assert page.evaluate("told.length") == 0, "somebody is in the middle of a quiz"
    page.evaluate("window.own = ''")
    assert rounds_until(page, "told.length > 0")
    assert page.evaluate("told[0].unsent") == 3
    assert page.evaluate("kept()") == 1
    page.evaluate("told[0].read()")
    assert rounds_until(page, "kept().then((leases) => leases === 0)")


def rounds(page: Page, times: int) -> None:
    """So many rounds of what sends for earlier pupils."""
    for _ in range(times):
        page.clock.run_for(36_000)
        page.wait_for_timeout(200)


def rounds_until(page: Page, holds: str) -> bool:
    """Round after round, each of which takes the moment it needs."""

    def is_so() -> bool:
        rounds(page, 1)
        return bool(page.evaluate(holds))

    return until(is_so)


SHELVED = """async () => {
    const { openStore } = await import("/js/pupil/outbox/store.js");
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => ({});
    window.shelved = openStore().then(async (store) => {
        IDBFactory.prototype.open = open;
        await store.put({ id: "lease", credential: "secret", made: 0 });
        await store.append("lease", { question: 1, choice: 2, at: 3 });
    });
}"""
FOUND = """async () => {
    await window.shelved;
    const { openStore } = await import("/js/pupil/outbox/store.js");
    const store = await openStore();
    const left = Object.keys(localStorage).filter((key) => key.includes("/lease"));
    return [(await store.leases()).length, (await store.events("lease")).length, left.length];
}"""


def test_what_a_page_kept_while_the_database_was_too_slow_goes_on_in_it(page: Page) -> None:
    page.evaluate(SHELVED)
    page.clock.run_for(3000)
    assert page.evaluate(FOUND) == [1, 1, 0]
