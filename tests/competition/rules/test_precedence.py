"""Which of several editions is meant: by state and window, never by year, name or order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.rules.edition_steps import STATES, Span
from competition.rules.precedence import MEANT, Candidate, in_order

NOW = datetime(2027, 2, 9, 10, tzinfo=UTC)


def span(begins: int, ends: int) -> Span:
    """A window by days from now."""
    return NOW + timedelta(days=begins), NOW + timedelta(days=ends)


OPEN, NEXT_WEEK, NEXT_YEAR = span(-1, 1), span(7, 8), span(364, 365)
LAST_WEEK, LAST_YEAR = span(-8, -7), span(-365, -364)


def one(key: int, state: str, *spans: Span) -> Candidate:
    return Candidate(key, state, spans)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (one(1, "live", OPEN), one(2, "registration", NEXT_YEAR)),
        (one(1, "live", OPEN), one(2, "rehearsal", OPEN)),
        (one(1, "live", OPEN), one(2, "live", NEXT_WEEK)),
        (one(1, "live", OPEN), one(2, "live", LAST_WEEK)),
        (one(1, "live", OPEN), one(2, "published", LAST_WEEK)),
        (one(1, "live", LAST_WEEK, NEXT_WEEK), one(2, "live", LAST_WEEK)),
        (one(1, "live", LAST_WEEK), one(2, "rehearsal", NEXT_WEEK)),
        (one(1, "live"), one(2, "registration", NEXT_WEEK)),
        (one(1, "registration", NEXT_WEEK), one(2, "rehearsal", NEXT_YEAR)),
        (one(1, "registration", NEXT_YEAR), one(2, "registration", LAST_WEEK)),
        (one(1, "registration", NEXT_YEAR), one(2, "registration")),
        (one(1, "registration"), one(2, "review", LAST_WEEK)),
        (one(1, "published", LAST_WEEK), one(2, "review", LAST_YEAR)),
        (one(1, "sealed", LAST_YEAR), one(2, "published")),
    ],
)
def test_the_first_is_meant_whichever_was_begun_first(first: Candidate, second: Candidate) -> None:
    swapped = second._replace(key=1), first._replace(key=2)
    assert in_order([first, second], at=NOW) == [1, 2]
    assert in_order(swapped, at=NOW) == [2, 1]


@pytest.mark.parametrize("state", ["draft", "archived"])
def test_drafts_and_archived_editions_are_never_meant(state: str) -> None:
    assert in_order([one(1, state, OPEN)], at=NOW) == []


spans = st.tuples(st.integers(-400, 400), st.integers(1, 30)).map(lambda p: span(p[0], sum(p)))
others = st.builds(
    Candidate,
    key=st.integers(2, 1000),
    state=st.sampled_from(STATES),
    spans=st.lists(spans, max_size=3).map(tuple),
)


@given(others)
def test_nothing_takes_a_running_edition_away_but_one_that_runs_longer(other: Candidate) -> None:
    running = one(1, "live", OPEN)
    order = in_order([other, running], at=NOW)
    runs_longer = any(opens < OPEN[0] and closes > NOW for opens, closes in other.spans)
    if not (other.state == "live" and runs_longer):
        assert order[0] == 1


@given(st.lists(others, max_size=4, unique_by=lambda each: each.key))
def test_the_order_does_not_depend_on_how_the_rows_come(found: list[Candidate]) -> None:
    orders = {tuple(in_order(rows, at=NOW)) for rows in permutations(found)}
    assert len(orders) == 1
    meant = {each.key for each in found if each.state in MEANT}
    assert set(orders.pop()) == meant
