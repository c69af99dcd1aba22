"""A seal worked out anew from what is stored, and compared part by part; nothing is written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import batched
from typing import Any

from competition.models import Attempt, Result, Sitting
from competition.sittings.actions.results import results_as_answered
from leaderboard.awards.awards_document import awards_in, plan_in, pupils_in
from leaderboard.awards.queries.repeating import given_by, repeated
from leaderboard.awards.queries.sealed_awards import SealedAwards
from leaderboard.models import Award, DrawOutcome, SchoolAward, Seal
from leaderboard.results.queries.current_seal import confirmed_seals
from leaderboard.rules.awards import Given
from leaderboard.rules.lots import sha256_of
from leaderboard.seals.queries.seal_content import content_of, corrected_by, secrets_in
from leaderboard.seals.queries.seals import FinalList

AT_ONCE = 500
# What of a result decides about places, and what was chosen.
DECIDES = ("counts", "choices", "codes", "score", "max_score", "hard", "tie_break", "time")
# So many differences are named, the others counted.
NAMED = 10

type RowsSaid = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class SealPart:
    """One part of a seal: whether it comes out as it was sealed, and what differs if not.

    ``binding``: a difference means that the seal does not hold.
    """

    name: str
    same: bool
    told: str = ""
    binding: bool = True


@dataclass(frozen=True, slots=True)
class SealLook:
    """What was found of the seal that holds."""

    edition: str
    seal: str
    sealed_at: datetime
    parts: Sequence[SealPart]

    @property
    def same(self) -> bool:
        """Whether everything comes out as it was sealed."""
        return all(part.same for part in self.parts if part.binding)


def look_at_seal(seal: Seal, *, said: RowsSaid) -> SealLook:
    """Every part, from the answers to the draw; ``said`` is called with the rows of each step."""
    if seal.confirmed_at is None:
        raise ValueError(seal)
    parts = [*_texts(seal), _answers(seal, said, until=seal.confirmed_at)]
    corrects = corrected_by(seal.corrects, seal.why)
    # What the register and the page of awards say today decides nothing about it any more.
    plan, pupils = plan_in(seal), pupils_in(seal.pools_held_back)
    kept = secrets_in(seal)
    content = content_of(seal.edition, kept, corrects, plan=plan, pupils=pupils, told=said)
    parts += _list(seal, content.list)
    if seal.awards_sha256:
        parts += [_awards(seal, content.awards), _pools(seal, content.awards)]
        parts += [_given(seal, content.awards), _schools(seal, content.awards), *_draw(seal)]
    return SealLook(seal.edition.slug, seal.awards_sha256 or seal.sha256, seal.confirmed_at, parts)


def _texts(seal: Seal) -> Iterator[SealPart]:
    """Each seal's own texts have the hashes that were told, also of those that were corrected."""
    for number, one in enumerate(confirmed_seals(seal.edition_id), start=1):
        pairs = {"list": (one.body, one.sha256), "awards": (one.awards_body, one.awards_sha256)}
        wrong = [name for name, (text, told) in pairs.items() if text and sha256_of(text) != told]
        yield SealPart(f"texts of seal {number}", not wrong, ", ".join(wrong))


def _answers(seal: Seal, said: RowsSaid, *, until: datetime) -> SealPart:
    """Every stored result is what the stored answers are worth."""
    official = Attempt.objects.filter(
        entry__edition=seal.edition_id, kind=Sitting.Kind.OFFICIAL, finished_at__isnull=False
    )
    ids = list(official.order_by("pk").values_list("pk", flat=True))
    found = list[str]()
    for some in batched(ids, AT_ONCE):
        found += _differing(some, until=until)
        said(len(some))
    return SealPart("answers", not found, _named(found))


def _differing(ids: Sequence[int], *, until: datetime) -> Iterator[str]:
    stored = Result.objects.in_bulk(ids)
    for worth in results_as_answered(ids, until=until):
        result = stored.get(worth.attempt_id)
        wrong = [
            name
            for name in DECIDES
            if result is None or getattr(result, name) != getattr(worth, name)
        ]
        if wrong:
            yield f"attempt {worth.attempt_id} ({', '.join(wrong)})"


