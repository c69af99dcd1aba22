"""Which schools get an award: by share, from enough pupils on, equals together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.rules.school_awards import (
    SchoolCandidate,
    SchoolRule,
    ranked_schools,
    winning_schools,
)

RULE = SchoolRule(amount=2, least=50)


def school(ticket: str, took_part: int, declared: int) -> SchoolCandidate:
    return SchoolCandidate(ticket, took_part, declared)


def won(rule: SchoolRule, *schools: SchoolCandidate) -> str:
    pool = ranked_schools(rule, schools)
    return " ".join(f"{one.rank}{one.school.ticket}" for one in winning_schools(rule, pool))


@pytest.mark.parametrize(
    ("rule", "schools", "expected"),
    [
        pytest.param(RULE, "a80/100 b30/30 c60/100", "1b 2a", id="the share, not the number"),
        pytest.param(RULE, "a50/100 b20/40 c60/100 d90/180", "1c 2a 2b 2d", id="equals share"),
        pytest.param(RULE, "a49/100 b9/9 c10/20", "1c", id="too small a share, too few pupils"),
        pytest.param(RULE, "a40/30 b30/30", "1a 1b", id="more than the register knows are all"),
        pytest.param(RULE, "a20/0", "", id="nobody knows how many pupils it has"),
        pytest.param(RULE, "", "", id="nobody"),
    ],
)
def test_the_share_of_the_pupils_decides(rule: SchoolRule, schools: str, expected: str) -> None:
    found = [school(one[0], *map(int, one[1:].split("/"))) for one in schools.split()]
    assert won(rule, *found) == expected


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 50)), max_size=12))
def test_the_order_of_arrival_changes_nothing_and_a_better_one_never_stands_below(
    counts: list[tuple[int, int]],
) -> None:
    schools = [school(chr(97 + n), *one) for n, one in enumerate(counts)]
    pool = ranked_schools(RULE, schools)
    assert pool == ranked_schools(RULE, schools[::-1])
    shares = [one.school.share for one in pool]
    assert shares == sorted(shares, reverse=True)
    assert all(one.school.took_part >= 10 and one.school.share >= 0.5 for one in pool)
