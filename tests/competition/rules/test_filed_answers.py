"""What of a file of answers may count: tables, and what holds for every file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from competition.rules.filed_answers import (
    FiledAnswer,
    FileVerdict,
    SortedAnswers,
    StoredAnswer,
    clock_behind,
    is_whole,
    last_moment,
    sorted_answers,
    verdict_of,
)
from competition.rules.scoring import Event, counting
from competition.rules.timing import Course

START = datetime(2027, 2, 9, 9, tzinfo=UTC)
END = START + timedelta(minutes=20)
GRACE = timedelta(seconds=60)
CODES = {1: 4, 2: 4, 3: 64}


def made(seq: int, question: int = 1, choice: int = 1, *, minute: float = 5) -> FiledAnswer:
    """An event, made in this minute by a clock that is right."""
    at = START + timedelta(minutes=minute)
    return FiledAnswer(seq, question, choice, int(at.timestamp() * 1000))


def stored(one: FiledAnswer, *, minute: float = 5, counts: bool = True) -> StoredAnswer:
    """The same as the server has it, received in this minute."""
    at = START + timedelta(minutes=minute)
    return StoredAnswer(one.question, one.choice, at, one.made_ms, counts)


@pytest.mark.parametrize(
    ("answers", "whole"),
    [
        ([], True),
        ([made(1), made(2), made(9)], True),
        ([made(2), made(1)], False),
        ([made(1), made(1)], False),
        ([made(2001)], False),
        ([made(1, 3, 64)], True),
        ([made(1, 3, 65)], False),
        ([made(1, 4)], False),
    ],
)
def test_a_file_has_rising_numbers_and_answers_of_its_paper(
    answers: list[FiledAnswer], whole: bool
) -> None:
    assert is_whole(answers, CODES, most=2000) is whole


def test_the_clock_is_told_by_the_quickest_answer_else_by_the_join() -> None:
    slow, quick = stored(made(1), minute=8), stored(made(2), minute=7)
    late = START + timedelta(minutes=9)
    assert clock_behind([slow, quick], START, 0) == timedelta(minutes=2)
    assert clock_behind([], late, made(1).made_ms) == timedelta(minutes=4)
    assert clock_behind([], START, 0) is None


@pytest.mark.parametrize(
    ("deadline", "finished", "until"),
    [
        (END, None, END + GRACE),
        (END, END - GRACE, END - GRACE),
        (END, END + 2 * GRACE, END + GRACE),
        (None, END, END),
        (None, None, None),
    ],
)
def test_the_last_moment_is_that_of_all_answers(
    deadline: datetime | None, finished: datetime | None, until: datetime | None
) -> None:
    assert last_moment(deadline, finished, GRACE) == until


def test_events_are_new_known_over_or_contradict() -> None:
    known, late, new, over = made(1), made(2), made(3), made(4, minute=20)
    there = {1: stored(known), 2: stored(late, minute=30, counts=False)}
    found = sorted_answers([known, late, new, over], there, behind=None, until=END)
    assert (found.known, found.fresh, found.over) == ([known], [late, new], [over])
    assert not found.contradicts
    other = sorted_answers([made(1, choice=2)], there, behind=None, until=END)
    assert other.contradicts
    assert (other.known, other.fresh) == ([], [])


def test_a_slow_clock_is_put_right_before_times_are_compared() -> None:
    behind = timedelta(minutes=16)
    assert sorted_answers([made(1)], {}, behind=behind, until=END).over
    assert sorted_answers([made(1)], {}, behind=-behind, until=END).fresh


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ({}, FileVerdict.GOOD),
        ({"elsewhere": True}, FileVerdict.ELSEWHERE),
        ({"late": True, "elsewhere": True}, FileVerdict.TOO_LATE),
        ({"noted": False, "late": True}, FileVerdict.UNNOTED),
        ({"twice": True, "noted": False}, FileVerdict.TWICE),
    ],
)
def test_what_a_file_is(said: dict[str, bool], verdict: FileVerdict) -> None:
    asked = {"noted": True, "late": False, "elsewhere": False, "twice": False, **said}
    assert verdict_of(SortedAnswers(fresh=[made(1)]), **asked) is verdict
    assert verdict_of(SortedAnswers(contradicts=True), **asked) is FileVerdict.EDITED


def test_a_file_without_anything_new_is_needless_whoever_noted_it() -> None:
    found = SortedAnswers(known=[made(1)], over=[made(2)])
    said = verdict_of(found, noted=False, late=True, elsewhere=False, twice=False)
    assert said is FileVerdict.NEEDLESS


minutes = st.floats(0, 30).map(lambda minute: START + timedelta(minutes=minute))
filed = st.tuples(st.integers(1, 8), st.integers(1, 3), st.integers(1, 4), minutes, st.booleans())
sent = st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 4), minutes)


@given(
    own=st.lists(filed, unique_by=lambda one: one[0], max_size=8),
    elsewhere=st.lists(sent, unique_by=lambda one: one[0], max_size=5),
    ended=st.sampled_from([END - timedelta(minutes=8), END + GRACE]),
)
def test_a_file_only_adds_what_was_made_in_time_and_is_newer(
    own: list[tuple[int, int, int, datetime, bool]],
    elsewhere: list[tuple[int, int, int, datetime]],
    ended: datetime,
) -> None:
    """Whatever was sent and whatever is filed: nothing that counted is lost to an older answer, and
    nothing made after the end changes anything."""
    course = Course(START, None, ended, START, START, END, ended)
    until = last_moment(END, ended, GRACE)
    assert until is not None
    arrived = {seq: Event(1, seq, q, c, at) for seq, q, c, at, there in own if there}
    events = [*arrived.values(), *(Event(2, *one) for one in elsewhere)]
    before = counting(events, course, GRACE, accept_late=False).choices

    in_file = [FiledAnswer(seq, q, c, _ms(at)) for seq, q, c, at, _ in sorted(own)]
    there = {
        seq: StoredAnswer(
            e.question, e.choice, e.received_at, _ms(e.received_at), e.received_at < until
        )
        for seq, e in arrived.items()
    }
    found = sorted_answers(in_file, there, behind=timedelta(), until=until)
    fresh = {(1, one.seq) for one in found.fresh}
    events += [
        Event(1, one.seq, one.question, one.choice, ended)
        for one in found.fresh
        if one.seq not in arrived
    ]
    after = counting(events, course, GRACE, accept_late=False, by_file=fresh).choices

    # What must come out, said in another way: the last of all that were made or received in time.
    timely = [(1, seq, q, c) for seq, q, c, at, _ in own if at < until - SLACK]
    doubtful = [(1, seq, q, c) for seq, q, c, at, _ in own if abs(at - until) <= SLACK]
    timely += [(2, seq, q, c) for seq, q, c, at in elsewhere if at < until]
    assume(not doubtful)
    assert not found.contradicts
    assert after == {q: c for _lease, _seq, q, c in sorted(timely)}
    assert before.keys() <= after.keys()


# A browser's clock has milliseconds.
SLACK = timedelta(milliseconds=2)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
