"""Who waits to be let in without a PIN, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from competition.rules.waiting_room import comes_in_with_all, is_waiting, sign_of

NOON = datetime(2027, 2, 9, 12, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID("b4" + "0" * 30)


def test_a_sign_is_the_beginning_of_the_browsers_name() -> None:
    assert (sign_of(ONE), sign_of(OTHER)) == ("00", "B4")


@pytest.mark.parametrize(
    ("silent", "let_in_at", "expected"), [(19, None, True), (20, None, False), (0, NOON, False)]
)
def test_who_asks_waits(silent: int, let_in_at: datetime | None, expected: bool) -> None:
    assert is_waiting(NOON, let_in_at, NOON + timedelta(seconds=silent)) is expected


@pytest.mark.parametrize(
    ("waiting", "somebody_in", "expected"),
    [
        ([ONE], False, True),
        ([ONE, OTHER], False, False),
        ([ONE], True, False),
        ([], False, False),
    ],
)
def test_a_number_that_came_once_comes_in_with_all(
    waiting: list[UUID], somebody_in: bool, expected: bool
) -> None:
    assert comes_in_with_all(waiting, somebody_in=somebody_in) is expected
