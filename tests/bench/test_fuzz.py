"""A small fixed share of `bench.fuzz`: spoilt files of every kind are read or refused."""

from __future__ import annotations

from random import Random

import pytest

from bench.fuzz import fuzz
from bench.mutating import INSIDE, LONGEST, PLAIN, Spoil, spoilt
from bench.seed_files import seeds

FILES = 90


def test_spoilt_files_of_every_kind_are_read_or_refused() -> None:
    outcome = fuzz(FILES, seed=2027)
    assert outcome.faults == []
    assert sum(outcome.counts.values()) == FILES
    # Neither all spoilt beyond reading nor none.
    assert outcome.counts["read"] > 5
    assert outcome.counts["refused"] > FILES // 3


def test_honest_files_are_read() -> None:
    outcome = fuzz(len(seeds()), seed=0, spoil=lambda content, _random: content)
    assert dict(outcome.counts) == {"read": len(seeds())}


@pytest.mark.parametrize(
    "spoil", [*PLAIN, *dict.fromkeys(INSIDE)], ids=lambda spoil: spoil.__name__
)
def test_every_way_to_spoil_a_file_spoils_it_the_same_again(spoil: Spoil) -> None:
    content = seeds()["register.xlsx"][2]
    made = [spoil(content, Random("1")) for _ in range(2)]
    assert made[0] == made[1] != content


def test_a_spoilt_file_does_not_outgrow_what_is_sent() -> None:
    contents = [one for _reader, _options, one in seeds().values()]
    made = [spoilt(one, Random(f"{n}")) for n in range(8) for one in contents]
    assert max(map(len, made)) <= LONGEST
