"""Who gets an award: pools, shared places, draws, reserves."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.rules.awards import (
    AwardCandidate,
    AwardKind,
    AwardPool,
    Given,
    GivingRule,
    Lot,
    Undecided,
    decide,
    pool_of,
    settled,
    undecided,
)
from leaderboard.rules.lots import keyed_hash, lot, sha256_of, ticket_of, written_once


def candidates(*scores: int, of: int = 10) -> list[AwardCandidate]:
    """Pupils a, b, c … with so many points; nothing else parts them."""
    return [
        AwardCandidate(chr(ord("a") + n), (-score,), score, of) for n, score in enumerate(scores)
    ]


def by_letter(_award: str, ticket: str) -> str:
    """The lot of a is the smallest."""
    return ticket


def from_the_end(_award: str, ticket: str) -> str:
    return chr(ord("a") + ord("z") - ord(ticket))


def given_by(rule: GivingRule, scores: Sequence[int], lot: Lot = by_letter) -> Given:
    return decide([pool_of("x", rule, candidates(*scores))], lot)["x"]


FIRST_THREE = GivingRule(AwardKind.RANK, amount=3, reserves=2)


@pytest.mark.parametrize(
    ("scores", "winners", "reserves"),
    [
        pytest.param((9, 8, 7, 6, 5, 4), "1a 2b 3c", "de", id="no ties"),
        pytest.param((9, 9, 7, 6, 5, 4), "1a 1b 3c", "de", id="two share the first place"),
        pytest.param((9, 8, 7, 7, 5, 4), "1a 2b 3c 3d", "e", id="the last place is shared"),
        pytest.param((9, 9, 9, 9, 9, 9), "1a 1b 1c 1d 1e 1f", "", id="all share it"),
        pytest.param((9, 0, 0), "1a", "", id="nobody with 0 points"),
        pytest.param((), "", "", id="nobody played"),
    ],
)
def test_places_are_shared(scores: Sequence[int], winners: str, reserves: str) -> None:
    found = given_by(FIRST_THREE, scores)
    assert " ".join(f"{place}{ticket}" for place, ticket in found.winners) == winners
    assert "".join(found.reserves) == reserves


def test_a_draw_parts_equals_where_the_rule_says_so() -> None:
    rule = GivingRule(AwardKind.RANK, amount=3, reserves=2, share=False)
    assert given_by(rule, (9,) * 6) == Given(((1, "a"), (2, "b"), (3, "c")), ("d", "e"))
    found = given_by(rule, (9,) * 6, from_the_end)
    assert found == Given(((1, "f"), (2, "e"), (3, "d")), ("c", "b"))
    # A better result is never drawn below a worse one.
    assert given_by(rule, (5, 9, 5), from_the_end).winners == ((1, "b"), (2, "c"), (3, "a"))


@pytest.mark.parametrize(
    ("amount", "scores", "tickets"),
    [
        pytest.param(20, (9, 8, 7, 6, 5, 4, 3, 2, 1, 0), "ab", id="of all who took part"),
        pytest.param(10, (9, 8, 7), "a", id="at least one"),
        pytest.param(10, (0, 0), "", id="but nobody with 0 points"),
        pytest.param(20, (9, 8, 8, 6, 5, 4, 3, 2, 1, 1), "abc", id="equals of the last too"),
    ],
)
def test_the_best_part(amount: int, scores: Sequence[int], tickets: str) -> None:
    found = given_by(GivingRule(AwardKind.PERCENTILE, amount=amount), scores)
    assert "".join(ticket for _place, ticket in found.winners) == tickets


def test_a_threshold_is_reached_with_exactly_so_many_points() -> None:
    rule = GivingRule(AwardKind.THRESHOLD, least=80)
    assert [ticket for _place, ticket in given_by(rule, (7, 8, 9, 0)).winners] == ["c", "b"]


def test_a_draw_takes_no_notice_of_who_was_better() -> None:
    rule = GivingRule(AwardKind.DRAW, amount=2, least=80, reserves=1)
    scores = (10, 9, 8, 8, 7)
    assert given_by(rule, scores) == Given(((1, "a"), (2, "b")), ("c",))
    assert given_by(rule, scores, from_the_end) == Given(((1, "d"), (2, "c")), ("b",))


def test_about_whom_a_draw_has_still_to_decide() -> None:
    best = pool_of("1", GivingRule(AwardKind.RANK, amount=1), candidates(9, 8, 7, 7))
    parted = GivingRule(AwardKind.RANK, amount=2, share=False)
    two = pool_of("2", parted, candidates(9, 7, 7))
    reserves = GivingRule(AwardKind.RANK, amount=1, reserves=1)
    next_one = pool_of("3", reserves, candidates(9, 8, 8))
    assert undecided([best, two, next_one]) == {
        "2": Undecided(frozenset("abc"), frozenset("abc")),
        "3": Undecided(frozenset(), frozenset("bc")),
    }


# ---------------------------------------------------------------- whatever there is

rules = st.builds(
    GivingRule,
    kind=st.sampled_from(AwardKind),
    amount=st.integers(1, 6),
    least=st.integers(1, 100),
    share=st.booleans(),
    reserves=st.integers(0, 3),
)
some = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1)), max_size=14).map(
    lambda rows: [
        AwardCandidate(f"t{n}", (-score, wrong), score, 4) for n, (score, wrong) in enumerate(rows)
    ]
)
seeds = st.integers(0, 5)


def pools_of(wishes: Sequence[GivingRule], there: Sequence[AwardCandidate]) -> list[AwardPool]:
    return [pool_of(f"{n}", wish, there) for n, wish in enumerate(wishes)]


def lots_of(seed: int) -> Lot:
    return lot(seal="s", number="7", seed=f"{seed}")


@given(st.lists(rules, max_size=4), some, seeds, st.randoms(use_true_random=False))
def test_the_order_in_which_results_come_decides_nothing(
    wishes: list[GivingRule], there: list[AwardCandidate], seed: int, random: Random
) -> None:
    shuffled = list(there)
    random.shuffle(shuffled)
    assert pools_of(wishes, there) == pools_of(wishes, shuffled)
    pools = pools_of(wishes, there)
    assert decide(pools, lots_of(seed)) == decide(pools, lots_of(seed))


@given(st.lists(rules, max_size=4), some, seeds)
def test_nobody_wins_an_award_twice_and_nobody_with_nothing(
    wishes: list[GivingRule], there: list[AwardCandidate], seed: int
) -> None:
    points = {one.ticket: one.score for one in there}
    for given_out in decide(pools_of(wishes, there), lots_of(seed)).values():
        everybody = [*(ticket for _place, ticket in given_out.winners), *given_out.reserves]
        assert len(everybody) == len(set(everybody))
        assert all(points[ticket] > 0 for ticket in everybody)


@given(st.lists(rules, max_size=4), some, seeds, seeds)
def test_what_is_settled_no_draw_changes(
    wishes: list[GivingRule], there: list[AwardCandidate], one: int, other: int
) -> None:
    pools = pools_of(wishes, there)
    first, second = decide(pools, lots_of(one)), decide(pools, lots_of(other))
    for key, certain in settled(pools).items():
        assert certain.whole == (certain.winners and certain.reserves)
        if certain.winners:
            assert set(first[key].winners) == set(second[key].winners)
        if certain.reserves:
            assert first[key].reserves == second[key].reserves


@given(rules, some, seeds)
def test_nobody_is_passed_over_who_did_better(
    wish: GivingRule, there: list[AwardCandidate], seed: int
) -> None:
    found = decide(pools_of([wish], there), lots_of(seed))["0"]
    winners = {ticket for _place, ticket in found.winners}
    by_ticket = {one.ticket: one for one in there}
    others = [one for one in there if one.ticket not in winners and one.score]
    if wish.kind is AwardKind.DRAW or not winners:
        return
    worst = max(by_ticket[ticket].order for ticket in winners)
    assert all(one.order >= worst for one in others)
    if wish.share:
        assert all(one.order > worst for one in others)


# ---------------------------------------------------------------- lots


def test_a_lot_hangs_on_all_that_was_named() -> None:
    named = {"seal": "s", "number": "7 12", "seed": "e"}
    whole = lot(**named)("1/BA", "t")
    assert whole == hashlib.sha256(b"s:712:e:1/BA:t").hexdigest() == sha256_of("s:712:e:1/BA:t")
    assert lot(**named | {"number": "07, 12"})("1/BA", "t") == whole
    for name in named:
        assert lot(**named | {name: "8"})("1/BA", "t") != whole
    assert lot(**named)("1/HR", "t") != whole
    assert lot(**named)("1/BA", "u") != whole


def test_a_ticket_tells_nothing_without_its_key() -> None:
    assert ticket_of("key", 1) == ticket_of("key", 1)
    assert len({ticket_of("key", 1), ticket_of("key", 2), ticket_of("other", 1)}) == 3


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *((typed, "71233") for typed in ("07, 12 - 33", " 7  12 33 ", "071233", "٧ ١٢ ٣٣")),
        ("seven", ""),
        ("0", ""),
    ],
)
def test_a_number_is_written_in_one_way(typed: str, number: str) -> None:
    assert written_once(typed) == number


def test_what_could_be_guessed_is_told_by_a_key() -> None:
    assert keyed_hash("key", "12 of 400") == keyed_hash("key", "12 of 400")
    assert keyed_hash("other", "12 of 400") != keyed_hash("key", "12 of 400")
    assert keyed_hash("key", "12 of 400") != sha256_of("12 of 400")
