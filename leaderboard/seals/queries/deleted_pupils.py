"""Pupils of a sealed list of whom nothing is kept any more: found by what is missing, and noted
nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from competition.aliases.alias import Codes
from competition.models import Alias
from leaderboard.awards.awards_document import awards_in
from leaderboard.models import Award, SchoolAward, Seal, Winner
from leaderboard.results.queries.public_results import public_results
from leaderboard.rules.passing_on import CALLED
from leaderboard.winners.queries.unfollowed import first_of

# {award: {ticket: place}} of those who have it by a seal.
type Winning = Mapping[str, Mapping[str, int]]


def rows_deleted(seal: Seal) -> int:
    """How many rows of the list that holds have nobody behind them any more; asked before a
    correction is carried out, for nothing else takes a row away after the seal."""
    there = public_results().filter(division__edition=seal.edition_id)
    return max(seal.rows - there.count(), 0)


def is_award_deleted(seal: Seal, winners: Winning) -> bool:
    """Whether somebody was deleted whose award is called and went to no reserve before: to count
    anew would give it to the next one, though the prize may be in the hands of a child."""
    listed = awards_in(seal.awards_body) if seal.awards_body else ()
    called = {one["award"] for one in listed if one["kind"] in CALLED}
    there = _given(seal)
    gone = Counter(
        key for key in called for ticket in winners.get(key, ()) if (key, ticket) not in there
    )
    followed = _followed(seal)
    return any(many > followed.get(key, 0) for key, many in gone.items())


def kept_winners(seal: Seal, winners: Winning) -> Winning:
    """Without those who were deleted."""
    there = _given(seal)
    return {
        key: {ticket: place for ticket, place in one.items() if (key, ticket) in there}
        for key, one in winners.items()
    }


def kept_names(edition: int, names: Collection[str]) -> list[str]:
    """Those of some aliases, by their codes, that a card has still; in their order."""
    numbers = {int(one.rpartition(" ")[2]) for one in names}
    rows = Alias.objects.filter(edition=edition, number__in=numbers)
    there = {" ".join(map(str, codes)) for codes in rows.values_list(*Codes._fields)}
    return [one for one in names if one in there]


def _given(seal: Seal) -> set[tuple[str, str]]:
    """Awards with their tickets as they are stored: those of a pupil go with what is kept."""
    of_pupils = Award.objects.filter(seal=seal).values_list("key", "ticket")
    of_schools = SchoolAward.objects.filter(seal=seal).values_list("key", "ticket")
    return {*of_pupils, *of_schools}


def _followed(seal: Seal) -> Mapping[str, int]:
    """How many reserves of each award stepped in by way of somebody who was deleted since."""
    found = Winner.objects.filter(award__seal=seal).select_related("award")
    rows = {one.pk: one for one in found}
    standing = (one for one in rows.values() if one.stands)
    return Counter(one.award.key for one in standing if not first_of(one, rows).award.place)
