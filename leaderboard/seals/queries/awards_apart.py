"""Whose award a list that is laid before changes, for who seals it after the list was reopened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from competition.aliases.alias import Codes
from competition.models import Alias
from leaderboard.awards.awards_document import awards_in, school_awards_in
from leaderboard.awards.queries.award_words import AwardWords, award_words
from leaderboard.awards.queries.repeating import certain_of, given_by
from leaderboard.models import Award, DrawOutcome, Seal, Winner
from leaderboard.rules.awards import Given
from leaderboard.seals.queries.sealed_rows import name_of


@dataclass(frozen=True, slots=True)
class ChangedHolder:
    """Who has another place, or none (0), of an award; ``winner``: once the teacher was told.

    ``drawn``: a draw has still to say whether it stays.
    """

    ticket: str
    name: str
    then: int
    now: int
    drawn: bool
    winner: Winner | None


@dataclass(frozen=True, slots=True)
class ChangedAward:
    """One award that somebody gains, loses, or has with another place."""

    words: AwardWords
    holders: Sequence[ChangedHolder]


def awards_apart(before: Seal, seal: Seal) -> list[dict[str, Any]]:
    """``[{award, names, rows: [[ticket, place before, place now, alias, left to a draw]]}]``, ready
    to be stored; of 100,000 pupils it takes seconds."""
    number = DrawOutcome.objects.filter(seal=before).values_list("number", flat=True).first()
    then, now = _holders(_given(before, number), before), _places(_given(seal, number), seal)
    reserves = {key: set(one.reserves) for key, one in _given(seal, number).items()}
    names, aliases = _names(before) | _names(seal), _aliases(before)
    left = set() if number else {key for key, one in certain_of(seal).items() if not one.winners}
    found = list[dict[str, Any]]()
    for key in sorted(then.keys() | now.keys()):
        old, new = then.get(key, {}), dict(now.get(key, {}))
        # A reserve who stepped in stays, as long as a reserve.
        new |= {one: old[one] for one in old.keys() & reserves.get(key, set()) if one not in new}
        rows = [
            [one, old.get(one, 0), new.get(one, 0), aliases.get((key, one), ""), key in left]
            for one in sorted(old.keys() | new.keys(), key=lambda one: (new.get(one, 0), one))
            if old.get(one, 0) != new.get(one, 0)
        ]
        if rows:
            found.append({"award": key, "names": names.get(key, {}), "rows": rows})
    return found


def _given(seal: Seal, number: str | None) -> Mapping[str, Given]:
    if not seal.awards_body:
        return {}
    return given_by(seal, number) if number else certain_of(seal)


def _places(given: Mapping[str, Given], seal: Seal) -> dict[str, dict[str, int]]:
    """``{award: {ticket: place}}`` of pupils and schools."""
    found = {key: {ticket: place for place, ticket in one.winners} for key, one in given.items()}
    for one in school_awards_in(seal.awards_body) if seal.awards_body else ():
        found[one["award"]] = {ticket: place for place, ticket in one["winners"]}
    return found


def _holders(given: Mapping[str, Given], seal: Seal) -> dict[str, dict[str, int]]:
    """The same with reserves who stepped in."""
    found = defaultdict[str, dict[str, int]](dict, _places(given, seal))
    in_place = Winner.objects.filter(award__seal=seal, award__reserve__gt=0, passed_on_at=None)
    for key, ticket, place in in_place.values_list("award__key", "award__ticket", "place"):
        found[key] = found[key] | {ticket: place}
    return found


def _names(seal: Seal) -> dict[str, Any]:
    body = seal.awards_body
    listed = (*awards_in(body), *school_awards_in(body)) if body else ()
    return {one["award"]: one["names"] for one in listed}


def _aliases(seal: Seal) -> dict[tuple[str, str], str]:
    """``{(award, ticket): codes}`` of who had an award."""
    rows = Award.objects.filter(seal=seal).values_list("key", "ticket", "attempt__card")
    held = list(rows)
    aliases = Alias.objects.filter(edition=seal.edition_id, card__in={card for *_, card in held})
    codes = {
        card: " ".join(map(str, more))
        for card, *more in aliases.values_list("card_id", *Codes._fields)
    }
    return {(key, ticket): codes.get(card, "") for key, ticket, card in held}


def changed_awards(seal: Seal, before: Seal | None, language: str) -> list[ChangedAward]:
    """As it was stored with the list, with what has become of each award by now."""
    told = (seal.look or {}).get("changed", ())
    if before is None or not told:
        return []
    words = award_words(told)
    asked = Q(award__ticket__in=[row[0] for one in told for row in one["rows"]])
    rows = Winner.objects.filter(asked, award__seal=before).select_related("award")
    winners = {(one.award.key, one.award.ticket): one for one in rows}
    return [
        ChangedAward(
            words[one["award"]],
            [
                ChangedHolder(
                    ticket,
                    name_of(codes, language) if codes else "",
                    then,
                    now,
                    drawn=drawn,
                    winner=winners.get((one["award"], ticket)),
                )
                for ticket, then, now, codes, drawn in one["rows"]
            ],
        )
        for one in told
    ]
