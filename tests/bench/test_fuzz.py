"""A small fixed share of `bench.fuzz`: spoilt files of every kind are read or refused."""

from __future__ import annotations

from bench.fuzz import fuzz

FILES = 90


def test_spoilt_files_of_every_kind_are_read_or_refused() -> None:
    outcome = fuzz(FILES, seed=2027)
    assert outcome.faults == []
    assert sum(outcome.counts.values()) == FILES
    # Neither all spoilt beyond reading nor none.
    assert outcome.counts["read"] > 5
    assert outcome.counts["refused"] > FILES // 3
