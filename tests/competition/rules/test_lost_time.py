"""What an outage is, and how much of it an attempt gets back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from competition.rules.lost_time import GAP, is_outage, lost_time, overlap

T = datetime(2027, 2, 9, 9, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.mark.parametrize(
    ("silence", "own", "outage"),
    [
        (GAP, None, True),
        (GAP - SECOND, None, False),
        (GAP, GAP, True),
        (MINUTE, SECOND, False),  # the clock was set forward
        (-60 * MINUTE, MINUTE, False),  # it was set back
        (SECOND, MINUTE, False),  # another process was there meanwhile
    ],
)
def test_servers_were_away_when_both_the_clock_and_the_stopwatch_say_so(
    silence: timedelta, own: timedelta | None, outage: bool
) -> None:
    assert is_outage(T, T + silence, own) is outage


@pytest.mark.parametrize(
    ("started", "deadline", "lost"),
    [
        pytest.param(-5, 15, 3, id="ran through all of it"),
        pytest.param(-5, None, 3, id="without a deadline"),
        pytest.param(1, 20, 2, id="began in it"),
        pytest.param(3, 20, 0, id="began when it was over"),
        pytest.param(-20, 0, 0, id="had ended when it began"),
        pytest.param(-20, 1, 3, id="would have ended in it"),
    ],
)
def test_an_attempt_gets_back_what_it_could_not_use(
    started: int, deadline: int | None, lost: int
) -> None:
    end = None if deadline is None else T + deadline * MINUTE
    assert lost_time(T, T + 3 * MINUTE, T + started * MINUTE, end) == lost * MINUTE


@pytest.mark.parametrize(
    ("begins", "ends", "common"), [(-2, 1, 1), (1, 2, 1), (2, 9, 1), (4, 5, 0)]
)
def test_two_spans_have_in_common_what_lies_in_both(begins: int, ends: int, common: int) -> None:
    other = T + begins * MINUTE, T + ends * MINUTE
    assert overlap(T, T + 3 * MINUTE, *other) == common * MINUTE
