"""The awards of a list that was laid before, for who signs it: winners, reserves, what is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competition.aliases import alias as wording
from competition.models import Alias, Attempt, Edition, Sitting
from leaderboard.awards.queries import AwardWords, EditionPool, SealedAwards, award_words
from leaderboard.models import Seal
from leaderboard.rules.awards import Given
from leaderboard.seals.queries.sealed_rows import name_of

# So many of each award stand on the page; a diploma for enough points has thousands.
MOST_ON_PAGE = 60
# What a draw decides of an award: how many winners, how many reserves.
LEFT = ("take", "reserves_drawn")


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A winner with a place, or a reserve with its number; ``name`` empty: only the ticket."""

    number: int
    ticket: str
    name: str
    animal: str


@dataclass(frozen=True, slots=True)
class LaidAward:
    """One award as it would be sealed.

    ``count``: of all its winners; ``take``, ``reserves_drawn``: how many winners and reserves are
    left to a draw, of so many ``tickets`` that can win.
    """

    name: str
    division: str
    country: str
    winners: Sequence[LaidLine]
    reserves: Sequence[LaidLine]
    count: int
    tickets: int
    take: int
    reserves_drawn: int


def told_of_awards(edition: Edition, awards: SealedAwards) -> list[dict[str, Any]]:
    """What the second person reads of the awards, ready to be stored; aliases by their codes.

    Two statements. ``edition`` has its aliases drawn.
    """
    names = _names(edition)
    return [_told(one, awards, names) for one in awards.pools]


def _names(edition: Edition) -> Mapping[int, str]:
    """``{attempt: codes}`` of those who have an alias: the best of each board."""
    aliases = Alias.objects.filter(edition=edition)
    found = {
        card: " ".join(map(str, codes))
        for card, *codes in aliases.values_list("card_id", *wording.Codes._fields)
    }
    mine = Attempt.objects.filter(entry__edition=edition, kind=Sitting.Kind.OFFICIAL)
    rows = mine.filter(card__in=aliases.values("card")).values_list("pk", "card_id")
    return {attempt: found[card] for attempt, card in rows}


def _told(one: EditionPool, awards: SealedAwards, names: Mapping[int, str]) -> dict[str, Any]:
    pool = one.pool
    given = awards.given.get(pool.key)
    winners, reserves = given or Given()

    def lines(rows: Iterable[tuple[int, str]]) -> list[tuple[int, str, str]]:
        told = list(rows)[:MOST_ON_PAGE]
        return [(number, it, names.get(awards.attempts[it], "")) for number, it in told]

    return {
        "award": pool.key,
        "names": one.award.rule.names,
        "winners": lines(winners),
        "reserves": lines(reserves),
        "count": len(winners),
        "tickets": len(pool.entries),
        "take": 0 if given else pool.take,
        "reserves_drawn": 0 if given else pool.reserves,
    }


def laid_awards(seal: Seal, language: str) -> list[LaidAward]:
    """In the reader's language, in the order in which they are given; one statement.

    Nothing of a list that was laid before by an earlier release.
    """
    given = (seal.look or {}).get("given", ())
    words = award_words(given)
    return [_award(one, words[one["award"]], language) for one in given]


def _award(told: Mapping[str, Any], words: AwardWords, language: str) -> LaidAward:
    return LaidAward(
        name=words.name,
        division=words.ages,
        country=words.country,
        winners=_lines(told["winners"], language),
        reserves=_lines(told["reserves"], language),
        count=told["count"],
        tickets=told["tickets"],
        take=told["take"],
        reserves_drawn=told["reserves_drawn"],
    )


def _lines(rows: Sequence[tuple[int, str, str]], language: str) -> list[LaidLine]:
    return [
        LaidLine(number, it, name_of(codes, language), codes.split(" ")[1])
        if codes
        else LaidLine(number, it, "", "")
        for number, it, codes in rows
    ]
