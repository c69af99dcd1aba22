"""Who gets an award: pools, shared places, draws, reserves."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.rules.awards import (
    AwardCandidate,
    AwardKind,
    Given,
    GivingRule,
    Lot,
    give,
    pool_of,
)
from leaderboard.rules.lots import lots_of, sha256_of, ticket_of, written_once


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
    return give(pool_of("x", rule, candidates(*scores)), lot)


FIRST_THREE = GivingRule(AwardKind.RANK, amount=3, reserves=2)


@pytest.mark.parametrize(
    ("scores", "winners", "reserves"),
    [
        pytest.param((9, 8, 7, 6, 5, 4), "1a 2b 3c", "1d 2e", id="no ties"),
        pytest.param((9, 9, 7, 6, 5, 4), "1a 1b 3c", "1d 2e", id="two share the first place"),
        pytest.param((9, 8, 7, 7, 5, 4), "1a 2b 3c 3d", "1e", id="the last place is shared"),
        pytest.param((9, 8, 7, 6, 4, 4), "1a 2b 3c", "1d 2e 2f", id="equal reserves"),
        pytest.param((9, 9, 9, 9, 9, 9), "1a 1b 1c 1d 1e 1f", "", id="all share it"),
        pytest.param((9, 0, 0), "1a", "", id="nobody with 0 points"),
        pytest.param((), "", "", id="nobody played"),
    ],
)
def test_places_are_shared(scores: Sequence[int], winners: str, reserves: str) -> None:
    found = given_by(FIRST_THREE, scores)
    told = (" ".join(f"{place}{ticket}" for place, ticket in one) for one in found)
    assert tuple(told) == (winners, reserves)


def test_a_draw_parts_equals_where_the_rule_says_so() -> None:
    rule = GivingRule(AwardKind.RANK, amount=3, reserves=2, share=False)
    assert given_by(rule, (9,) * 6) == Given(((1, "a"), (2, "b"), (3, "c")), ((1, "d"), (2, "e")))
    found = given_by(rule, (9,) * 6, from_the_end)
    assert found == Given(((1, "f"), (2, "e"), (3, "d")), ((1, "c"), (2, "b")))
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
    assert given_by(rule, scores) == Given(((1, "a"), (2, "b")), ((1, "c"),))
    assert given_by(rule, scores, from_the_end) == Given(((1, "d"), (2, "c")), ((1, "b"),))


@pytest.mark.parametrize(
    ("rule", "scores", "needed"),
    [
        pytest.param({"share": False}, (9, 8, 7), False, id="nobody is equal"),
        pytest.param({"share": False}, (9, 9, 7), True, id="equals win"),
        pytest.param({"share": False}, (9, 8, 8), True, id="equals of the last place"),
        pytest.param({"share": False}, (9, 8, 7, 7), False, id="equals below the last place"),
        pytest.param({"share": False, "reserves": 1}, (9, 8, 7, 7), True, id="equal reserves"),
        pytest.param({"share": True, "reserves": 1}, (9, 9, 7, 7), False, id="equals share"),
        pytest.param({"kind": AwardKind.DRAW}, (9, 8), True, id="all of them are drawn"),
        pytest.param({"kind": AwardKind.DRAW}, (9,), False, id="one alone is not drawn"),
        pytest.param({"kind": AwardKind.THRESHOLD, "share": False}, (9, 9), False, id="reached"),
    ],
)
def test_a_draw_is_needed_where_equals_are_to_be_parted(
    rule: dict[str, Any], scores: Sequence[int], *, needed: bool
) -> None:
    wish: dict[str, Any] = {"kind": AwardKind.RANK, "amount": 2} | rule
    whole = GivingRule(**wish)
    assert pool_of("x", whole, candidates(*scores)).needs_draw is needed


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
seeds = st.sampled_from("abcdef")


@given(rules, some, st.randoms(use_true_random=False))
def test_the_order_in_which_results_come_decides_nothing(
    wish: GivingRule, there: list[AwardCandidate], random: Random
) -> None:
    shuffled = list(there)
    random.shuffle(shuffled)
    assert pool_of("x", wish, there) == pool_of("x", wish, shuffled)


@given(rules, some, seeds)
def test_nobody_wins_an_award_twice_and_nobody_with_nothing(
    wish: GivingRule, there: list[AwardCandidate], seed: str
) -> None:
    points = {one.ticket: one.score for one in there}
    found = give(pool_of("x", wish, there), lots_of(seed, "7"))
    everybody = [ticket for _place, ticket in (*found.winners, *found.reserves)]
    assert len(everybody) == len(set(everybody))
    assert all(points[ticket] > 0 for ticket in everybody)


@given(rules, some, seeds, seeds)
def test_what_needs_no_draw_no_lot_changes(
    wish: GivingRule, there: list[AwardCandidate], one: str, other: str
) -> None:
    pool = pool_of("x", wish, there)
    if not pool.needs_draw:
        assert give(pool, lots_of(one, "7")) == give(pool, lots_of(other, "7"))


@given(rules, some, seeds, st.integers(0, 13))
def test_who_goes_leaves_the_order_of_all_others(
    wish: GivingRule, there: list[AwardCandidate], seed: str, gone: int
) -> None:
    """Of one place each, as after a reopening that takes one pupil out of the count."""
    lots, whole = lots_of(seed, "7"), replace(wish, amount=len(there), reserves=0, share=False)
    rest = [one for one in there if one.ticket != f"t{gone}"]
    before, after = (give(pool_of("x", whole, some), lots).winners for some in (there, rest))
    if wish.kind is not AwardKind.PERCENTILE:
        order = [ticket for _place, ticket in before if ticket != f"t{gone}"]
        assert [ticket for _place, ticket in after] == order


@given(rules, some, seeds)
def test_nobody_is_left_out_who_did_better(
    wish: GivingRule, there: list[AwardCandidate], seed: str
) -> None:
    found = give(pool_of("x", wish, there), lots_of(seed, "7"))
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
    whole = lots_of("e", "7 12")("1/BA", "t")
    assert whole == hashlib.sha256(b"e:712:1/BA:t").hexdigest() == sha256_of("e:712:1/BA:t")
    assert lots_of("e", "07, 12")("1/BA", "t") == whole
    others = [lots_of("f", "7 12")("1/BA", "t"), lots_of("e", "7 13")("1/BA", "t")]
    others += [lots_of("e", "7 12")("1/HR", "t"), lots_of("e", "7 12")("1/BA", "u")]
    assert whole not in others


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
