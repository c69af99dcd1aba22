"""Which questions somebody should look at, and why; pure.

A finding is a hint with its evidence, never a verdict: somebody reads the question first.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median

from leaderboard.rules.item_statistics import ENOUGH, FEWEST, Thirds


class ItemFault(StrEnum):
    """What seems to be wrong with a question, the worst first."""

    KEY = "key"
    BACKWARDS = "backwards"
    WEAK = "weak"
    HARD = "hard"
    EASY = "easy"


# In so many standard errors: with a few hundred figures on a page, one in a thousand is chance.
CERTAIN = 3.0
# Ebel & Frisbie, Essentials of Educational Measurement (1991), 232: below .20 revise or drop; half
# of it, since a question nearly all know cannot correlate much.
WEAK_BELOW = 0.1
HARD_BELOW, EASY_ABOVE = 0.2, 0.95
# Of 50 pupils a share is uncertain by 0.07: so far apart is no chance of one question of a paper.
FAR_APART = 0.2


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The figures of one question in one group; ``None`` where pupils are too few for one.

    ``thirds``: how many weak, middling and good pupils gave each mark.
    """

    number: int
    pupils: int
    credit: float | None
    correlation: float | None
    thirds: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemFinding:
    """One reason to look: ``mark`` names the choice it is about, ``score`` orders the list."""

    fault: ItemFault
    score: float
    mark: str = ""


def preferred(parts: Thirds, right: str, marks: frozenset[str]) -> ItemFinding | None:
    """A choice that more good pupils took than the key, if it is no chance.

    Of pupils who took one of both, half would take either: (n - k)/√(n + k) standard errors.
    """
    high = parts.high
    others = {mark: high[mark] for mark in marks if mark != right}
    if not others:
        return None
    mark = max(others, key=lambda one: (others[one], one))
    ahead, key = others[mark], high[right]
    if ahead <= key:
        return None
    score = (ahead - key) / math.sqrt(ahead + key)
    return ItemFinding(ItemFault.KEY, score, mark) if score >= CERTAIN else None


def another_answer(
    codes: Mapping[int, int], key: int, correlation: float | None
) -> ItemFinding | None:
    """Of a question of parts an answer that more pupils gave than the key, where the key does not
    tell good pupils from weak ones either."""
    others = {code: count for code, count in codes.items() if code > 1 and code != key}
    if not others or (correlation is not None and correlation >= WEAK_BELOW):
        return None
    code = max(others, key=lambda one: (others[one], one))
    ahead, right = others[code], codes.get(key, 0)
    score = (ahead - right) / math.sqrt(ahead + right)
    return ItemFinding(ItemFault.KEY, score) if score >= CERTAIN else None


def harder_in(own: Mapping[int, float], others: Mapping[int, float]) -> set[int]:
    """Questions that fall behind in one language, by far more than the language does on the whole
    paper; ``{question: share of the points}`` of its pupils and of all others."""
    behind = {number: others[number] - own[number] for number in own.keys() & others.keys()}
    usual = median(behind.values()) if behind else 0.0
    return {number for number, gap in behind.items() if gap - usual >= FAR_APART}


def findings(figures: ItemFigures, key: ItemFinding | None) -> list[ItemFinding]:
    """What the figures of one question say; ``key``: as ``preferred`` found it."""
    if figures.pupils < FEWEST:
        return []
    found = [key] if key else []
    correlation, credit = figures.correlation, figures.credit
    if correlation is not None:
        score = -correlation * math.sqrt(figures.pupils)
        if score >= CERTAIN and not key:
            found.append(ItemFinding(ItemFault.BACKWARDS, score))
        elif figures.pupils >= ENOUGH and correlation < WEAK_BELOW and not key:
            found.append(ItemFinding(ItemFault.WEAK, WEAK_BELOW - correlation))
    if credit is not None and credit < HARD_BELOW and not key:
        found.append(ItemFinding(ItemFault.HARD, HARD_BELOW - credit))
    if credit is not None and credit > EASY_ABOVE:
        found.append(ItemFinding(ItemFault.EASY, credit - EASY_ABOVE))
    return found