def _list(seal: Seal, found: FinalList) -> Iterator[SealPart]:
    same = found.sha256 == seal.sha256
    yield SealPart("list", same, "" if same else _rows_apart(seal.body, found.body))
    same = found.held_back == seal.held_back
    told = "" if same else _rows_apart(seal.held_back, found.held_back)
    yield SealPart("rows of small boards", same, told)
    boards = [asdict(board) for board in found.boards]
    wrong = [f"{one['country']} {one['division']}" for one in boards if one not in seal.boards]
    same = boards == seal.boards
    told = f"{_named(wrong)}; a name of a class or school may have changed since" if wrong else ""
    yield SealPart("lists with classes", same, told, binding=False)


def _rows_apart(sealed: str, found: str) -> str:
    then, now = Counter(sealed.splitlines()), Counter(found.splitlines())
    rows = [f"was {row!r}" for row in (then - now).elements()]
    rows += [f"is {row!r}" for row in (now - then).elements()]
    return _named(rows) or "the order of the rows"


def _awards(seal: Seal, found: SealedAwards) -> SealPart:
    if found.sha256 == seal.awards_sha256:
        return SealPart("awards and pools", True)
    then, now = json.loads(seal.awards_body), json.loads(found.body)
    names = sorted(then.keys() | now.keys())
    wrong = [name for name in names if name != "awards" and then.get(name) != now.get(name)]
    wrong += _awards_apart(awards_in(seal.awards_body), awards_in(found.body))
    return SealPart("awards and pools", False, _named(wrong))


def _awards_apart(then: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[str]:
    before, after = ({one["award"]: one for one in some} for some in (then, now))
    keys = [*before, *(key for key in after if key not in before)]
    return [f"award {key}" for key in keys if before.get(key) != after.get(key)]


def _pools(seal: Seal, found: SealedAwards) -> SealPart:
    return SealPart("pools nobody sees", found.held_back == seal.pools_held_back)


def _given(seal: Seal, found: SealedAwards) -> SealPart:
    """Who has an award is who should."""
    outcome = DrawOutcome.objects.filter(seal=seal).first()
    given = given_by(seal, outcome.number) if outcome else _certain(found)
    expected = {
        (key, ticket, place, reserve)
        for key, one in given.items()
        for ticket, place, reserve in _places(one)
    }
    rows = Award.objects.filter(seal=seal)
    stored = set(rows.values_list("key", "ticket", "place", "reserve"))
    apart = sorted(f"{key} {ticket}" for key, ticket, *_rest in expected ^ stored)
    wrong = [
        f"{row.key} {row.ticket} is of another attempt"
        for row in rows
        if found.attempts.get(row.ticket) != row.attempt_id
    ]
    return SealPart("awards given", not (apart or wrong), _named([*apart, *wrong]))


def _schools(seal: Seal, found: SealedAwards) -> SealPart:
    expected = {
        (pool.key, one.rank, found.schools.schools[one.school.ticket])
        for pool in found.schools.pools
        for one in pool.winners
    }
    rows = SchoolAward.objects.filter(seal=seal).values_list("key", "place", "school")
    apart = sorted(f"{key} school {school}" for key, _place, school in expected ^ set(rows))
    return SealPart("awards given to schools", not apart, _named(apart))


def _certain(found: SealedAwards) -> dict[str, Given]:
    return {
        key: Given(
            one.winners if found.certain[key].winners else (),
            one.reserves if found.certain[key].reserves else (),
        )
        for key, one in found.given.items()
    }


def _places(given: Given) -> Iterator[tuple[str, int, int]]:
    yield from ((ticket, place, 0) for place, ticket in given.winners)
    yield from ((ticket, 0, number) for number, ticket in enumerate(given.reserves, start=1))


def _draw(seal: Seal) -> Iterator[SealPart]:
    outcome = DrawOutcome.objects.filter(seal=seal).first()
    if outcome is not None:
        same = repeated(seal, outcome).same and sha256_of(outcome.body) == outcome.sha256
        yield SealPart("draw", same)


def _named(found: Sequence[str]) -> str:
    more = len(found) - NAMED
    return "; ".join(found[:NAMED]) + (f"; and {more} more" if more > 0 else "")
