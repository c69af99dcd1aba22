"""What a correction changed, as anybody may read it: rows by alias, awards by ticket, no names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from competition.models import Edition
from leaderboard.awards.awards_document import awards_in, is_open, school_awards_in
from leaderboard.awards.queries.repeating import given_by
from leaderboard.models import DrawOutcome, Seal, SealChange
from leaderboard.seals.queries.sealed_rows import BoardRows, by_place, rows_apart

# {award: {ticket: place}} of those who may be told.
type Winning = Mapping[str, Mapping[str, int]]


def what_changed(before: Seal, after: Seal, changes: Sequence[SealChange]) -> dict[str, Any]:
    """``{decided, questions, boards, awards}``, ready to be stored.

    ``after`` need not be stored yet.
    """
    outcome = DrawOutcome.objects.filter(seal=before).first()
    number = outcome.number if outcome else ""
    return {
        "decided": dict(Counter(one.kind for one in changes if one.attempt_id)),
        "questions": list(_questions(after.edition, changes)),
        "boards": list(_boards(before, after)),
        "awards": list(_awards(after, winning(before, number), winning(after, number))),
    }


def _questions(edition: Edition, changes: Sequence[SealChange]) -> Iterator[dict[str, Any]]:
    divisions = dict(edition.divisions.values_list("official", "code"))
    for one in changes:
        if one.item is not None:
            neutral = one.kind == SealChange.Kind.NEUTRAL
            division = divisions.get(one.item.paper_id, "")
            yield {"division": division, "number": one.item.number, "neutral": neutral}


def _boards(before: Seal, after: Seal) -> Iterator[dict[str, Any]]:
    """Boards of which something differs; ``hidden``: of which rows were told only once."""
    then, now = by_place(before.body), by_place(after.body)
    still = {(one["country"], one["division"]) for one in after.boards}
    for place in sorted(then.keys() | now.keys()):
        hidden = place not in then or (place not in now and place in still)
        rows = BoardRows(), BoardRows()
        if not hidden:
            rows = then.get(place, rows[0]), now.get(place, rows[1])
        apart = rows_apart(*rows)
        if hidden or apart.any:
            told = {"country": place[0], "division": place[1], "hidden": hidden}
            yield told | asdict(apart)


def _awards(after: Seal, then: Winning, now: Winning) -> Iterator[dict[str, Any]]:
    body = after.awards_body
    names = {one["award"]: one["names"] for one in (*awards_in(body), *school_awards_in(body))}
    # Of a pool that may be told only before or only after nothing is told.
    for key in sorted(then.keys() & now.keys()):
        old, new = then[key], now[key]
        told = {
            "got": sorted(new.keys() - old.keys()),
            "lost": sorted(old.keys() - new.keys()),
            "moved": sorted(one for one in old.keys() & new.keys() if old[one] != new[one]),
        }
        if any(told.values()):
            yield {"award": key, "names": names.get(key, {})} | told


def winning(seal: Seal, number: str) -> Winning:
    """Who has an award by this seal, and by the draw if there is a number."""
    if not seal.awards_body:
        return {}
    drawn = given_by(seal, number) if number else {}
    found = dict[str, dict[str, int]]()
    for one in filter(is_open, awards_in(seal.awards_body)):
        key = one["award"]
        pairs = drawn[key].winners if key in drawn else one["winners"]
        found[key] = {ticket: place for place, ticket in pairs}
    for one in school_awards_in(seal.awards_body):
        found[one["award"]] = {ticket: place for place, ticket in one["winners"]}
    return found
