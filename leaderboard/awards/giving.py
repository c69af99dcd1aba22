"""Awards are written down: with the seal, and what waits for the draw after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from competition.aliases.actions import aliases_for
from competition.models import Attempt
from leaderboard.awards.queries import SchoolPools, SealedAwards
from leaderboard.models import Award, SchoolAward, Seal
from leaderboard.rules.awards import Given

# Of a school, as it was when the list was sealed.
FACTS = ("ticket", "took_part", "declared")


def give_awards(seal: Seal, awards: SealedAwards) -> None:
    """Write down what a list gives that was just confirmed: all but what waits for the draw."""
    rows, divisions = list[Award](), _divisions(seal)
    for one in awards.pools:
        given = awards.given.get(one.pool.key, Given())
        drawn = one.pool.needs_draw
        rows += _rows(seal, divisions, one.pool.key, given, awards.attempts, drawn=drawn)
    store(seal, rows)
    SchoolAward.objects.bulk_create(_school_rows(seal, awards.schools))


def _school_rows(seal: Seal, found: SchoolPools) -> Iterator[SchoolAward]:
    for pool in found.pools:
        for one in pool.winners:
            facts = {name: getattr(one.school, name) for name in FACTS}
            yield SchoolAward(
                seal=seal,
                rule=pool.award.rule,
                key=pool.key,
                country_id=pool.country,
                school_id=found.schools[one.school.ticket],
                place=one.rank,
                **facts,
            )


def give_drawn(seal: Seal, given: Mapping[str, Given], attempts: Mapping[str, int]) -> None:
    """Write down who was drawn."""
    divisions = _divisions(seal)
    parts = (_rows(seal, divisions, key, one, attempts, drawn=True) for key, one in given.items())
    store(seal, list(chain.from_iterable(parts)))


def store(seal: Seal, rows: list[Award]) -> None:
    """Who has an award has a public name as well."""
    cards = Attempt.objects.filter(pk__in=[row.attempt_id for row in rows])
    aliases_for(list(cards.values_list("card_id", flat=True)), edition=seal.edition)
    Award.objects.bulk_create(rows, batch_size=1000)


def _divisions(seal: Seal) -> dict[str, int]:
    return dict(seal.edition.divisions.values_list("code", "pk"))


def _rows(
    seal: Seal,
    divisions: Mapping[str, int],
    key: str,
    given: Given,
    attempts: Mapping[str, int],
    *,
    drawn: bool,
) -> Iterator[Award]:
    rule, division, country = key.split("/")

    def award(ticket: str, *, place: int, reserve: int = 0) -> Award:
        return Award(
            seal=seal,
            rule_id=int(rule),
            key=key,
            division_id=divisions[division],
            country_id=country,
            attempt_id=attempts[ticket],
            ticket=ticket,
            place=place,
            reserve=reserve,
            drawn=drawn,
        )

    yield from (award(ticket, place=place) for place, ticket in given.winners)
    for number, ticket in given.reserves:
        yield award(ticket, place=0, reserve=number)
