"""When a call may be taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from competition.rules.help_calls import HELD, is_free

NOON = datetime(2027, 2, 9, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("taken", "answer", "free"),
    [
        pytest.param(None, "", True, id="by nobody"),
        pytest.param(HELD - timedelta(seconds=1), "", False, id="a moment ago"),
        pytest.param(HELD, "", True, id="long ago, and nothing was said"),
        pytest.param(HELD, "calling", False, id="long ago, and something was said"),
    ],
)
def test_when_a_call_may_be_taken(taken: timedelta | None, answer: str, free: bool) -> None:
    assert is_free(None if taken is None else NOON - taken, answer, NOON) is free
