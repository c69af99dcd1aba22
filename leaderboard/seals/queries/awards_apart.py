"""Whose award a list that is laid before changes, for who seals it after the list was reopened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from competition.models import AwardRule, Edition
from leaderboard.awards.queries import AwardWords, SealedAwards, award_words
from leaderboard.models import Seal, Winner
from leaderboard.rules.winners import seats
from leaderboard.seals.queries.sealed_rows import name_of

NOT_WANTED = (Winner.Gone.DECLINED, Winner.Gone.LATE)


@dataclass(frozen=True, slots=True)
class ChangedHolder:
    """Who has another place, or none (0), of an award; ``winner``: once the teacher was told."""

    ticket: str
    name: str
    then: int
    now: int
    winner: Winner | None


@dataclass(frozen=True, slots=True)
class ChangedAward:
    """One award that somebody gains, loses, or has with another place."""

    words: AwardWords
    holders: Sequence[ChangedHolder]


def awards_apart(edition: Edition, awards: SealedAwards) -> list[dict[str, Any]]:
    """``[{award, names, rows: [[ticket, place before, place now, alias]]}]``, ready
    to be stored. Who did not want it stays so."""
    there = list(Winner.objects.filter(edition=edition).select_related("rule"))
    gone = {(one.key, one.ticket) for one in there if one.gone_why in NOT_WANTED}
    then = defaultdict[str, dict[str, int]](dict)
    for one in there:
        if one.is_held:
            then[one.key][one.ticket] = one.place
    now = _to_give(edition, awards, then, gone)
    names = dict(edition.award_rules.values_list("pk", "names"))
    aliases = {(one.key, one.ticket): one.alias for one in there}
    left = {one.pool.key for one in awards.waiting}
    found = list[dict[str, Any]]()
    for key in sorted(then.keys() | now.keys()):
        old, new = then.get(key, {}), now.get(key, {})
        rows = [
            [one, old.get(one, 0), new.get(one, 0), aliases.get((key, one), "")]
            for one in sorted(old.keys() | new.keys(), key=lambda one: (new.get(one, 0), one))
            if old.get(one, 0) != new.get(one, 0) and key not in left
        ]
        if rows:
            rule = int(key.partition("/")[0])
            found.append({"award": key, "names": names[rule], "rows": rows})
    return found


def _to_give(
    edition: Edition,
    awards: SealedAwards,
    then: Mapping[str, Mapping[str, int]],
    gone: Collection[tuple[str, str]],
) -> dict[str, Mapping[str, int]]:
    """``{award: {ticket: place}}`` of pupils and schools, as it would be given."""
    kinds = dict(edition.award_rules.values_list("pk", "kind"))
    found = {
        key: seats(
            given.winners,
            given.reserves,
            gone={ticket for award, ticket in gone if award == key},
            stepped_in=then.get(key, {}).keys(),
            moves_up=kinds[int(key.partition("/")[0])] != AwardRule.Kind.DRAW,
        )
        for key, given in awards.given.items()
    }
    return found | {
        pool.key: {one.school.ticket: one.rank for one in pool.winners}
        for pool in awards.schools.pools
    }


def changed_awards(seal: Seal, before: Seal | None, language: str) -> list[ChangedAward]:
    """As it was stored with the list, with what has become of each award by now."""
    told = (seal.look or {}).get("changed", ())
    if before is None or not told:
        return []
    words = award_words(told)
    tickets = [row[0] for one in told for row in one["rows"]]
    rows = Winner.objects.filter(edition=seal.edition_id, ticket__in=tickets).told()
    winners = {(one.key, one.ticket): one for one in rows}
    return [
        ChangedAward(
            words[one["award"]],
            [
                ChangedHolder(
                    ticket,
                    name_of(codes, language) if codes else "",
                    then,
                    now,
                    winner=winners.get((one["award"], ticket)),
                )
                for ticket, then, now, codes in one["rows"]
            ],
        )
        for one in told
    ]
