"""The rule of parcels, and an attacker who has kept every public figure and knows who sat where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaderboard.rules.disclosure import (
    FEWEST_SCHOOLS,
    Parcel,
    Waiting,
    least,
    mean,
    parcels,
    share,
    without_few,
)

LEAST = 10


def packed(
    *pupils: tuple[int, int, int], to_come: dict[int, int] | None = None, over: bool = False
) -> list[tuple[tuple[int, ...], int | None, int | None]]:
    """Sittings as (school, region, pupils), numbered from 0; parcels as (sittings, school, region).

    A region is told as a region above a school's, so each stands apart.
    """
    waiting = [Waiting(n, *where) for n, where in enumerate(pupils)]
    found = parcels(waiting, to_come or {}, over=over, least=LEAST)
    return [(one.sittings, one.school, one.region) for one in found]


@pytest.mark.parametrize(
    ("pupils", "to_come", "over", "expected"),
    [
        pytest.param([(1, 7, 10)], {}, False, [((0,), 1, 7)], id="enough of one school"),
        pytest.param([(1, 7, 9)], {}, False, [], id="one too few"),
        pytest.param([(1, 7, 9)], {}, True, [], id="one too few and the day is over"),
        pytest.param([(1, 7, 4), (1, 7, 6)], {}, False, [((0, 1), 1, 7)], id="two small classes"),
        pytest.param([(1, 7, 10)], {1: 9}, False, [], id="waits for a last small class"),
        pytest.param([(1, 7, 10)], {1: 10}, False, [((0,), 1, 7)], id="the rest is enough itself"),
        pytest.param([(1, 7, 10)], {1: 9}, True, [((0,), 1, 7)], id="a class that never came"),
        pytest.param([(1, 7, 4), (2, 7, 4), (3, 7, 4)], {}, False, [], id="small schools wait"),
        pytest.param(
            [(1, 7, 4), (2, 7, 4), (3, 7, 4)],
            {},
            True,
            [((0, 1, 2), None, 7)],
            id="small schools together",
        ),
        pytest.param([(1, 7, 9), (2, 7, 9)], {}, True, [], id="two schools know each other"),
        pytest.param(
            [(1, 7, 9), (2, 7, 9), (3, 8, 2)],
            {},
            True,
            [((0, 1, 2), None, None)],
            id="across regions",
        ),
        pytest.param(
            [(1, 7, 0), (2, 7, 0), (3, 7, 30)], {}, True, [((2,), 3, 7)], id="nobody came"
        ),
    ],
)
def test_what_may_be_told(
    pupils: list[tuple[int, int, int]],
    to_come: dict[int, int],
    over: bool,
    expected: list[object],
) -> None:
    assert packed(*pupils, to_come=to_come, over=over) == expected


@pytest.mark.parametrize(("asked", "lowest"), [(0, 5), (4, 5), (5, 5), (10, 10), (30, 30)])
def test_no_edition_goes_below_five(asked: int, lowest: int) -> None:
    assert least(asked) == lowest


@pytest.mark.parametrize(
    ("pupils", "of", "expected"),
    [(10, 40, 25), (21, 40, 53), (45, 40, 100), (10, 0, None), (10, None, None)],
)
def test_a_share_needs_to_know_of_how_many(
    pupils: int, of: int | None, expected: int | None
) -> None:
    assert share(pupils, of) == expected


@pytest.mark.parametrize(
    ("points", "possible", "expected"),
    [(0, 200, 5), (100, 200, 50), (25, 200, 13), (200, 200, 95), (0, 0, 5)],
)
def test_a_mean_does_not_tell_that_everybody_had_everything_right(
    points: int, possible: int, expected: int
) -> None:
    assert mean(points, possible) == expected


# ---------------------------------------------------------------- attacks

# Two regions of three schools; a sitting is (school, pupils), they close in the order drawn.
Sittings = list[tuple[int, int]]
sittings = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 14)), min_size=1, max_size=8)
# After how many closings the publisher looks, and whether some are held back at first: a teacher
# who is approved late.
looks = st.lists(st.integers(1, 8), min_size=1, max_size=5)
late = st.sets(st.integers(0, 7), max_size=3)


def region_of(school: int) -> int:
    return 100 + school // 3


def told_over_time(
    closing: Sittings, looks: Sequence[int], late: set[int], to_come: dict[int, int]
) -> Iterator[Parcel]:
    """What the publisher tells, look by look; the last ones come when the day is over."""
    there = [Waiting(n, one[0], region_of(one[0]), one[1]) for n, one in enumerate(closing)]
    gone: set[int] = set()
    steps = [([one for one in there[:n] if one.sitting not in late], False) for n in sorted(looks)]
    steps += [([one for one in there if one.sitting not in late], True), (there, True)]
    for seen, over in steps:
        waiting = [one for one in seen if one.sitting not in gone]
        for parcel in parcels(waiting, to_come, over=over, least=LEAST):
            gone.update(parcel.sittings)
            yield parcel


def figures(found: Sequence[Parcel], size: int) -> list[list[Fraction]]:
    """Every public figure of every moment, as the attacker knows it: which sittings are in it."""
    rows: dict[str, list[Fraction]] = {}
    seen = []
    for parcel in found:
        names = ["country", f"region {parcel.region}", f"school {parcel.school}"]
        for name in names:
            if not name.endswith("None"):
                row = rows.setdefault(name, [Fraction(0)] * size)
                for sitting in parcel.sittings:
                    row[sitting] += 1
                seen.append(list(row))
    return seen


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """A basis of all that can be added and subtracted from them, each with a pivot of its own."""
    basis: list[list[Fraction]] = []
    for row in rows:
        rest = without(row, basis)
        if any(rest):
            pivot = next(n for n, value in enumerate(rest) if value)
            rest = [value / rest[pivot] for value in rest]
            basis = [
                [a - old[pivot] * b for a, b in zip(old, rest, strict=True)] for old in basis
            ] + [rest]
    return basis


def without(row: list[Fraction], basis: list[list[Fraction]]) -> list[Fraction]:
    for one in basis:
        pivot = next(n for n, value in enumerate(one) if value)
        factor = row[pivot]
        row = [a - factor * b for a, b in zip(row, one, strict=True)]
    return row


def small_groups(closing: Sittings) -> Iterator[list[Fraction]]:
    """Every set of sittings with too few pupils to be told of: of classes, schools, regions."""
    full = [n for n, (_school, pupils) in enumerate(closing) if pupils]
    for size in range(1, len(full) + 1):
        for group in combinations(full, size):
            if sum(closing[n][1] for n in group) < LEAST:
                yield [Fraction(n in group) for n in range(len(closing))]


@given(
    closing=sittings,
    looks=looks,
    late=late,
    to_come=st.dictionaries(st.integers(0, 5), st.integers(0, 20), max_size=3),
)
@settings(max_examples=200, deadline=None)
def test_no_small_group_comes_out_of_all_boards_of_all_moments_by_adding_and_subtracting(
    closing: Sittings, looks: list[int], late: set[int], to_come: dict[int, int]
) -> None:
    """Counts and points alike: a group that cannot be told apart has neither."""
    found = list(told_over_time(closing, looks, late, to_come))
    basis = reduced(figures(found, len(closing)))
    for group in small_groups(closing):
        assert any(without(group, basis)), (closing, found, group)


@given(closing=sittings, looks=looks, late=late)
@settings(max_examples=200, deadline=None)
def test_parcels_are_whole_large_enough_and_never_told_twice(
    closing: Sittings, looks: list[int], late: set[int]
) -> None:
    found = list(told_over_time(closing, looks, late, {}))
    inside = [sitting for parcel in found for sitting in parcel.sittings]
    assert len(inside) == len(set(inside))
    for parcel in found:
        schools = {closing[n][0] for n in parcel.sittings}
        assert parcel.pupils == sum(closing[n][1] for n in parcel.sittings) >= LEAST
        assert schools == {parcel.school} or len(schools) >= FEWEST_SCHOOLS
        assert parcel.region in (None, *{region_of(school) for school in schools})


@given(closing=sittings, looks=looks, late=late)
@settings(max_examples=100, deadline=None)
def test_what_stays_untold_at_the_end_is_too_little_or_of_too_few_schools(
    closing: Sittings, looks: list[int], late: set[int]
) -> None:
    found = list(told_over_time(closing, looks, late, {}))
    inside = {sitting for parcel in found for sitting in parcel.sittings}
    left = [one for n, one in enumerate(closing) if n not in inside and one[1]]
    few = len({school for school, _pupils in left}) < FEWEST_SCHOOLS
    assert few or sum(pupils for _school, pupils in left) < LEAST


@given(closing=sittings)
@settings(max_examples=50, deadline=None)
def test_the_attacker_finds_what_a_board_without_the_rule_tells(closing: Sittings) -> None:
    """The attack is worth something: with every closing told alone it succeeds."""
    naive = [
        Parcel((n,), pupils, school=school, region=region_of(school))
        for n, (school, pupils) in enumerate(closing)
    ]
    basis = reduced(figures(naive, len(closing)))
    assert not any(any(without(group, basis)) for group in small_groups(closing))


@pytest.mark.parametrize(
    ("told_in", "kept"),
    [([], [1, 2, 3]), ([8], [1, 2, 3, 4])],
    ids=["too few in one division", "of which something was told"],
)
def test_a_division_of_too_few_waits_until_something_of_it_is_told(
    told_in: list[int], kept: list[int]
) -> None:
    waiting = [
        Waiting(number, school=number, region=1, pupils=4, division=division)
        for number, division in enumerate([7, 7, 7, 8], start=1)
    ]
    assert [one.sitting for one in without_few(waiting, told_in, fewest=LEAST)] == kept
