"""What a correction changed, as anybody may read it: rows by alias, awards by ticket, no names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from competition.models import Edition
from leaderboard.awards.awards_document import awards_in, is_open, school_awards_in
from leaderboard.awards.queries.repeating import certain_of, given_by
from leaderboard.awards.queries.undecided_tickets import undecided_tickets
from leaderboard.models import DrawOutcome, Seal, SealChange
from leaderboard.rules.awards import Undecided
from leaderboard.seals.queries.deleted_pupils import Winning, kept_names, kept_winners
from leaderboard.seals.queries.sealed_rows import BoardRows, by_place, rows_apart


def what_changed(
    before: Seal, after: Seal, changes: Sequence[SealChange], *, deleted: int
) -> dict[str, Any]:
    """``{decided, questions, boards, awards}``, and how many were ``deleted`` where there are any,
    ready to be stored."""
    told: dict[str, Any] = {
        "decided": dict(Counter(one.kind for one in changes if one.attempt_id)),
        "questions": list(_questions(after.edition, changes)),
        "boards": list(_boards(before, after)),
        "awards": awards_changed(before, after),
    }
    return told | ({"deleted": deleted} if deleted else {})


def awards_changed(before: Seal, after: Seal, *, hidden: bool = False) -> list[dict[str, Any]]:
    """Awards that go to others, by the draw if it was made, and those that wait for one still to be
    made; ``hidden``: also those of boards that show no rows. Of whom nothing is kept any more
    nothing is told."""
    number = drawn_number(before)
    then, now = (winning(one, number, hidden=hidden) for one in (before, after))
    then = kept_winners(before, then)
    # Of a pool that may be told only before or only after nothing is told.
    keys = then.keys() | now.keys() if hidden else then.keys() & now.keys()
    return list(_awards(after, keys, then, now, {} if number else undecided_tickets(after)))


def _questions(edition: Edition, changes: Sequence[SealChange]) -> Iterator[dict[str, Any]]:
    codes = dict(edition.divisions.values_list("official", "code"))
    for one in changes:
        if one.item is not None:
            neutral = one.kind == SealChange.Kind.NEUTRAL
            division = codes.get(one.item.paper_id, "")
            yield {"division": division, "number": one.item.number, "neutral": neutral}


def _boards(before: Seal, after: Seal) -> Iterator[dict[str, Any]]:
    """Boards of which something differs; ``hidden``: of which rows were told only once. Who was
    deleted is called by no alias."""
    then, now = by_place(before.body), by_place(after.body)
    still = {(one["country"], one["division"]) for one in after.boards}
    for place in sorted(then.keys() | now.keys()):
        hidden = place not in then or (place not in now and place in still)
        rows = BoardRows(), BoardRows()
        if not hidden:
            rows = then.get(place, rows[0]), now.get(place, rows[1])
        apart = rows_apart(*rows)
        apart = replace(apart, gone=kept_names(before.edition_id, apart.gone))
        if hidden or apart.any:
            told = {"country": place[0], "division": place[1], "hidden": hidden}
            yield told | asdict(apart)


def _awards(
    after: Seal,
    keys: Collection[str],
    then: Winning,
    now: Winning,
    undecided: Mapping[str, Undecided],
) -> Iterator[dict[str, Any]]:
    body = after.awards_body
    names = {one["award"]: one["names"] for one in (*awards_in(body), *school_awards_in(body))}
    for key in sorted(keys):
        old, new = then.get(key, {}), now.get(key, {})
        waits = old.keys() & undecided[key].winners if key in undecided else set[str]()
        told = {
            "got": sorted(new.keys() - old.keys()),
            "lost": sorted(old.keys() - new.keys() - waits),
            "moved": sorted(one for one in old.keys() & new.keys() if old[one] != new[one]),
        }
        # Only where there are any: what is told of all others stays the same.
        told |= {"waits": sorted(waits)} if waits else {}
        if any(told.values()):
            yield {"award": key, "names": names.get(key, {})} | told


def drawn_number(seal: Seal) -> str:
    """The number with which its draw was made; empty before it."""
    made = DrawOutcome.objects.filter(seal=seal).values_list("number", flat=True)
    return made.first() or ""


def winning(seal: Seal, number: str, *, hidden: bool = False) -> Winning:
    """Who has an award by this seal, and by the draw if there is a number."""
    if not seal.awards_body:
        return {}
    given = given_by(seal, number) if number else certain_of(seal)
    found = dict[str, dict[str, int]]()
    for one in awards_in(seal.awards_body):
        if hidden or is_open(one):
            found[one["award"]] = {ticket: place for place, ticket in given[one["award"]].winners}
    for one in school_awards_in(seal.awards_body):
        found[one["award"]] = {ticket: place for place, ticket in one["winners"]}
    return found
