"""Awards are written down: with the seal, and what waits for the draw after it.

An award is the same in every list by its key and ticket: whoever has it keeps everything about it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from competition.aliases.actions import aliases_for
from competition.models import Attempt, AwardRule, Edition
from leaderboard.awards.queries import SchoolPools, SealedAwards
from leaderboard.made_files import forget_pupils
from leaderboard.models import Winner
from leaderboard.models.winner import WinnerQuerySet
from leaderboard.rules.awards import Given
from leaderboard.rules.winners import seats

AT_ONCE = 1000
# What a list says of an award; all else is known of its winner.
LISTED = ("attempt", "alias", "place", "reserve", "drawn")
# Of a school, as it was when the list was sealed.
FACTS = ("took_part", "declared")
AGAIN = ("gone_at", "gone_why", "told_at", "confirm_by", "confirmed_at", "confirmed_by")

type Awards = Mapping[tuple[str, str], Winner]


class Changed(NamedTuple):
    """Who has an award no more of which a teacher was told, and who has another place of one."""

    lost: list[Winner]
    moved: list[Winner]


def give_awards(edition: Edition, awards: SealedAwards, *, at: datetime) -> Changed:
    """What a list gives that was just confirmed: all but what waits for the draw, which stays as it
    is."""
    _give_schools(edition, awards.schools)
    waiting = [one.pool.key for one in awards.waiting]
    there = Winner.objects.filter(edition=edition, school__isnull=True).exclude(key__in=waiting)
    drawn = {one.pool.key for one in awards.pools if one.pool.needs_draw}
    return _give(edition, awards.given, awards.attempts, _held(there), drawn=drawn, at=at)


def give_drawn(
    edition: Edition, given: Mapping[str, Given], attempts: Mapping[str, int], *, at: datetime
) -> Changed:
    """Who was drawn."""
    there = Winner.objects.filter(edition=edition, key__in=list(given))
    return _give(edition, given, attempts, _held(there), drawn=given.keys(), at=at)


def _held(winners: WinnerQuerySet) -> Awards:
    """Nobody decides about them meanwhile; who was deleted stays as it is."""
    rows = winners.filter(attempt__isnull=False).select_related("rule").order_by("pk")
    rows = rows.select_for_update(of=("self",))
    return {(winner.key, winner.ticket): winner for winner in rows}


def _give(
    edition: Edition,
    given: Mapping[str, Given],
    attempts: Mapping[str, int],
    there: Awards,
    *,
    drawn: Collection[str],
    at: datetime,
) -> Changed:
    before = {winner.pk: winner.place for winner in there.values() if winner.is_held}
    kinds = dict(edition.award_rules.values_list("pk", "kind"))
    divisions = dict(edition.divisions.values_list("code", "pk"))
    listed = list[Winner]()
    for key, one in given.items():
        rule, division, country = key.split("/")
        known = {ticket: winner for (award, ticket), winner in there.items() if award == key}
        places = _seats(one, known, moves_up=kinds[int(rule)] != AwardRule.Kind.DRAW)
        new = {"rule_id": int(rule), "division_id": divisions[division], "country_id": country}
        winners = [(0, place, ticket) for place, ticket in one.winners]
        reserves = [(number, 0, ticket) for number, ticket in one.reserves]
        for reserve, place, ticket in [*winners, *reserves]:
            winner = known.get(ticket) or Winner(edition=edition, key=key, ticket=ticket, **new)
            winner.attempt_id, winner.drawn = attempts[ticket], key in drawn
            winner.reserve, winner.place = reserve, places.get(ticket, place)
            if not winner.stands and winner.gone_why == Winner.Gone.REOPENED:
                _begin_anew(winner)
            listed.append(winner)
    kept = {winner.pk for winner in listed if winner.pk}
    unseated = [one for one in listed if one.pk in before and one.stands and not one.place]
    gone = [winner for winner in there.values() if winner.stands and winner.pk not in kept]
    _name(edition, listed)
    _store(listed)
    lost = [winner for winner in (*gone, *unseated) if winner.told_at]
    for winner in unseated:
        winner.place = before[winner.pk]
    _let_go(lost, edition, at=at)
    untold = [winner.pk for winner in (*gone, *unseated) if not winner.told_at]
    went = {"gone_at": at, "gone_why": Winner.Gone.REOPENED}
    Winner.objects.filter(pk__in=untold).update(**went)
    moved = [
        winner
        for winner in listed
        if winner.is_held and winner.pk in before and winner.place != before[winner.pk]
    ]
    return Changed(lost, moved)


def _seats(given: Given, known: Mapping[str, Winner], *, moves_up: bool) -> Mapping[str, int]:
    """Who was not wanted stays so; whoever had the award and is a reserve now keeps it as long as
    somebody did not want a place."""
    gone = {
        ticket
        for ticket, winner in known.items()
        if not winner.stands and winner.gone_why != Winner.Gone.REOPENED
    }
    held = {ticket for ticket, winner in known.items() if winner.is_held}
    return seats(given.winners, given.reserves, gone=gone, stepped_in=held, moves_up=moves_up)


def _begin_anew(winner: Winner) -> None:
    """Who lost it by an earlier list and has it again is told of it as of a new one."""
    winner.gone_at, winner.gone_why = None, ""
    winner.told_at = winner.confirm_by = winner.confirmed_at = winner.confirmed_by = None


def _name(edition: Edition, winners: Collection[Winner]) -> None:
    """Who has an award has a public name as well."""
    numbers = [winner.attempt_id for winner in winners if winner.attempt_id]
    cards = dict(Attempt.objects.filter(pk__in=numbers).values_list("pk", "card_id"))
    aliases = aliases_for(list(set(cards.values())), edition=edition)
    for winner in winners:
        winner.alias = " ".join(map(str, aliases[cards[winner.attempt_id or 0]]))


def _store(winners: Collection[Winner]) -> None:
    Winner.objects.bulk_create([one for one in winners if not one.pk], batch_size=AT_ONCE)
    there = [one for one in winners if one.pk]
    # Two may change places, and no name is touched by it.
    Winner.objects.bulk_update(there, [*LISTED, *AGAIN], batch_size=AT_ONCE)


def _let_go(winners: Collection[Winner], edition: Edition, *, at: datetime) -> None:
    """With the award name and consent go."""
    if any(winner.name for winner in winners):
        forget_pupils(edition.pk)
    for winner in winners:
        winner.let_go(why=Winner.Gone.REOPENED, at=at)
        winner.consent_on = winner.consent_at = winner.consent_by = winner.pupil_told_at = None
        winner.consent_words = ""
        winner.save()


def _give_schools(edition: Edition, found: SchoolPools) -> None:
    rows = list(_school_rows(edition, found))
    schools = Winner.objects.filter(edition=edition, school__isnull=False)
    schools.exclude(pk__in=[winner.pk for winner in rows if winner.pk]).delete()
    Winner.objects.bulk_create([winner for winner in rows if not winner.pk])
    Winner.objects.bulk_update([winner for winner in rows if winner.pk], ["place", *FACTS])


def _school_rows(edition: Edition, found: SchoolPools) -> Iterator[Winner]:
    there = {
        (winner.key, winner.ticket): winner
        for winner in Winner.objects.filter(edition=edition, school__isnull=False)
    }
    for pool in found.pools:
        for one in pool.winners:
            key = (pool.key, one.school.ticket)
            winner = there.get(key) or Winner(
                edition=edition,
                rule=pool.award.rule,
                country_id=pool.country,
                key=pool.key,
                ticket=one.school.ticket,
                school_id=found.schools[one.school.ticket],
            )
            winner.place, winner.took_part, winner.declared = (
                one.rank,
                one.school.took_part,
                one.school.declared,
            )
            yield winner
