"""Who holds an award now: the winner, or the reserve it came to; under the name or the alias."""

from __future__ import annotations

from datetime import date

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.models import Award, Winner
from leaderboard.winners.queries.held_awards import Holder, held_awards
from tests.leaderboard.sealed import award, seal_now


def told(one: Award, place: int) -> Winner:
    """The teacher was told of it just now."""
    return Winner.objects.create(
        award=one, place=place, told_at=clock.now(), confirm_by=date(2030, 5, 1)
    )


def holders(edition: Edition) -> list[Holder]:
    return [one for held in held_awards(edition, "en") for one in held.holders]


def test_a_reserve_holds_the_place_that_came_to_it(
    reviewed: Edition, first: User, superuser: User
) -> None:
    award(reviewed, "rank", amount=1, country_id="BA", prizes="Tablet\nBook")
    seal_now(reviewed, first, superuser)
    won, reserve = Award.objects.earliest("pk"), Award.objects.latest("pk")
    Award.objects.filter(pk=reserve.pk).update(place=0, reserve=1)
    assert {one.place for one in holders(reviewed)} == {1}
    before = told(won, 1)
    assert [one.winner for one in holders(reviewed) if one.winner] == [before]
    before.passed_on_at, before.passed_on_why = clock.now(), Winner.PassedOn.LATE
    before.save()
    told(reserve, 1)
    now = {one.line.award.pk: one for one in holders(reviewed)}
    assert won.pk not in now
    assert (now[reserve.pk].place, now[reserve.pk].prize) == (1, "Tablet")


def test_the_name_stands_there_only_with_consent(
    reviewed: Edition, first: User, superuser: User
) -> None:
    award(reviewed, "rank", amount=1, country_id="BA")
    seal_now(reviewed, first, superuser)
    won = told(Award.objects.earliest("pk"), 1)
    one = next(one for one in holders(reviewed) if one.winner)
    assert (one.name, one.named) == (one.line.alias, False)
    won.name, won.consent_at = "Lamija Hodžić", clock.now()
    won.save()
    one = next(one for one in holders(reviewed) if one.winner)
    assert (one.name, one.named) == ("Lamija Hodžić", True)
