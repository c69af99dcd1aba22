"""The order of a run: every test once, and the part of each process begins with flows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.order import dealt

type Test = tuple[str, int]


def order(tests: list[Test], processes: int) -> list[Test]:
    """Files in capital letters are flows."""
    return dealt(
        tests, processes, is_flow=lambda test: test[0].isupper(), file_of=lambda test: test[0]
    )


def test_each_part_begins_with_flows_and_files_stay_whole() -> None:
    tests = [(file, number) for file in "ABCdef" for number in range(4)]
    first, second = (order(tests, 2)[:12], order(tests, 2)[12:])
    assert [file for file, _number in first] == [*"AAAACCCC", *"dddd"]
    assert [file for file, _number in second] == [*"BBBB", *"eeeeffff"]


def test_one_process_has_all_flows_first() -> None:
    assert [file for file, _number in order([("a", 1), ("B", 1), ("c", 1)], 1)] == ["B", "a", "c"]


@given(st.lists(st.sampled_from("ABCdef")), st.integers(1, 5))
def test_every_test_comes_once(files: list[str], processes: int) -> None:
    tests = [(file, number) for number, file in enumerate(sorted(files))]
    assert sorted(order(tests, processes)) == tests
