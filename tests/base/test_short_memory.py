"""Worked out once for many: nobody waits for another key, and nothing old is kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from weakref import ref

import pytest

from base import short_memory
from base.short_memory import ShortMemory
from tests.waiting import PATIENCE


class Worth:
    """Something that was worked out."""


class SlowWork:
    """Goes on when it is let go; says that it has begun."""

    def __init__(self) -> None:
        self.begun, self.let_go = threading.Event(), threading.Event()
        self.times = 0

    def __call__(self) -> Worth:
        self.times += 1
        self.begun.set()
        assert self.let_go.wait(PATIENCE)
        return Worth()


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    passed = [0.0]

    def go_on(seconds: float) -> None:
        passed[0] += seconds

    monkeypatch.setattr(short_memory, "time", SimpleNamespace(monotonic=lambda: passed[0]))
    return go_on


def test_who_asks_for_something_else_does_not_wait() -> None:
    kept, work = ShortMemory[Worth](seconds=60), SlowWork()
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(kept.get, "a", work)
        assert work.begun.wait(PATIENCE)
        try:
            other = pool.submit(kept.get, "b", Worth).result(timeout=PATIENCE / 8)
            assert not slow.done()
        finally:
            work.let_go.set()
    assert slow.result() is not other


def test_who_asks_for_the_same_waits_for_it() -> None:
    kept, work = ShortMemory[Worth](seconds=60), SlowWork()
    with ThreadPoolExecutor(3) as pool:
        askers = [pool.submit(kept.get, "a", work) for _ in range(3)]
        assert work.begun.wait(PATIENCE)
        work.let_go.set()
    assert len({id(one.result()) for one in askers}) == 1
    assert work.times == 1


def test_it_is_kept_from_when_it_was_there(pass_time: Callable[[float], None]) -> None:
    kept = ShortMemory[Worth](seconds=4)

    def work_long() -> Worth:
        pass_time(10)
        return Worth()

    first = kept.get("a", work_long)
    pass_time(3.9)
    assert kept.get("a", Worth) is first
    pass_time(0.1)
    assert kept.get("a", Worth) is not first


def test_a_failure_is_told_and_not_kept() -> None:
    kept = ShortMemory[Worth](seconds=60)

    def fail() -> Worth:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        kept.get("a", fail)
    assert isinstance(kept.get("a", Worth), Worth)


def test_what_is_old_goes_with_the_next_question(pass_time: Callable[[float], None]) -> None:
    kept = ShortMemory[Worth](seconds=4)
    old = [ref(kept.get(number, Worth)) for number in range(5)]
    pass_time(4)
    kept.get("a", Worth)
    assert [one() for one in old] == [None] * 5


def test_a_process_that_begins_anew_keeps_nothing() -> None:
    kept = ShortMemory[Worth](seconds=60)
    first = kept.get("a", Worth)
    assert kept.get("a", Worth) is first
    kept.forget()
    assert kept.get("a", Worth) is not first


def test_what_was_being_worked_out_then_is_not_kept_either() -> None:
    kept = ShortMemory[Worth](seconds=60)

    def work_meanwhile() -> Worth:
        kept.forget()
        return Worth()

    first = kept.get("a", work_meanwhile)
    assert kept.get("a", Worth) is not first
