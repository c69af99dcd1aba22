"""What a paper should be made of: how many questions by topic and difficulty, and what is missing.

Pure. The standard shares are those of a round of twelve topics for ages 9 to 15: 30 % easy, 45 %
medium, 25 % hard; the hard ones exist for the podium.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

SIZE = 20
DIFFICULTIES = {"easy": 30, "medium": 45, "hard": 25}
_TOPIC_WEIGHTS = {
    6: ("PRIV", "SCAM", "BULL", "INFO", "HELP"),
    4: ("ACC", "CONT", "IMG"),
    3: ("GAME", "WELL"),
    2: ("COPY", "FOOT"),
}
TOPICS = {code: weight for weight, codes in _TOPIC_WEIGHTS.items() for code in codes}
# The youngest are asked about pictures at most once.
FEWER = {"9-11": {"IMG": 1}}

# Below so many questions chance alone makes the right answers stand unevenly.
FEW = 8

type Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The number of questions and the weight of each topic and difficulty; weights are relative."""

    size: int
    topics: Mapping[str, int]
    difficulties: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CandidateOffer:
    """A question that could be taken; the less worn, the better."""

    key: int
    topic: str
    difficulty: str
    worn: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A question to take, and which gap it closes: ``cell, topic, difficulty`` or ``number``."""

    offer: CandidateOffer
    closes: str


def standard(division: str, size: int = SIZE) -> Blueprint:
    """The blueprint of an age group."""
    return Blueprint(size, {**TOPICS, **FEWER.get(division, {})}, DIFFICULTIES)


def shared_out(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Whole numbers in proportion to the weights that sum to ``total`` (largest remainder).

    Without any weight all count alike; among equal remainders the first gets more.
    """
    if not weights:
        return {}
    given = weights if any(weights.values()) else dict.fromkeys(weights, 1)
    whole = sum(given.values())
    parts = {name: total * weight // whole for name, weight in given.items()}
    left = total - sum(parts.values())
    for name in sorted(given, key=lambda name: -(total * given[name] % whole))[:left]:
        parts[name] += 1
    return parts


def targets(blueprint: Blueprint) -> dict[Cell, int]:
    """How many questions of each topic and difficulty.

    Rows sum to the shares of the topics, columns to those of the difficulties, all of them to the
    number of questions. Each cell is as near to its proportional part as these sums allow.
    """
    rows = shared_out(blueprint.size, blueprint.topics)
    columns = shared_out(blueprint.size, blueprint.difficulties)
    exact = {(row, column): rows[row] * columns[column] for row in rows for column in columns}
    found = {cell: part // max(blueprint.size, 1) for cell, part in exact.items()}
    for cell, count in found.items():
        rows[cell[0]] -= count
        columns[cell[1]] -= count
    while open_cells := [cell for cell in exact if rows[cell[0]] > 0 and columns[cell[1]] > 0]:
        cell = max(open_cells, key=lambda one: exact[one] - found[one] * blueprint.size)
        found[cell] += 1
        rows[cell[0]] -= 1
        columns[cell[1]] -= 1
    return found


@dataclass(slots=True)
class Gaps:
    """What is still missing: by cell, by topic, by difficulty, and in all."""

    cells: Counter[Cell]
    topics: Counter[str]
    difficulties: Counter[str]
    number: int = field(default=0)

    def take(self, topic: str, difficulty: str) -> None:
        """One question less is missing."""
        self.cells[topic, difficulty] -= 1
        self.topics[topic] -= 1
        self.difficulties[difficulty] -= 1
        self.number -= 1

    def closed_by(self, offer: CandidateOffer) -> str:
        """The narrowest gap a question closes."""
        if self.cells[offer.topic, offer.difficulty] > 0:
            return "cell"
        if self.topics[offer.topic] > 0:
            return "topic"
        return "difficulty" if self.difficulties[offer.difficulty] > 0 else "number"


def gaps(blueprint: Blueprint, chosen: Iterable[Cell]) -> Gaps:
    """What the chosen ``(topic, difficulty)`` leave open; below 0 where there are too many."""
    found = Gaps(
        Counter(targets(blueprint)),
        Counter(shared_out(blueprint.size, blueprint.topics)),
        Counter(shared_out(blueprint.size, blueprint.difficulties)),
        blueprint.size,
    )
    for topic, difficulty in chosen:
        found.take(topic, difficulty)
    return found


RANKS = {"cell": 0, "topic": 1, "difficulty": 2, "number": 3}


def fill(
    blueprint: Blueprint, chosen: Iterable[Cell], offers: Sequence[CandidateOffer]
) -> list[Proposal]:
    """Questions that close the gaps, the most fitting first, until the number is reached.

    The same gaps and offers always give the same proposals: of those that fit alike the least worn
    one, then the one with the lowest key.
    """
    left, pool, found = gaps(blueprint, chosen), list(offers), list[Proposal]()
    while left.number > 0 and pool:
        best = min(pool, key=lambda offer: _rank(left, offer))
        found.append(Proposal(best, left.closed_by(best)))
        left.take(best.topic, best.difficulty)
        pool.remove(best)
    return found


def _rank(left: Gaps, offer: CandidateOffer) -> tuple[int, bool, int, int]:
    too_many = left.difficulties[offer.difficulty] <= 0
    return RANKS[left.closed_by(offer)], too_many, offer.worn, offer.key


def is_lopsided(places: Sequence[int]) -> bool:
    """Whether the places of the right answers (1 to 4) would help somebody who guesses.

    That is so where more than half stand in one place, or none in the first, second or third.
    """
    counts = Counter(places)
    if len(places) < FEW:
        return False
    return max(counts.values()) * 2 > len(places) or any(not counts[place] for place in (1, 2, 3))
