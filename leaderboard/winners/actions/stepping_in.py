"""Reserves step in for who is gone, and whoever is behind moves up: one award after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby

from auditlog.models import LogEntry

from competition.models import AwardRule, Edition
from leaderboard.models import Award, Winner, WinnerMail, WinnersPlan
from leaderboard.results.queries import current_seal
from leaderboard.rules.passing_on import next_reserves, places_now
from leaderboard.winners.actions.begun_winners import begin_winner, write_mails
from leaderboard.winners.queries.holdings import places_of

Kind = AwardRule.Kind
# So many who move up have it in the record of each; of more there is one line for all.
ONE_BY_ONE = 50
AT_ONCE = 500


def let_step_in(gone: Iterable[Winner], plan: WinnersPlan, *, at: datetime) -> list[Winner]:
    """Each of these awards goes to its next reserve, who is told; returns who holds them now.

    The plan is locked. Where no reserve is left, or none is drawn yet, nobody follows; nor while
    the list is reopened, or leaves the award to a draw, so that it is of the former list still.
    """
    seal = current_seal(plan.edition_id)
    listed = [one for one in gone if seal is not None and one.award.seal_id == seal.pk]
    ordered = sorted(listed, key=lambda one: (one.award.key, one.place, one.pk))
    begun = list[Winner]()
    for _key, some in groupby(ordered, key=lambda one: one.award.key):
        begun += _of_one_award(list(some), plan, at=at)
    write_mails(begun, plan.edition_id, kind=WinnerMail.Kind.TOLD, at=at)
    return begun


def _of_one_award(gone: Sequence[Winner], plan: WinnersPlan, *, at: datetime) -> list[Winner]:
    award = gone[0].award
    found = next_reserves(award.key, places_of(award), len(gone))
    awards = Award.objects.in_bulk([one.award for one in found])
    begun = [
        begin_winner(awards[one.award], plan, place=before.place, at=at, instead_of=before)
        for before, one in zip(gone, found, strict=False)
    ]
    moved = move_up(award)
    if award.rule.kind == Kind.RANK:
        before = [one for one in moved if one.told_at < at]
        write_mails(before, plan.edition_id, kind=WinnerMail.Kind.MOVED, at=at)
    return begun


def move_up(award: Award) -> list[Winner]:
    """Of an award for places everybody has the place that is theirs now; who moved."""
    if award.rule.kind == Kind.DRAW:
        return []
    places = places_now([one for one in places_of(award) if one.key == award.key])
    held = Winner.objects.select_for_update(of=("self",)).filter(award__in=places)
    moved = [one for one in held.order_by("pk") if one.place != places[one.pk]]
    for one in moved:
        one.place = places[one.pk]
    _store(moved, award)
    return moved


def _store(moved: Sequence[Winner], award: Award) -> None:
    if len(moved) <= ONE_BY_ONE:
        for one in moved:
            one.save(update_fields=["place"])
        return
    Winner.objects.bulk_update(moved, ["place"], batch_size=AT_ONCE)
    LogEntry.objects.log_create(
        Edition.objects.get(pk=award.seal.edition_id),
        force_log=True,
        action=LogEntry.Action.UPDATE,
        changes={"places": [award.key, str(len(moved))]},
    )
