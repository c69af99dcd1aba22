"""A server takes as many files as it may, and never gives any back."""

from __future__ import annotations

import resource

import pytest

from competition.config.open_files import MANY, allow_many_files

ALL = resource.RLIM_INFINITY


@pytest.mark.parametrize(
    ("allowed", "most", "taken"),
    [
        (1024, 524_288, (MANY, 524_288)),
        (1024, 20_000, (20_000, 20_000)),
        (1024, ALL, (MANY, ALL)),
        (100_000, 524_288, None),
        (ALL, ALL, None),
    ],
)
def test_what_the_machine_allows_is_taken(
    monkeypatch: pytest.MonkeyPatch,
    allowed: int,
    most: int,
    taken: tuple[int, int] | None,
) -> None:
    set_to: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (allowed, most))
    monkeypatch.setattr(resource, "setrlimit", lambda _what, limits: set_to.append(limits))
    allow_many_files()
    assert set_to == ([] if taken is None else [taken])
