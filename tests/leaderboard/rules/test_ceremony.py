"""The order of a ceremony: ages, countries, the last place first, and every step by its name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.rules.ceremony import (
    MOST_CALLED,
    PER_SCREEN,
    BlockShape,
    CeremonyStep,
    ReadingOrder,
    StepKind,
    called_order,
    steps_of,
)

ORDER = ReadingOrder(("9-11", "12-13"), ("BA", "HR"), (7, 3))


def kinds(block: BlockShape) -> list[str]:
    """The steps of one award, between the opening and the end."""
    return [f"{one.kind}" + "".join(f" {n}" for n in one.winners) for one in _inner(block)]


def _inner(block: BlockShape) -> list[CeremonyStep]:
    first, *inner, last = steps_of([block])
    assert (first.kind, last.kind) == (StepKind.OPENING, StepKind.CLOSING)
    return inner


def test_ages_come_before_countries_and_the_first_award_at_the_end() -> None:
    keys = ["7/12-13/BA", "7/9-11/HR", "3/9-11/HR", "7/9-11/BA", "3/9-11/BA"]
    assert sorted(keys, key=ORDER.of) == [
        *("3/9-11/BA", "7/9-11/BA", "3/9-11/HR", "7/9-11/HR", "7/12-13/BA"),
    ]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            BlockShape("a", [1, 2, 3]),
            [
                *("block", "call 2", "reveal 2", "call 1", "reveal 1", "call 0", "reveal 0"),
                "photo 0 1 2",
            ],
        ),
        (
            BlockShape("a", [1, 1, 3]),
            ["block", "call 2", "reveal 2", "call 0 1", "reveal 0 1", "photo 0 1 2"],
        ),
        (
            BlockShape("a", [1, 2], together=True),
            ["block", "call 0 1", "reveal 0 1", "photo 0 1"],
        ),
        (
            BlockShape("a", [1] * (PER_SCREEN + 1)),
            [
                *("block", "call 0 1 2 3 4 5 6", "reveal 0 1 2 3 4 5", "reveal 6"),
                "photo 0 1 2 3 4 5 6",
            ],
        ),
        (
            BlockShape("a", [1], drawn=True),
            ["block", "draw", "call 0", "reveal 0", "photo 0"],
        ),
        (BlockShape("a", [], waits=True), ["block", "waiting"]),
        (BlockShape("a", [1] * (MOST_CALLED + 1)), ["block", "many"]),
    ],
    ids=[
        *("three places", "a shared place", "no places", "more than a screen"),
        *("drawn", "to be drawn", "too many"),
    ],
)
def test_the_steps_of_an_award(block: BlockShape, expected: list[str]) -> None:
    assert kinds(block) == expected


@given(st.lists(st.lists(st.integers(1, 5), max_size=70).map(sorted), max_size=6))
def test_everybody_is_revealed_once_and_every_step_has_a_name_of_its_own(
    places: list[list[int]],
) -> None:
    steps = steps_of([BlockShape(f"{n}", one) for n, one in enumerate(places)])
    names = [one.name for one in steps]
    assert len(set(names)) == len(names)
    for number, one in enumerate(places):
        shown = [
            winner
            for step in steps
            if step.kind == StepKind.REVEAL and step.block == number
            for winner in step.winners
        ]
        called = len(one) <= MOST_CALLED
        assert sorted(shown) == (list(range(len(one))) if called else [])
        told = [one[winner] for winner in shown]
        assert told == sorted(told, reverse=True)
        assert not called or called_order(BlockShape("", one)) == shown


def test_a_draw_adds_steps_and_renames_none() -> None:
    """So a window that is on a step before or behind it finds it again."""
    before = [BlockShape("a", [1]), BlockShape("b", [], waits=True), BlockShape("c", [1])]
    after = [BlockShape("a", [1]), BlockShape("b", [1, 2], drawn=True), BlockShape("c", [1])]
    kept = {one.name for one in steps_of(before)} - {one.name for one in steps_of(after)}
    assert kept == {"b:waiting"}
