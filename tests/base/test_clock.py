"""The server's clock: what the machine's time may do to it, and what not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from base.clock import ServerClock

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def seconds_apart(clock: ServerClock, moment: datetime) -> float:
    return abs((clock.now() - moment).total_seconds())


@pytest.mark.parametrize("wrong", [-HOUR, HOUR, 2 * SECOND], ids=["behind", "ahead", "a little"])
def test_a_process_begins_with_the_database_s_time(wrong: timedelta) -> None:
    clock, database = ServerClock(), datetime.now(UTC) + wrong
    clock.compare(database)
    assert seconds_apart(clock, database) < 1
    assert clock.steady


def test_later_it_is_not_moved_but_says_that_they_differ() -> None:
    clock, database = ServerClock(), datetime.now(UTC)
    clock.compare(database)
    clock.compare(database + HOUR)
    assert seconds_apart(clock, database) < 1
    assert not clock.steady
    clock.compare(database + 4 * SECOND)
    assert clock.steady
