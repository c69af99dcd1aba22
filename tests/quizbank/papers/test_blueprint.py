"""The blueprint: shares become whole numbers, gaps are counted, proposals close them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbank.papers.blueprint import (
    TOPICS,
    Blueprint,
    CandidateOffer,
    fill,
    gaps,
    is_lopsided,
    shared_out,
    standard,
    targets,
)

LEVELS = ("easy", "medium", "hard")
weights = st.dictionaries(st.sampled_from(sorted(TOPICS)), st.integers(0, 100), min_size=1)
levels = st.fixed_dictionaries({level: st.integers(0, 100) for level in LEVELS})
blueprints = st.builds(Blueprint, st.integers(0, 60), weights, levels)
offers = st.lists(
    st.builds(
        CandidateOffer,
        st.integers(1, 999),
        st.sampled_from(sorted(TOPICS)),
        st.sampled_from(LEVELS),
        st.integers(0, 3),
    ),
    unique_by=lambda offer: offer.key,
    max_size=40,
)


@pytest.mark.parametrize(
    ("total", "given_weights", "parts"),
    [
        (20, {"easy": 30, "medium": 45, "hard": 25}, [6, 9, 5]),
        (10, {"easy": 30, "medium": 45, "hard": 25}, [3, 5, 2]),
        (7, {"a": 1, "b": 1, "c": 1}, [3, 2, 2]),
        (5, {"a": 0, "b": 0}, [3, 2]),
        (3, {"a": 1, "b": 0}, [3, 0]),
        (0, {"a": 2, "b": 1}, [0, 0]),
        (4, {}, []),
    ],
    ids=["standard", "first-among-equals", "thirds", "no-weight", "one", "nothing", "nobody"],
)
def test_shares_as_whole_numbers(
    total: int, given_weights: dict[str, int], parts: list[int]
) -> None:
    assert list(shared_out(total, given_weights).values()) == parts


@given(total=st.integers(0, 200), given_weights=weights)
def test_parts_sum_to_the_whole_and_miss_their_share_by_less_than_one(
    total: int, given_weights: dict[str, int]
) -> None:
    parts = shared_out(total, given_weights)
    whole = sum(given_weights.values())
    assert sum(parts.values()) == total
    if whole:
        for name, part in parts.items():
            assert abs(part * whole - total * given_weights[name]) < whole


@given(blueprint=blueprints)
def test_targets_sum_to_the_number_of_questions_by_topic_and_by_difficulty(
    blueprint: Blueprint,
) -> None:
    found = targets(blueprint)
    assert sum(found.values()) == blueprint.size
    assert min(found.values()) >= 0
    for at, shares in enumerate((blueprint.topics, blueprint.difficulties)):
        sums = {name: sum(n for cell, n in found.items() if cell[at] == name) for name in shares}
        assert sums == shared_out(blueprint.size, shares)


@pytest.mark.parametrize(("division", "pictures"), [("9-11", 0), ("12-13", 2), ("14-15", 2)])
def test_the_standard_of_each_age_group(division: str, pictures: int) -> None:
    blueprint = standard(division)
    topics = shared_out(20, blueprint.topics)
    assert (blueprint.size, topics["IMG"], topics["HELP"]) == (20, pictures, 2)
    assert sum(topics.values()) == 20


def test_gaps_fall_below_zero_where_there_is_too_much() -> None:
    left = gaps(Blueprint(2, {"A": 1, "B": 1}, {"easy": 1}), [("A", "easy"), ("A", "easy")])
    assert (left.number, left.topics["A"], left.topics["B"]) == (0, -1, 1)


@pytest.mark.parametrize(
    ("offered", "closes"),
    [
        ([CandidateOffer(1, "A", "easy"), CandidateOffer(2, "A", "hard")], [(1, "cell")]),
        ([CandidateOffer(1, "B", "easy"), CandidateOffer(2, "A", "hard")], [(2, "topic")]),
        ([CandidateOffer(1, "B", "hard"), CandidateOffer(2, "B", "easy")], [(2, "difficulty")]),
        ([CandidateOffer(1, "B", "hard")], [(1, "number")]),
        ([CandidateOffer(1, "A", "easy", worn=1), CandidateOffer(2, "A", "easy")], [(2, "cell")]),
        ([CandidateOffer(2, "A", "easy"), CandidateOffer(1, "A", "easy")], [(1, "cell")]),
        ([], []),
    ],
    ids=["cell", "topic-first", "difficulty-next", "at-least-the-number", "fresh", "key", "none"],
)
def test_what_closes_a_gap_best(
    offered: list[CandidateOffer], closes: list[tuple[int, str]]
) -> None:
    found = fill(Blueprint(1, {"A": 1}, {"easy": 1}), [], offered)
    assert [(one.offer.key, one.closes) for one in found] == closes


@given(blueprint=blueprints, pool=offers, taken=st.integers(0, 10))
def test_proposals_never_pass_the_number_repeat_themselves_or_depend_on_the_order(
    blueprint: Blueprint, pool: list[CandidateOffer], taken: int
) -> None:
    chosen = [("PRIV", "easy")] * taken
    found = fill(blueprint, chosen, pool)
    assert len(found) == min(max(blueprint.size - taken, 0), len(pool))
    assert len({one.offer.key for one in found}) == len(found)
    assert fill(blueprint, chosen, pool[::-1]) == found


@given(blueprint=blueprints)
def test_a_bank_with_everything_closes_every_gap(blueprint: Blueprint) -> None:
    cells = [(topic, level) for topic in blueprint.topics for level in LEVELS]
    pool = [CandidateOffer(n, *cell) for n, cell in enumerate(cells * blueprint.size)]
    found = fill(blueprint, [], pool)
    left = gaps(blueprint, [(one.offer.topic, one.offer.difficulty) for one in found])
    assert not any(left.cells.values())


@pytest.mark.parametrize(
    ("places", "lopsided"),
    [
        ([1, 2, 3, 4] * 5, False),
        ([1] * 11 + [2, 3, 4] * 3, True),
        ([1, 2, 4] * 6, True),
        ([1, 2, 3] * 6, False),
        ([1] * 7, False),
        ([], False),
    ],
    ids=["even", "half-in-one", "none-in-third", "three-choices", "too-few-to-tell", "nothing"],
)
def test_whether_places_of_right_answers_help_guessing(places: list[int], lopsided: bool) -> None:
    assert is_lopsided(places) is lopsided
