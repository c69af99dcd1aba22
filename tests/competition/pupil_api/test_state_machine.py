"""Whatever order things happen in: acknowledged means stored, and the result is what was chosen.

A machine of random steps plays pupils on several computers, strangers with their PIN, a network
that loses replies, repeats and reorders, workers whose clocks differ, a teacher, an organizer, the
sweeper, restarts of the server and the passing of time. Beside it runs a book kept by the simplest
means (``hall_book``), which the database has to agree with after every step.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

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

from base import clock
from competition.exceptions import CompetitionError
from competition.models import Answer, Attempt, Edition, Notice, Result, Sitting
from competition.notices.actions import notices
from competition.papers.queries.papers import highest_codes
from competition.pupil_api import credentials, served_papers
from competition.pupil_api.batch import commit
from competition.pupil_api.pending import PendingRequest, pick
from competition.pupil_api.protocol import (
    AnswersBody,
    AnswersReply,
    Body,
    Error,
    EventBody,
    FinishBody,
    FinishReply,
    HeartbeatBody,
    HeartbeatReply,
    JoinBody,
    JoinReply,
    RefusedRequest,
    StartBody,
    StartReply,
)
from competition.sittings.actions import sittings
from competition.sittings.actions.attempts import void
from competition.sittings.actions.ending import reopen, sweep
from competition.sittings.actions.results import score_late, write_results
from leaderboard.receipts.actions import open_receipt
from schools.models import Card
from tests import cast
from tests.competition.pupil_api.book import Browser, Page, another_clock, passing
from tests.quizbank.made_kinds import paper_of_every_kind

STATES = (JoinReply, StartReply, AnswersReply, HeartbeatReply, FinishReply)
# By how many seconds the clock of the worker that is reached is ahead of the others.
CLOCKS = st.sampled_from([0, 0, 0, -3, 3])
labels = count(1)


class HallMachine(RuleBasedStateMachine):
    """Two cards, one sitting, any number of computers."""

    edition: Edition
    highest: dict[int, int]

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
        self.stay_open()
        sittings.start_all(self.sitting, by=teacher, at=clock.now() - timedelta(seconds=8))
        self.paused: datetime | None = None
        self.notice: Notice | None = None

    def stay_open(self) -> None:
        """That it ends by itself after the lesson has tests of its own."""
        later = clock.now() + timedelta(days=365)
        self.sitting.decisions.create(kind="reopen", decided_at=later, decided_by=self.teacher)

    def send(self, *requests: tuple[Browser | None, Body]) -> list[object]:
        """Commit requests as the write queue does: in the batches that ``pick`` makes."""
        items = [
            PendingRequest(body, browser.attempt if browser else 0, browser.lease if browser else 0)
            for browser, body in requests
        ]
        outcomes: dict[int, object] = {}
        while waiting := [item for item in items if id(item) not in outcomes]:
            batch, at = pick(waiting, 400), clock.now()
            for item, reply in zip(batch, commit(batch, 0.0), strict=True):
                if isinstance(reply, STATES):
                    assert reply.state.notice == (self.notice.token if self.notice else "")
                if item.attempt:
                    self.write_down(item, reply, at)
                outcomes[id(item)] = reply
        return [outcomes[id(item)] for item in items]

    def write_down(self, item: PendingRequest, reply: object, at: datetime) -> None:
        """What an acknowledgement says, and nothing else, enters the book."""
        page = self.book[item.attempt]
        if isinstance(reply, AnswersReply) and isinstance(item.body, AnswersBody):
            events = {event.seq: event for event in item.body.events}
            for seq in reply.acked:
                key = (item.lease, seq)
                if key in page.stored:
                    continue
                page.stored[key] = (events[seq].question, events[seq].choice)
                if not page.told and not page.over and page.in_time(at, paused_at=self.paused):
                    page.counting.add(key)
        if isinstance(reply, FinishReply):
            page.over = True
        if isinstance(reply, StartReply) and page.deadline is None:
            page.deadline = at + timedelta(minutes=20)

    @rule(which=st.integers(0, 1), released=st.booleans(), named=st.booleans())
    def join(self, which: int, released: bool, named: bool) -> None:
        """A computer takes the card, released by the teacher or after it was silent."""
        card = self.cards[which]
        if released:
            self.release(which)
        else:
            # However far ahead the worker was that heard of the last one.
            with passing(49):
                pass
        name = uuid4() if named else None
        browser = self.sit_down(card, name, self.knock(card, name))
        if not self.paused:
            self.send((browser, StartBody(language="bs")))

    def knock(self, card: Card, name: UUID | None) -> object:
        """The reply to code, number and PIN."""
        body = JoinBody(code=self.sitting.code, number=card.number, pin=card.pin, id=name)
        return self.send((None, body))[0]

    def sit_down(self, card: Card, name: UUID | None, reply: object) -> Browser:
        """Note the browser that has the card now; of a voided attempt it has none."""
        assert isinstance(reply, JoinReply)
        who = credentials.read(f"Bearer {reply.credential}".encode())
        assert who is not None
        told = any(page.told for page in self.book.values() if page.card == card.number)
        page = self.book.setdefault(who[0], Page(card.number, after_marks=told))
        assert not page.voided
        page.released = False
        if Attempt.objects.get(pk=who[0]).admitted_at is None:
            # Its countdown is over, whatever clock its worker has.
            long_ago = clock.now() - timedelta(minutes=1)
            sittings.admit(self.sitting, card=card, by=self.teacher, at=long_ago)
        browser = Browser(*who, card, name)
        assert all((one.attempt, one.lease) != who for one in self.browsers)
        self.browsers.append(browser)
        return browser

    def playing(self) -> list[Browser]:
        """Per card the browser that has it now, if its attempt is not voided."""
        last = {one.card.number: one for one in self.browsers}
        return [one for one in last.values() if not self.book[one.attempt].voided]

    @rule(which=st.integers(0, 1))
    def release(self, which: int) -> None:
        card = self.cards[which]
        sittings.release(self.sitting, card=card, by=self.teacher, at=clock.now())
        for browser in self.playing():
            if browser.card == card:
                self.book[browser.attempt].released = True

    @precondition(lambda self: self.playing())
    @rule(data=st.data(), known=st.booleans())
    def third_browser(self, data: st.DataObject, known: bool) -> None:
        """A stranger, or a computer that had the card before, comes while it is in use."""
        playing = data.draw(st.sampled_from(self.playing()))
        self.send((playing, HeartbeatBody()))
        before = [one.name for one in self.browsers if one.attempt == playing.attempt]
        name = next((one for one in before if known and one != playing.name), None) or uuid4()
        reply = self.knock(playing.card, name)
        if self.book[playing.attempt].released:
            self.sit_down(playing.card, name, reply)
        else:
            assert isinstance(reply, RefusedRequest)
            assert reply.error is Error.IN_USE

    @precondition(lambda self: any(one.name for one in self.playing()))
    @rule(data=st.data())
    def join_again(self, data: st.DataObject) -> None:
        """The reply to a join was lost: the same browser says it again, and is the same."""
        named = [one for one in self.playing() if one.name]
        browser = data.draw(st.sampled_from(named))
        reply = self.knock(browser.card, browser.name)
        assert isinstance(reply, JoinReply)
        assert reply.credential == credentials.issue(browser.attempt, browser.lease)

    @precondition(lambda self: self.playing())
    @rule(data=st.data())
    def take_out(self, data: st.DataObject) -> None:
        """A person takes the attempt out; what its computers still send is kept all the same."""
        page = data.draw(st.sampled_from(self.playing())).attempt
        void(Attempt.objects.get(pk=page), reason="technical", by=self.teacher, at=clock.now())
        self.book[page].voided = True

    @rule()
    def say_or_fall_silent(self) -> None:
        at = clock.now()
        if self.notice is not None:
            notices.withdraw(self.notice, by=self.teacher, at=at)
            self.notice = None
            return
        self.notice = notices.speak(
            self.edition,
            texts={"en": "Wait."},
            until=at + timedelta(days=365),
            by=self.teacher,
            at=at,
        )

    @precondition(lambda self: self.browsers)
    @rule(data=st.data(), question=st.integers(1, 5))
    def choose(self, data: st.DataObject, question: int) -> None:
        """Any response there is: each question is of another kind."""
        code = data.draw(st.integers(1, self.highest[question]))
        data.draw(st.sampled_from(self.browsers)).made.append((question, code))

    @precondition(lambda self: any(browser.made for browser in self.browsers))
    @rule(data=st.data(), lost=st.booleans(), ahead=CLOCKS)
    def flush(self, data: st.DataObject, lost: bool, ahead: int) -> None:
        """Several computers send parts of their outboxes, some twice, in any order."""
        requests: list[tuple[Browser | None, Body]] = []
        senders = [browser for browser in self.browsers if browser.made]
        for browser in data.draw(st.lists(st.sampled_from(senders), min_size=1, max_size=4)):
            seqs = st.integers(1, len(browser.made))
            picked = data.draw(st.lists(seqs, min_size=1, max_size=6))
            events = [EventBody(seq, *browser.made[seq - 1]) for seq in picked]
            requests.append((browser, AnswersBody(events=events)))
        with another_clock(ahead):
            replies = self.send(*requests)
        for (sender, _), reply in zip(requests, replies, strict=True):
            if not lost and sender and isinstance(reply, AnswersReply):
                sender.confirmed |= set(reply.acked)

    @precondition(lambda self: self.browsers)
    @rule(data=st.data(), again=st.booleans(), ahead=CLOCKS)
    def finish(self, data: st.DataObject, again: bool, ahead: int) -> None:
        """Send everything, then finish, perhaps twice; a superseded computer is refused."""
        browser = data.draw(st.sampled_from(self.browsers))
        events = [EventBody(seq, *made) for seq, made in enumerate(browser.made, start=1)]
        end = (browser, FinishBody(made=len(browser.made)))
        with another_clock(ahead):
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
        for page in self.at_work():
            page.give(timedelta(seconds=round((at - self.paused).total_seconds())))
        self.paused = None
        # Who had not begun has a countdown again.
        with passing(8):
            pass

    def at_work(self, card: Card | None = None) -> list[Page]:
        """Who may be given time: all, or who has this card."""
        pages = [page for page in self.book.values() if card is None or page.card == card.number]
        return [page for page in pages if page.is_at_work]

    @rule(minutes=st.integers(1, 10), which=st.sampled_from([None, 0, 1]))
    def give_minutes(self, minutes: int, which: int | None) -> None:
        card, at = None if which is None else self.cards[which], clock.now()
        pages = self.at_work(card)
        with nullcontext() if pages else pytest.raises(CompetitionError):
            sittings.give_minutes(self.sitting, minutes=minutes, by=self.teacher, at=at, card=card)
        for page in pages:
            page.give(timedelta(minutes=minutes))

    @precondition(lambda self: self.paused is None and self.at_work())
    @rule(seen=st.booleans(), seconds=st.integers(5, 90), question=st.integers(1, 5))
    def end_and_open_again(self, seen: bool, seconds: int, question: int) -> None:
        """Twice by mistake; who looked the first time has points, and what comes then is late."""
        at_work = [pk for pk, page in self.book.items() if page.is_at_work]
        self.end(at_work)
        if seen:
            self.look_at_points(at_work)
        self.open_again(at_work, seconds)
        for browser in self.browsers:
            if browser.attempt in at_work:
                browser.made.append((question, self.highest[question]))
                events = [EventBody(seq, *made) for seq, made in enumerate(browser.made, start=1)]
                self.send((browser, AnswersBody(events=events)))
        self.end(at_work)
        self.open_again(at_work, seconds)

    def end(self, at_work: list[int]) -> None:
        sittings.close(self.sitting, by=self.teacher, at=clock.now())
        for pk in at_work:
            self.book[pk].over = True
        self.a_result_is_the_last_counting_choices()

    def open_again(self, interrupted: list[int], seconds: int) -> None:
        attempts = list(Attempt.objects.filter(pk__in=interrupted))
        with passing(seconds):
            at = clock.now()
        self.sitting = reopen(self.sitting, reason="mistake", by=self.teacher, at=at)
        self.stay_open()
        for one in attempts:
            page = self.book[one.pk]
            assert one.finished_at is not None
            page.give(timedelta(seconds=round((at - one.finished_at).total_seconds())))
            # From whatever computer, and one may have been left.
            page.over, page.released = False, True

    def look_at_points(self, attempts: list[int]) -> None:
        for attempt in Attempt.objects.filter(pk__in=attempts):
            told = open_receipt([attempt.receipt or ""], at=clock.now())
            assert told is not None
            assert told.result["score"] is not None
            self.book[attempt.pk].told = True

    @rule()
    def restart(self) -> None:
        """A new process remembers nothing."""
        served_papers.forget()

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
                assert result.counts is not (page.voided or page.after_marks)
            # To a voided attempt nobody gives time back, so pauses decide about its answers.
            if result is not None and not page.voided:
                assert result.responses == page.codes()

    def teardown(self) -> None:
        """Results that are dropped and built again from the answers are the same."""
        book = getattr(self, "book", {})
        ids = [pk for pk, page in book.items() if not page.voided]
        score_late(at=clock.now() + timedelta(minutes=1))
        assert not Attempt.objects.filter(late_since__isnull=False).exists()
        before = results(ids)
        Result.objects.filter(attempt__in=ids).delete()
        write_results(ids, at=clock.now())
        assert results(ids) == before
        Sitting.objects.filter(pk=self.sitting.pk).update(closed_at=clock.now())
        if self.notice is not None:
            notices.withdraw(self.notice, by=self.teacher, at=clock.now())


def results(ids: list[int]) -> list[dict[str, object]]:
    """Everything in the results but when they were written."""
    rows = Result.objects.filter(attempt__in=ids).order_by("attempt").values()
    return [{name: row[name] for name in row if name != "changed_at"} for row in map(dict, rows)]


@pytest.mark.django_db(transaction=True)
def test_acknowledged_is_stored_and_the_result_is_what_was_chosen(
    edition: Edition, teacher: object
) -> None:
    HallMachine.edition = edition
    paper = paper_of_every_kind()
    edition.divisions.update(official=paper)
    HallMachine.highest = highest_codes([paper.pk])[paper.pk]
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
