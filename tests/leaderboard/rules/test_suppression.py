"""Which groups are published: an attacker who has every figure recovers no small cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from leaderboard.insight.depth import band, narrow_band
from leaderboard.insight.release import release, tree
from leaderboard.insight.rows import Body, Came, RegisterFacts, Rows, SchoolScore
from leaderboard.rules.suppression import (
    OUTCOME,
    SMALLEST,
    People,
    PupilGroup,
    SuppressionRule,
    divide,
    levels,
)
from tests.leaderboard.attacker import Atoms, Attacker, is_sum_of

# A small country: a canton with three municipalities and a school of its own, and two without.
REGIONS = [(1, None), (2, None), (3, None), (11, 1), (12, 1), (13, 1)]
PLACES = ("1", "2", "3", "11", "12", "13")
WHOLE = tree("BA", REGIONS, PLACES)


@dataclass(frozen=True)
class Kind:
    """What pupils may be divided by; "" where an attacker does not look at it."""

    division: str = ""
    language: str = ""
    fifth: str = ""


KINDS = [
    Kind("12-13", "bs", "4"),
    Kind("12-13", "hr", "3"),
    Kind("12-13", "bs", "1"),
    Kind("12-13", "hr", "4"),
    Kind("14-15", "hr", "0"),
    Kind("14-15", "bs", "3"),
]
# What an attacker solves for at once, with every value there is.
SIGHTS: dict[str, list[Kind]] = {
    "language": [Kind(d, language=name) for d, name in product(("12-13", "14-15"), ("bs", "hr"))],
    "points": [Kind(d, fifth=n) for d, n in product(("12-13", "14-15"), ("0", "1", "3", "4"))],
}
type Atom = tuple[str, Kind]
type Pupils = dict[tuple[str, Kind, int], int]
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


def labels(kind: Kind) -> set[str]:
    """Every published cell such a pupil could be counted in."""
    found = {"", f"g:{kind.division}"} if kind.division else {""}
    found |= {f"l:{kind.division}/{kind.language}"} if kind.language else set()
    if kind.fifth:
        one = scored(kind)
        found |= {f"b:{kind.division}/{band(one)}", f"b:{kind.division}/{narrow_band(one)}"}
    return found


def scored(kind: Kind, place: str = "", school: int = 0, pupils: int = 0) -> SchoolScore:
    """As the database counts them: 20 points possible."""
    points = 4 * int(kind.fifth) + 1
    return SchoolScore(place, school, kind.division, kind.language, points, 20, pupils)


def rows(pupils: Pupils) -> Rows:
    """What the database would have counted; three schools in each place."""
    there = [
        (place, int(place) * 10 + school, kind, many)
        for (place, kind, school), many in pupils.items()
        if many
    ]
    return Rows(
        came=[Came(place, school, kind.division, many) for place, school, kind, many in there],
        scored=[scored(kind, place, school, many) for place, school, kind, many in there],
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
    for depth in body["depths"]:
        places = places_of(depth["key"], depth["merged"])
        yield places, "", depth["pupils"]
        for cell, outcome in depth["cells"].items():
            yield places, ("l:" if "/" in cell else "g:") + cell, outcome["pupils"]
        for division, bands in depth["bands"].items():
            yield from ((places, f"b:{division}/{name}", int(many)) for name, many in bands)


def inside(places: frozenset[str], label: str, kinds: Sequence[Kind]) -> frozenset[Atom]:
    """The pupils a cell counts, as an attacker tells them apart."""
    return frozenset((place, kind) for place in places for kind in kinds if label in labels(kind))


def size(places: frozenset[str], label: str, pupils: Pupils) -> int:
    """How many there really are."""
    return sum(
        many
        for (place, kind, _school), many in pupils.items()
        if place in places and label in labels(kind)
    )


def cells_of(kinds: Sequence[Kind]) -> list[tuple[frozenset[str], str]]:
    """Every cell of every region, published or not."""
    names = sorted(set[str]().union(*map(labels, kinds)))
    return [(group.places, name) for group, _parent in WHOLE.walk() for name in names]


def attacker(body: Body, kinds: Sequence[Kind]) -> Attacker:
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


@pytest.mark.parametrize("kinds", SIGHTS.values(), ids=SIGHTS)
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(pupils=countries(), chance=st.randoms(use_true_random=False))
def test_no_small_cell_is_known_to_within_the_threshold(
    kinds: list[Kind], pupils: Pupils, chance: Random
) -> None:
    one = attacker(release(WHOLE, rows(pupils)), kinds)
    small = [cell for cell in cells_of(kinds) if 0 < size(*cell, pupils) < SMALLEST]
    for cell in chance.sample(small, min(2, len(small))):
        fewest, most = one.bounds(inside(*cell, kinds))
        assert most - fewest >= SMALLEST, (cell, fewest, most)


def known_to_be_empty(kinds: Sequence[Kind], pupils: Pupils) -> list[Atoms]:
    """Who knows the schools of a place knows what they do not have: a grade, a language."""
    return [inside(*cell, kinds) for cell in cells_of(kinds) if not size(*cell, pupils)]


def small_sums(
    kinds: Sequence[Kind], pupils: Pupils, known: Iterable[Atoms]
) -> list[tuple[frozenset[str], str]]:
    """Cells of too few that adding and subtracting leads to."""
    known, atoms = [*known, *known_to_be_empty(kinds, pupils)], list(product(PLACES, kinds))
    small = [cell for cell in cells_of(kinds) if 0 < size(*cell, pupils) < SMALLEST]
    return [cell for cell in small if is_sum_of(inside(*cell, kinds), known, atoms)]


@settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(pupils=countries())
def test_no_score_of_too_few_is_a_sum_of_what_is_told(pupils: Pupils) -> None:
    kinds = SIGHTS["language"]
    known = [inside(*cell, kinds) for cell in scored_cells(release(WHOLE, rows(pupils)))]
    assert small_sums(kinds, pupils, known) == []


@pytest.mark.parametrize("kinds", SIGHTS.values(), ids=SIGHTS)
@settings(max_examples=6, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(pupils=countries())
def test_no_count_of_too_few_is_a_sum_of_what_is_told(kinds: list[Kind], pupils: Pupils) -> None:
    known = attacker(release(WHOLE, rows(pupils)), kinds).known
    assert small_sums(kinds, pupils, known) == []


def scored_cells(body: Body) -> Iterator[tuple[frozenset[str], str]]:
    """Every cell of which a mean is published."""
    for depth in body["depths"]:
        places = places_of(depth["key"], depth["merged"])
        yield from ((places, ("l:" if "/" in cell else "g:") + cell) for cell in depth["cells"])


def everywhere(many: int) -> Pupils:
    """The same number of pupils of each kind in each school."""
    return {(place, kind, n): many for place in PLACES for kind in KINDS for n in SCHOOLS}


def test_where_there_are_enough_everything_is_shown() -> None:
    body = release(WHOLE, rows(everywhere(4)))
    assert [area["merged"] for area in body["areas"]] == [[]] * 8
    assert {len(depth["cells"]) for depth in body["depths"]} == {6}


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


def test_no_part_is_divided_more_finely_than_the_whole() -> None:
    people = People[str]()
    for school in range(3):
        people.add("1", "a", school, 4)
        people.add("2", "a", school + 3, 4)
    people.add("2", "b", 3, 1)
    parts = tuple(PupilGroup(place, frozenset(place)) for place in "12")
    whole = PupilGroup("all", frozenset("12"), parts)
    found = levels(whole, people, SuppressionRule(), (lambda letter: letter,))
    # The first part has enough of each, but with the sum of all it would tell of the second.
    assert found == {"all": 0, "1": 0, "2": 0}


def test_a_cell_of_one_kind_counts_as_divided() -> None:
    """All of age a in the first part write h: one of age a in the second would be the rest."""
    sizes = {"1": {"ah": 12, "bh": 3, "bs": 9}, "2": {"ah": 1, "as": 20, "bh": 9, "bs": 9}}
    sizes["3"] = dict.fromkeys(("ah", "as", "bh", "bs"), 30)
    people = People[str]()
    for place, cells in sizes.items():
        for cell, many in cells.items():
            people.add(place, cell, int(place), many)
    whole = PupilGroup("all", frozenset("123"), tuple(PupilGroup(n, frozenset(n)) for n in "123"))
    by_age_and_script = (lambda cell: cell[0], lambda cell: cell)
    found = levels(whole, people, SuppressionRule(), by_age_and_script)
    assert found == {"all": 2, "1": 0, "2": 0, "3": 2}


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
