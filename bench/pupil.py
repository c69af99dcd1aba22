"""One honest pupil: comes, joins, tries, waits, answers, finishes, watches the board."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from bench import watcher
from bench.browser import Browser, Site, Unreachable
from bench.hall import Hall, Refusal
from bench.heart import Heart, insist
from bench.line import plain
from bench.notes import Notes
from bench.nudged import Ear, Nudges
from bench.outbox import Outbox
from bench.papers_played import another_code, highest_in
from bench.plan import Class, Plan
from competition.pupil_api.protocol import AttemptReply, JoinReply, StartReply

# As static/js/pupil/controller.js: the page looks at the clock each second, then spreads the room's
# requests.
TICK, START_SPREAD = 1.0, 0.6


@dataclass(slots=True)
class Room:
    """What all pupils of a generator share. ``highest``: codes by a paper's digest."""

    plan: Plan
    site: Site
    notes: Notes
    nudges: Nudges
    highest: dict[str, list[int]]

    def moment(self, seconds: float) -> float:
        """A moment of the plan on the monotonic clock."""
        return self.notes.zero + seconds

    def after(self, at: float, share: float) -> float:
        """The moment that is ``share`` of the usual time between two answers after ``at``."""
        return at + share * self.plan.think


class Pupil:
    """One card. ``live`` is its day."""

    __slots__ = (
        "_card", "_class", "_digest", "_ear", "_room", "_started", "hall", "heart", "outbox",
    )  # fmt: skip

    def __init__(self, room: Room, one: Class, card: tuple[int, str]) -> None:
        self._room, self._class, self._card = room, one, card
        self._started = asyncio.Event()
        self._digest = ""
        self.hall = Hall(Browser(room.site, room.notes), room.notes)
        self.heart = Heart(self.hall, self._heard, lambda: self.outbox.is_knocking)
        self._ear = Ear(room.nudges, self.heart)
        self.outbox = Outbox(self.hall, room.notes, self.heart.hear)

    async def live(self) -> None:
        """From the first look at the page to the last; counts how far it came."""
        counts, one = self._room.notes.counts, self._class
        await self._until(one.arrives + random.random() * one.spread)
        try:
            await insist(self._load)
            reply = await insist(self._join)
            counts["joined"] += 1
            await self._wait(reply)
            await self._answer()
            await self._finish()
            counts["finished"] += 1
        except Refusal as refusal:
            counts[f"gave up: {refusal.code}"] += 1
        finally:
            self._ear.leave()
            self.outbox.stop()
            self.heart.stop()
            self.hall.browser.hang_up()
        await self._watch()

    async def _until(self, seconds: float) -> None:
        await asyncio.sleep(self._room.moment(seconds) - time.monotonic())

    def _heard(self, state: AttemptReply) -> None:
        self.outbox.heed(state)
        if state.phase == "running" or self.heart.starts is not None or state.receipt:
            self._started.set()

    # the way in

    async def _load(self) -> None:
        """The cold first load: everything over one connection, as HTTP/2 would."""
        since, files = time.monotonic(), self._room.plan.files
        if not files:
            return
        fetch = self.hall.browser.get_all
        replies = await fetch(files[:1]) + await fetch(files[1:])
        counts = self._room.notes.counts
        counts["files fetched"] += len(replies)
        counts["bytes of first loads"] += sum(len(r.head) + len(r.body) for r in replies)
        bad = sum(reply.status != 200 for reply in replies)
        counts["files not fetched"] += bad
        if bad:
            raise Unreachable
        self._room.notes.took("first_load", since, time.monotonic())

    async def _join(self) -> JoinReply:
        number, pin = self._card
        body = b'{"code":"%b","number":%d,"pin":"%b","language":"%b"}' % (
            self._class.code.encode(), number, pin.encode(), self._class.language.encode(),
        )  # fmt: skip
        reply = await self.hall.join(body)
        self.heart.hear(reply.state)
        self.heart.beat()
        return reply

    async def _wait(self, reply: JoinReply) -> None:
        """What is tried, then the waiting room until the common moment, then the paper."""
        await asyncio.sleep(random.uniform(0.5, 1.5) * self._room.plan.confirms)
        you, language = reply.you, self._class.language
        await self.hall.browser.get(f"/practice/{you.country.lower()}/{you.ages}/{language}.json")
        self.heart.active = True
        if self._room.site.tls:
            await self._ear.listen(reply.nudges)
        await self._started.wait()
        if self.heart.starts is not None:
            await asyncio.sleep(self.heart.starts - time.monotonic() + random.random() * TICK)
        await asyncio.sleep(random.random() * START_SPREAD)
        since = time.monotonic()
        started = await insist(self._start)
        self._digest = _digest_of(started.papers, self._class.language)
        await insist(lambda: self._paper(self._digest))
        self._room.notes.took("start_and_paper", since, time.monotonic())
        self._room.notes.counts["started"] += 1

    async def _start(self) -> StartReply:
        try:
            reply = await self.hall.start(self._class.language)
        except Refusal as refusal:
            # The common moment is not there yet on the server's clock: as a beat would tell.
            if refusal.code != "not_started":
                raise
            raise Unreachable from refusal
        self.heart.hear(reply.state)
        return reply

    async def _paper(self, digest: str) -> None:
        since = time.monotonic()
        reply = await self.hall.browser.get(f"/hall/papers/{digest}")
        if reply.status != 200:
            raise Unreachable
        self._room.notes.took("paper", since, time.monotonic())
        if digest not in self._room.highest:
            self._room.highest[digest] = highest_in(plain(reply))

    # the quiz

    async def _answer(self) -> None:
        """Clicks at moments set beforehand, whatever the server does."""
        room, moment = self._room, time.monotonic()
        end = room.moment(room.plan.ends)
        reload_at = self._reload_at(moment, end)
        for question, choice in self._choices():
            moment = room.after(moment, random.uniform(0.4, 1.6))
            if moment > end:
                break
            if moment > reload_at:
                # Between two clicks: on a page that is not there nobody can click.
                await asyncio.sleep(reload_at - time.monotonic())
                reload_at = math.inf
                await self._reload()
            await asyncio.sleep(moment - time.monotonic())
            self.heart.on = self.outbox.on = question
            self.heart.active = True
            self.outbox.add(question, choice, moment)
        rest = room.plan.drain if moment > end else room.plan.think / 2
        await asyncio.sleep(min(moment, end) + random.random() * rest - time.monotonic())

    def _choices(self) -> Iterator[tuple[int, int]]:
        """The answers to make; each pupil has an order of questions of their own, as the page has
        it, and some change an earlier answer."""
        plan, highest = self._room.plan, self._room.highest[self._digest]
        order = random.sample(range(1, len(highest) + 1), len(highest))
        made: dict[int, int] = {}
        for _ in range(self._class.events):
            change = len(made) == len(highest) or (made and random.random() < plan.changes)
            question = random.choice(list(made)) if change else order[len(made)]
            made[question] = another_code(highest[question - 1], made.get(question))
            yield question, made[question]

    def _reload_at(self, begins: float, end: float) -> float:
        """When this pupil's page is loaded again, if it is."""
        if random.random() >= self._room.plan.reloads:
            return math.inf
        return random.uniform(begins, min(self._room.after(begins, self._class.events), end))

    async def _reload(self) -> None:
        """The page is loaded again: a new connection, and what was unsent is sent from there."""
        self.outbox.stop()
        self.heart.stop()
        self.hall.browser.hang_up()
        since = time.monotonic()
        self._room.notes.counts["reloads"] += 1
        try:
            # What has a hash in its name is still in the browser's cache.
            if files := self._room.plan.files:
                await self.hall.browser.get(files[0])
            await self._start()
            self._room.notes.took("reload", since, time.monotonic())
        except (Refusal, Unreachable):
            # The page shows what it has kept, and the outbox goes on.
            self._room.notes.counts["reloads without an answer"] += 1
        self.outbox.schedule(again=True)
        self.heart.beat()

    async def _finish(self) -> None:
        await self.outbox.flush()
        receipt = await insist(self.outbox.finish)
        if time.monotonic() < self._room.moment(self._room.plan.ends):
            await self._look_at(receipt)

    async def _look_at(self, receipt: str) -> None:
        """The own result, as the last page asks for it."""
        await asyncio.sleep(random.random() * 3)
        try:
            since = time.monotonic()
            reply = await self.hall.browser.post(
                "/receipts/", b'{"receipt":"%b"}' % receipt.encode()
            )
            self._room.notes.counts[f"receipt {reply.status}"] += 1
            self._room.notes.took("receipt", since, time.monotonic())
        except Unreachable:
            self._room.notes.counts["receipt without an answer"] += 1

    # the board

    async def _watch(self) -> None:
        room, plan = self._room, self._room.plan
        if random.random() >= plan.watchers or time.monotonic() > room.moment(plan.ends):
            return
        browser = Browser(room.site, room.notes)
        try:
            await browser.get(self._class.page)
            socket = await watcher.watch(room.site, f"/ws/boards/{self._class.board}/", self._see)
        except (Unreachable, OSError):
            room.notes.counts["boards not opened"] += 1
            return
        room.notes.counts["boards opened"] += 1
        await asyncio.sleep(plan.watches)
        socket.close()
        browser.hang_up()

    def _see(self, _text: bytes, _at: float) -> None:
        self._room.notes.counts["boards received"] += 1


def _digest_of(papers: dict[str, str], language: str) -> str:
    return papers.get(language) or next(iter(papers.values()), "")
