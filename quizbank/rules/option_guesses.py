"""The pretest without stems: who reads the choices alone should not find the right one."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

# So many readers say something; more than half of them right, and the words give the key away.
READERS = 3
# Of a hundred pupils of the right age so many should know it: what a difficulty means.
MEANT = {"easy": 85, "medium": 65, "hard": 45}


def gives_away(hits: Collection[bool]) -> bool:
    """Whether enough readers of the choices alone found the key for the text to go back."""
    return len(hits) >= READERS and sum(hits) * 2 > len(hits)


def code_of(seed: str, key: str) -> str:
    """What a sheet calls a question, whose identifier would tell what it asks."""
    return sha256(f"{seed}\n{key}".encode()).hexdigest()[:8]


def shuffled(letters: Iterable[str], seed: str, key: str) -> str:
    """The letters of a question in the order of a sheet: the same for the same seed."""
    order = sorted(letters)
    random.Random(f"{seed}\n{key}").shuffle(order)  # noqa: S311 - an order, not a secret
    return "".join(order)


class Guessable(NamedTuple):
    """A question of a sheet: its division, the letters as they stand there, and the right one."""

    key: str
    division: str
    order: str
    right: str


class PretestShare(NamedTuple):
    """Of so many picks of readers: how many hit, and how many chance would hit."""

    picks: int
    hits: int
    chance: float

    @property
    def share(self) -> float:
        """Hits of 1; 0 without a pick."""
        return self.hits / self.picks if self.picks else 0.0


def share_of(guesses: Sequence[tuple[bool, float]]) -> PretestShare:
    """Of guesses, at least one: whether each hit, and how likely chance would have."""
    hits, chances = zip(*guesses, strict=True)
    return PretestShare(len(guesses), sum(hits), sum(chances) / len(guesses))


def hits_of(asked: Sequence[Guessable], picks: Mapping[str, int]) -> dict[str, bool]:
    """``{identifier: whether this reader hit}``; a pick is the number of a choice, from 1."""
    return {
        one.key: one.order[pick - 1] == one.right
        for one in asked
        if 1 <= (pick := picks.get(one.key, 0)) <= len(one.order)
    }


def shares(
    asked: Sequence[Guessable], readers: Sequence[Mapping[str, bool]]
) -> dict[str, PretestShare]:
    """``{division: share}`` of all readers together, and ``all``; ``readers`` as of ``hits_of``."""
    found = dict[str, list[tuple[bool, float]]]()
    for one in asked:
        for hits in readers:
            if one.key in hits:
                row = (hits[one.key], 1 / len(one.order))
                found.setdefault(one.division, []).append(row)
                found.setdefault("all", []).append(row)
    return {division: share_of(rows) for division, rows in sorted(found.items())}


def given_away(asked: Sequence[Guessable], readers: Sequence[Mapping[str, bool]]) -> list[str]:
    """Identifiers of the questions that their readers send back."""
    return [
        one.key
        for one in asked
        if gives_away([hits[one.key] for hits in readers if one.key in hits])
    ]
