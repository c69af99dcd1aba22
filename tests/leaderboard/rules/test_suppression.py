"""Which groups are published: an attacker who has every figure recovers no small cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from leaderboard.insight.rules import (
    AgeRow,
    Body,
    InsightArea,
    RegisterFacts,
    Rows,
    SchoolScore,
    release,
    tree,
)
from leaderboard.rules.suppression import (
    OUTCOME,
    SMALLEST,
    People,
    PupilGroup,
    SuppressionRule,
    cells_told,
    divide,
)
from tests.leaderboard.attacker import Atoms, Attacker, is_sum_of

# A small country: a canton with three municipalities and a school of its own, and two without.
REGIONS = [(1, None), (2, None), (3, None), (11, 1), (12, 1), (13, 1)]
PLACES = ("1", "2", "3", "11", "12", "13")
WHOLE = tree("BA", REGIONS, PLACES)


# What pupils are divided by.
KINDS = ["9-11", "12-13", "14-15"]
type Atom = tuple[str, str]
type Pupils = dict[tuple[str, str, int], int]
SCHOOLS = (0, 1, 2)


@st.composite
def countries(draw: st.DrawFn) -> Pupils:
    """Most places have plenty of everything; some have nobody, some a few, some a small cell."""
    pupils: Pupils = {}
    for place in PLACES:
        style = draw(st.sampled_from(["plenty", "plenty", "dented", "few", "nobody"]))
        many = st.integers(4, 20) if style in ("plenty", "dented") else st.just(0)
        pupils |= {(place, kind, n): draw(many) for kind in KINDS for n in SCHOOLS}
        for kind in draw(st.lists(st.sampled_from(KINDS), max_size=3 * (style == "dented"))):
            pupils |= dict.fromkeys(((place, kind, n) for n in SCHOOLS), 0)
            pupils[place, kind, 0] = draw(st.integers(0, 9))
        if style == "few":
            pupils[place, draw(st.sampled_from(KINDS)), 0] = draw(st.integers(1, 9))
    return pupils


def labels(kind: str) -> set[str]:
    """Every published cell such a pupil could be counted in."""
    return {"", kind}


def rows(pupils: Pupils) -> Rows:
    """What the database would have counted; three schools in each place."""
    there = [
        (place, int(place) * 10 + school, kind, many)
        for (place, kind, school), many in pupils.items()
        if many
    ]
    return Rows(
        scored=[SchoolScore(place, n, kind, 9, 20, many) for place, n, kind, many in there],
        answered=[],
        known={place: RegisterFacts(4, 900, 2, 5) for place in PLACES},
    )


def places_of(key: str, merged: Sequence[str]) -> frozenset[str]:
    """Where a published group is, as everybody can work out."""
    found = {group.key: group.places for group, _parent in WHOLE.walk()}
    return frozenset[str]().union(*(found[one] for one in merged or [key]))


type Told = tuple[frozenset[str], str, int]


def told(body: Body) -> Iterator[Told]:
    """Every number of pupils that is published: where, in which cell."""
    for area in body["areas"]:
        places = places_of(area["key"], area["merged"])
        yield places, "", area["pupils"]
        yield from ((places, age, row["pupils"]) for age, row in area["ages"].items())


def inside(places: frozenset[str], label: str, kinds: Sequence[str]) -> frozenset[Atom]:
    """The pupils a cell counts, as an attacker tells them apart."""
    return frozenset((place, kind) for place in places for kind in kinds if label in labels(kind))


def size(places: frozenset[str], label: str, pupils: Pupils) -> int:
    """How many there really are."""
    return sum(
        many
        for (place, kind, _school), many in pupils.items()
        if place in places and label in labels(kind)
    )


def cells_of(kinds: Sequence[str]) -> list[tuple[frozenset[str], str]]:
    """Every cell of every region, published or not."""
    names = sorted(set[str]().union(*map(labels, kinds)))
    return [(group.places, name) for group, _parent in WHOLE.walk() for name in names]


def attacker(body: Body, kinds: Sequence[str]) -> Attacker:
    """Somebody who was told all that can be said of these."""
    names = set[str]().union(*map(labels, kinds))
    one = Attacker(list(product(PLACES, kinds)))
    for places, label, many in told(body):
        if label in names:
            one.learn(inside(places, label, kinds), many)
    return one


@settings(max_examples=60, deadline=None)
@given(pupils=countries())
def test_all_that_is_told_is_true_and_of_enough(pupils: Pupils) -> None:
    for places, label, many in told(release(WHOLE, rows(pupils))):
        assert many == size(places, label, pupils)
        assert many == 0 or many >= SMALLEST


@settings(max_examples=24, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(pupils=countries(), chance=st.randoms(use_true_random=False))
def test_no_small_cell_is_known_to_within_the_threshold(pupils: Pupils, chance: Random) -> None:
    one = attacker(release(WHOLE, rows(pupils)), KINDS)
    small = [cell for cell in cells_of(KINDS) if 0 < size(*cell, pupils) < SMALLEST]
    for cell in chance.sample(small, min(2, len(small))):
        fewest, most = one.bounds(inside(*cell, KINDS))
        assert most - fewest >= SMALLEST, (cell, fewest, most)


def known_to_be_empty(kinds: Sequence[str], pupils: Pupils) -> list[Atoms]:
    """Who knows the schools of a place knows what they do not have: a grade, a language."""
    return [inside(*cell, kinds) for cell in cells_of(kinds) if not size(*cell, pupils)]


def small_sums(
    kinds: Sequence[str], pupils: Pupils, known: Iterable[Atoms]
) -> list[tuple[frozenset[str], str]]:
    """Cells of too few that adding and subtracting leads to."""
    known, atoms = [*known, *known_to_be_empty(kinds, pupils)], list(product(PLACES, kinds))
    small = [cell for cell in cells_of(kinds) if 0 < size(*cell, pupils) < SMALLEST]
    return [cell for cell in small if is_sum_of(inside(*cell, kinds), known, atoms)]


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(pupils=countries())
def test_no_count_of_too_few_is_a_sum_of_what_is_told(pupils: Pupils) -> None:
    known = attacker(release(WHOLE, rows(pupils)), KINDS).known
    assert small_sums(KINDS, pupils, known) == []


def planted() -> Pupils:
    """Plenty everywhere, but two of an age in one place."""
    pupils = everywhere(8)
    for school in SCHOOLS:
        pupils["11", "9-11", school] = 2 * (school == 0)
    return pupils


def naively(pupils: Pupils) -> Body:
    """Every cell that is large enough, and nothing looked at beside it."""
    areas = []
    for group, parent in WHOLE.walk():
        ages = {kind: size(group.places, kind, pupils) for kind in KINDS}
        shown = {kind: row_of(many) for kind, many in ages.items() if many >= SMALLEST}
        known, many = RegisterFacts(0, 0, 0, 0), size(group.places, "", pupils)
        areas.append(InsightArea(
            key=group.key, parent=parent, merged=[], known=known, pupils=many, ages=shown
        ))  # fmt: skip
    return Body(areas=areas)


def row_of(pupils: int) -> AgeRow:
    return AgeRow(pupils=pupils, schools=3, mean=45.0, half=None, questions=[])


def test_the_attacker_finds_a_planted_leak() -> None:
    pupils = planted()
    leaked = small_sums(KINDS, pupils, attacker(naively(pupils), KINDS).known)
    assert leaked == [(frozenset({"11"}), "9-11")]
    assert small_sums(KINDS, pupils, attacker(release(WHOLE, rows(pupils)), KINDS).known) == []


def everywhere(many: int) -> Pupils:
    """The same number of pupils of each kind in each school."""
    return {(place, kind, n): many for place in PLACES for kind in KINDS for n in SCHOOLS}


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ([30, 30, 30], []),
        ([30, 30, 0], []),
        ([30, 30, 4], ["0", "2"]),
        ([30, 5, 5], ["1", "2"]),
        ([30, 4, 5], None),
        ([40, 30, 9], ["1", "2"]),
    ],
    ids=["large", "nobody", "one small", "two small", "all or none", "the smallest joins"],
)
def test_small_places_stand_together(sizes: list[int], merged: list[str] | None) -> None:
    people, places = People[None](), [PupilGroup(f"{n}", frozenset(f"{n}")) for n in range(3)]
    for n, many in enumerate(sizes):
        people.add(f"{n}", None, n, many)
    whole = divide(PupilGroup("all", frozenset("012"), tuple(places)), people, SuppressionRule())
    together = [sorted(group.merged) for group in whole.children if group.merged]
    assert (together[0] if together else []) == (merged or [])
    assert bool(whole.children) == (merged is not None)


def test_an_area_has_enough_of_each_age_or_stands_together() -> None:
    """Nobody of an age is no secret; two are."""
    people, sizes = People[str](), {"1": (30, 0), "2": (40, 2), "3": (50, 20), "4": (60, 30)}
    for place, (older, younger) in sizes.items():
        people.add(place, "older", int(place), older)
        people.add(place, "younger", int(place), younger)
    parts = tuple(PupilGroup(place, frozenset(place)) for place in sizes)
    whole = PupilGroup("all", frozenset(sizes), parts)
    found = divide(whole, people, SuppressionRule(), str).children
    assert [(child.key, child.merged) for child in found] == [
        ("4", ()),
        ("all+", ("2", "1", "3")),
    ]


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ({"a": 30, "b": 20}, "ab"),
        ({"a": 30, "b": 20, "c": 9}, ""),
        ({"a": 30, "b": 4, "c": 5}, ""),
        ({"a": 30, "b": 9, "c": 9}, "a"),
        ({"a": 9}, ""),
        ({}, ""),
    ],
    ids=["all", "one is left", "two of too few", "two of enough", "alone", "nobody"],
)
def test_ages_are_told_beside_the_sum_where_the_rest_is_enough(
    sizes: dict[str, int], told: str
) -> None:
    cells = {age: {ord(age): many} for age, many in sizes.items()}
    assert cells_told(cells, SuppressionRule()) == set(told)


def test_too_few_in_all_cannot_be_divided() -> None:
    people = People[None]()
    people.add("1", None, 1, 9)
    with pytest.raises(ValueError, match="BA"):
        divide(PupilGroup("BA", frozenset("1")), people, SuppressionRule())


@pytest.mark.parametrize(
    ("by_school", "told"),
    [
        ({}, True),
        ({1: 4, 2: 3, 3: 3}, True),
        ({1: 3, 2: 3, 3: 3}, False),
        ({1: 50, 2: 50}, False),
        ({1: 100}, False),
    ],
    ids=["nobody", "ten of three schools", "nine", "two schools", "one school"],
)
def test_an_outcome_is_told_of_enough_pupils_of_enough_schools(
    by_school: dict[int, int], told: bool
) -> None:
    assert OUTCOME.allows(by_school) is told
