"""An award passes on: to the next reserve, or to nobody; on record, and each at most once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from competition.models import AwardRule
from leaderboard.models import Award, Winner, WinnerMail, WinnersPlan
from leaderboard.rules.passing_on import next_reserve, places_now
from leaderboard.winners.actions.locking import locked_plans
from leaderboard.winners.actions.telling import begin_winner, write_mails
from leaderboard.winners.queries.due_winners import late_winners
from leaderboard.winners.queries.holdings import places_of


def pass_on(winner: Winner, plan: WinnersPlan, *, why: str, at: datetime) -> Winner | None:
    """The award of a winner who was locked goes to the next reserve, who is told; ``None`` where
    there is none. With the award the name goes."""
    winner.passed_on_at, winner.passed_on_why = at, why
    winner.name, winner.named_at, winner.remind_on = "", None, None
    winner.save()
    following = _begin_next(winner, plan, at=at)
    if winner.award.rule.kind != AwardRule.Kind.DRAW:
        _move_up(winner.award, plan, at=at)
    if following is not None:
        write_mails([following], plan.edition_id, kind=WinnerMail.Kind.TOLD, at=at)
    return following


def _begin_next(winner: Winner, plan: WinnersPlan, *, at: datetime) -> Winner | None:
    found = next_reserve(winner.award.key, places_of(winner.award))
    if found is None:
        return None
    award = Award.objects.get(pk=found.award)
    return begin_winner(award, plan, place=winner.place, at=at, instead_of=winner)


def _move_up(award: Award, plan: WinnersPlan, *, at: datetime) -> None:
    """Of an award for places whoever is behind moves up; their teachers read of it."""
    places = places_now([one for one in places_of(award) if one.key == award.key])
    moved = []
    for one in Winner.objects.select_for_update().filter(pk__in=places).order_by("pk"):
        if one.place != places[one.pk]:
            one.place = places[one.pk]
            one.save(update_fields=["place"])
            moved.append(one)
    before = [one for one in moved if one.told_at < at]
    write_mails(before, plan.edition_id, kind=WinnerMail.Kind.MOVED, at=at)


def pass_on_late(*, at: datetime) -> int:
    """Pass on what nobody has confirmed in time; how many."""
    editions = late_winners(at).order_by().values_list("award__seal__edition", flat=True)
    return sum(_pass_on_late(edition, at=at) for edition in set(editions))


@transaction.atomic
def _pass_on_late(edition: int, *, at: datetime) -> int:
    plan = locked_plans().get(edition=edition)
    late = late_winners(at).filter(award__seal__edition=edition)
    locked = late.select_for_update(of=("self",)).select_related("award__rule").order_by("pk")
    found = sorted(locked, key=lambda one: (one.award.key, one.place, one.pk))
    for one in found:
        # An earlier one may have moved this one up meanwhile.
        one.refresh_from_db(fields=["place"])
        pass_on(one, plan, why=Winner.PassedOn.LATE, at=at)
    return len(found)
