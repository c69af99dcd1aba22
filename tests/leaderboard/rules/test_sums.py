"""What follows from sums by adding and subtracting: exactly that, and from which of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.rules.sums import Sums
from tests.leaderboard.attacker import is_sum_of

ATOMS = "abcdef"


def told(*sums: str) -> Sums[str, str]:
    """Somebody who knows these, each named by its atoms."""
    one = Sums[str, str]()
    for atoms in sums:
        one.learn(atoms, atoms)
    return one


@pytest.mark.parametrize(
    ("sums", "wanted", "leading"),
    [
        (["ab", "b", "cd"], "a", {"ab", "b"}),
        (["abc", "bc"], "a", {"abc", "bc"}),
        (["ab", "bc", "ac"], "a", {"ab", "bc", "ac"}),
        (["ab", "cd", "ac", "bd"], "a", set()),
        (["ab", "bc"], "d", set()),
        (["ab", "ab", "a"], "b", {"ab", "a"}),
    ],
    ids=["less one", "less two", "half of three", "a square", "never told", "told twice"],
)
def test_a_sum_follows_from_those_that_lead_to_it(
    sums: list[str], wanted: str, leading: set[str]
) -> None:
    assert told(*sums).leading_to(wanted) == leading


subsets = st.frozensets(st.sampled_from(ATOMS), min_size=1).map(
    lambda atoms: "".join(sorted(atoms))
)


@given(sums=st.lists(subsets, max_size=8), wanted=subsets)
def test_it_agrees_with_elimination_over_all(sums: list[str], wanted: str) -> None:
    known = [frozenset(one) for one in sums]
    leading = told(*sums).leading_to(wanted)
    assert bool(leading) == is_sum_of(frozenset(wanted), known, ATOMS)
    assert not leading or is_sum_of(frozenset(wanted), map(frozenset, leading), ATOMS)
