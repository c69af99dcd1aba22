"""Whatever order things happen in: acknowledged means stored, and the result is what was chosen.

A machine of random steps plays pupils on several computers, a network that loses replies, repeats
and reorders, a teacher, the sweeper, restarts of the server and the passing of time. Beside it runs
a book kept by the simplest means, which the database has to agree with after every step.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from competition import clock
from competition.actions import sittings
from competition.actions.rescoring import score_late
from competition.actions.results import write_results
from competition.actions.sweeping import sweep
from competition.exceptions import CompetitionError
from competition.hall import credentials, papers
from competition.hall.batch import commit
from competition.hall.items import Item, pick
from competition.hall.wire import (
    AnswersBody,
    AnswersReply,
    Body,
    EventBody,
    FinishBody,
    FinishReply,
    JoinBody,
    JoinReply,
    StartBody,
    StartReply,
)
from competition.models import Answer, Attempt, Edition, Result, Sitting
from tests import cast

GRACE = timedelta(seconds=60)
labels = count(1)


@dataclass
class Browser:
    """One computer with its outbox: all it made, in order; what of it was confirmed to it."""

    attempt: int
    lease: int
    made: list[tuple[int, int]] = field(default_factory=list)
    confirmed: set[int] = field(default_factory=set)


@dataclass
class Page:
    """The book's page for one attempt, kept from the acknowledgements alone."""

    deadline: datetime | None = None
    over: bool = False
    stored: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    counting: set[tuple[int, int]] = field(default_factory=set)

    def choices(self) -> str:
        """Per question the choice of the highest (lease, seq) that counts."""
        best: dict[int, int] = {}
        for key in sorted(self.counting):
            question, choice = self.stored[key]
            best[question] = choice
        return "".join(str(best.get(question, 0)) for question in range(1, 6))


@contextmanager
def passing(seconds: float) -> Iterator[None]:
    """Let time pass for the server's clock."""
    clock.clock._wall += timedelta(seconds=seconds)
    yield


class HallMachine(RuleBasedStateMachine):
    """Two cards, one sitting, any number of computers."""

    edition: Edition

    @initialize()
    def open_sitting(self) -> None:
        school = self.edition.windows.get().country.schools.get()
        teacher = school.roles.get().user
        school_class = cast.make_class(school, teacher, label=f"c{next(labels)}", cards=2)
        self.teacher = teacher
        self.cards = list(school_class.cards.order_by("number"))
        self.sitting = cast.make_sitting(cast.make_entry(school_class, self.edition), by=teacher)
        self.browsers: list[Browser] = []
        self.book: dict[int, Page] = {}
        sittings.start_all(self.sitting, by=teacher, at=clock.now() - timedelta(seconds=8))
        self.paused: datetime | None = None

    def send(self, *requests: tuple[Browser | None, Body]) -> list[object]:
        """Commit requests as the lane does: in the batches that ``pick`` makes."""
        items = [
            Item(body, browser.attempt if browser else 0, browser.lease if browser else 0)
            for browser, body in requests
        ]
        outcomes: dict[int, object] = {}
        while waiting := [item for item in items if id(item) not in outcomes]:
            batch, at = pick(waiting, 400), clock.now()
            for item, reply in zip(batch, commit(batch, 0.0), strict=True):
                self.write_down(item, reply, at)
                outcomes[id(item)] = reply
        return [outcomes[id(item)] for item in items]

    def write_down(self, item: Item, reply: object, at: datetime) -> None:
        """What an acknowledgement says, and nothing else, enters the book."""
        page = self.book.setdefault(item.attempt, Page())
        if isinstance(reply, AnswersReply) and isinstance(item.body, AnswersBody):
            events = {event.seq: event for event in item.body.events}
            for seq in reply.acked:
                key = (item.lease, seq)
                if key in page.stored:
                    continue
                page.stored[key] = (events[seq].question, events[seq].choice)
                if not page.over and self.in_time(page, at):
                    page.counting.add(key)
        if isinstance(reply, FinishReply):
            page.over = True
        if isinstance(reply, StartReply) and page.deadline is None:
            page.deadline = at + timedelta(minutes=20)

    def in_time(self, page: Page, at: datetime) -> bool:
        if page.deadline is None:
            return True
        paused = at - self.paused if self.paused else timedelta(0)
        return at < page.deadline + paused + GRACE - timedelta(milliseconds=100)

    @rule(which=st.integers(0, 1), released=st.booleans())
    def join(self, which: int, released: bool) -> None:
        """A computer takes the card, released by the teacher or after it was silent."""
        card = self.cards[which]
        if released:
            sittings.release(self.sitting, card=card, by=self.teacher, at=clock.now())
        else:
            with passing(46):
                pass
        body = JoinBody(code=self.sitting.code, number=card.number, pin=card.pin)
        (reply,) = self.send((None, body))
        self.book.pop(0, None)
        assert isinstance(reply, JoinReply)
        who = credentials.read(f"Bearer {reply.credential}".encode())
        assert who is not None
        attempt = Attempt.objects.get(pk=who[0])
        if attempt.admitted_at is None:
            sittings.admit(self.sitting, card=card, by=self.teacher, at=clock.now())
        browser = Browser(*who)
        self.browsers.append(browser)
        if not self.paused:
            self.send((browser, StartBody(language="bs")))

    @precondition(lambda self: self.browsers)
    @rule(data=st.data(), question=st.integers(1, 5), choice=st.integers(1, 4))
    def choose(self, data: st.DataObject, question: int, choice: int) -> None:
        data.draw(st.sampled_from(self.browsers)).made.append((question, choice))

    @precondition(lambda self: any(browser.made for browser in self.browsers))
    @rule(data=st.data(), lost=st.booleans())
    def flush(self, data: st.DataObject, lost: bool) -> None:
        """Several computers send parts of their outboxes, some twice, in any order."""
        requests: list[tuple[Browser | None, Body]] = []
        senders = [browser for browser in self.browsers if browser.made]
        for browser in data.draw(st.lists(st.sampled_from(senders), min_size=1, max_size=4)):
            seqs = st.integers(1, len(browser.made))
            picked = data.draw(st.lists(seqs, min_size=1, max_size=6))
            events = [EventBody(seq, *browser.made[seq - 1]) for seq in picked]
            requests.append((browser, AnswersBody(events=events)))
        replies = self.send(*requests)
        for (sender, _), reply in zip(requests, replies, strict=True):
            if not lost and sender and isinstance(reply, AnswersReply):
                sender.confirmed |= set(reply.acked)

    @precondition(lambda self: self.browsers)
    @rule(data=st.data(), again=st.booleans())
    def finish(self, data: st.DataObject, again: bool) -> None:
        """Send everything, then finish, perhaps twice; a superseded computer is refused."""
        browser = data.draw(st.sampled_from(self.browsers))
        events = [EventBody(seq, *made) for seq, made in enumerate(browser.made, start=1)]
        end = (browser, FinishBody(made=len(browser.made)))
        self.send((browser, AnswersBody(events=events)), end, *([end] if again else []))

    @rule(minutes=st.integers(1, 12))
    def time_passes(self, minutes: int) -> None:
        with passing(60 * minutes):
            self.sweep()

    def sweep(self) -> None:
        sweep(at=clock.now())
        rows = Attempt.objects.filter(pk__in=self.book, finished_at__isnull=False)
        for pk in rows.values_list("pk", flat=True):
            self.book[pk].over = True

    @rule()
    def pause_or_resume(self) -> None:
        at = clock.now()
        if self.paused is None:
            sittings.pause(self.sitting, by=self.teacher, at=at)
            self.paused = at
            return
        sittings.resume(self.sitting, by=self.teacher, at=at)
        for page in self.book.values():
            if page.deadline and not page.over:
                page.deadline += timedelta(seconds=round((at - self.paused).total_seconds()))
        self.paused = None

    @rule(minutes=st.integers(1, 10))
    def give_minutes(self, minutes: int) -> None:
        try:
            sittings.give_minutes(self.sitting, minutes=minutes, by=self.teacher, at=clock.now())
        except CompetitionError:
            return
        for page in self.book.values():
            if page.deadline and not page.over:
                page.deadline += timedelta(minutes=minutes)

    @rule()
    def restart(self) -> None:
        """A new process remembers nothing."""
        papers.forget()

    @invariant()
    def what_is_acknowledged_is_stored(self) -> None:
        for pk, page in getattr(self, "book", {}).items():
            rows = Answer.objects.filter(attempt=pk).values_list(
                "lease", "seq", "question", "choice"
            )
            stored = {(lease, seq): (question, choice) for lease, seq, question, choice in rows}
            assert stored == page.stored
        for browser in getattr(self, "browsers", []):
            assert all(
                (browser.lease, s) in self.book[browser.attempt].stored for s in browser.confirmed
            )

    @invariant()
    def a_result_is_the_last_counting_choices(self) -> None:
        for pk, page in getattr(self, "book", {}).items():
            result = Result.objects.filter(attempt=pk).first()
            assert (result is not None) == page.over
            if result is not None:
                assert result.choices == page.choices()

    def teardown(self) -> None:
        """Results that are dropped and built again from the answers are the same."""
        ids = list(getattr(self, "book", {}))
        score_late(at=clock.now() + timedelta(minutes=1))
        assert not Attempt.objects.filter(late_since__isnull=False).exists()
        before = results(ids)
        Result.objects.filter(attempt__in=ids).delete()
        write_results(ids, at=clock.now())
        assert results(ids) == before
        Sitting.objects.filter(pk=self.sitting.pk).update(closed_at=clock.now())


def results(ids: list[int]) -> list[dict[str, object]]:
    """Everything in the results but when they were written."""
    rows = Result.objects.filter(attempt__in=ids).order_by("attempt").values()
    return [{name: row[name] for name in row if name != "changed_at"} for row in map(dict, rows)]


@pytest.mark.django_db(transaction=True)
def test_acknowledged_is_stored_and_the_result_is_what_was_chosen(
    edition: Edition, teacher: object
) -> None:
    HallMachine.edition = edition
    edition.windows.update(closes_at=clock.now() + timedelta(days=365))
    wall = clock.clock._wall
    try:
        run_state_machine_as_test(
            HallMachine,
            settings=settings(
                max_examples=30,
                stateful_step_count=30,
                deadline=None,
                # Shrinking would replay a database hundreds of times; thirty steps are readable.
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
                database=None,
            ),
        )
    finally:
        clock.clock._wall = wall
