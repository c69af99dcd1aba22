"""Reserves step in also where they are drawn later, or a correction changed who is one."""

from __future__ import annotations

import pytest
from django.utils import timezone

from base import clock
from base.models import User
from leaderboard.models import Award, AwardTerms, Seal, Winner, WinnerMail, WinnersPlan
from leaderboard.pupil_data.actions.erasing import erase_card
from leaderboard.winners.actions.carrying_over import carry_over
from leaderboard.winners.actions.consenting import enter_name, record_consent
from leaderboard.winners.actions.passing import pass_on_late
from leaderboard.winners.actions.teachers_word import confirm_winner, decline_winner
from leaderboard.winners.actions.telling import tell_new, tell_what_came_later
from leaderboard.winners.queries.winner_history import history_of
from leaderboard.winners.queries.winner_table import winner_table
from tests.leaderboard.sealed import award
from tests.leaderboard.winners.conftest import in_days, teacher_of, winner_now
from tests.leaderboard.winners.test_telling import at_hour, draw_made, send


def taken_away(kept: list[Award]) -> None:
    """These are not there yet."""
    Award.objects.filter(pk__in=[one.pk for one in kept]).delete()


def test_reserves_of_a_later_draw_are_asked_for_what_passed_on(told: WinnersPlan) -> None:
    reserves = list(Award.objects.filter(reserve__gt=0).order_by("reserve"))
    taken_away(reserves)
    gone = winner_now()
    decline_winner(gone, reason="pupil", at=clock.now())
    assert not Winner.objects.filter(passed_on_at=None).exists()
    Award.objects.bulk_create(reserves)
    draw_made()
    tell_what_came_later(at=clock.now())
    tell_what_came_later(at=clock.now())
    assert winner_now().award == reserves[0]
    assert (winner_now().instead_of, winner_now().place) == (gone, 1)
    assert WinnerMail.objects.filter(kind="told").count() == 2


def test_who_got_an_award_by_passing_on_is_not_drawn_besides(told: WinnersPlan) -> None:
    decline_winner(winner_now(), reason="pupil", at=clock.now())
    holds, other = winner_now().award, Award.objects.get(reserve=2)
    rule = award(told.edition, "draw", amount=1)
    AwardTerms.objects.filter(rule=rule).update(once=True)
    same = {"seal": holds.seal, "rule": rule, "division": holds.division, "drawn": True}
    own = Award.objects.create(key="9", attempt=holds.attempt, ticket="A", place=1, **same)
    Award.objects.create(key="9", attempt=other.attempt, ticket="B", place=0, reserve=1, **same)
    draw_made()
    tell_what_came_later(at=clock.now())
    gone = Winner.objects.get(award=own)
    assert gone.passed_on_why == "held"
    assert Winner.objects.get(instead_of=gone).award.attempt == other.attempt


def test_nothing_passes_on_while_no_mail_has_reached_a_teacher(told: WinnersPlan) -> None:
    late = at_hour(14, days=15)
    assert pass_on_late(at=late) == 0
    (block,) = winner_table(told.edition, "en", None)
    assert [one.unheard for one in block.held] == [False]
    Winner.objects.update(told_at=in_days(-2))
    (block,) = winner_table(told.edition, "en", None)
    assert [one.unheard for one in block.held] == [True]
    WinnerMail.objects.update(state="refused")
    assert pass_on_late(at=late) == 0
    WinnerMail.objects.update(state="waiting")
    send()
    (block,) = winner_table(told.edition, "en", None)
    assert [one.unheard for one in block.held] == [False]
    assert pass_on_late(at=late) == 1


def listed_anew(before: Seal, rows: dict[int, tuple[int, int]]) -> Seal:
    """A correction with these awards, by attempt: place and reserve."""
    held = Award.objects.filter(seal=before).first()
    assert held is not None
    seal = Seal.objects.get(pk=before.pk)
    seal.pk, seal.corrects, seal.why, seal.confirmed_at = None, before, "Why.", clock.now()
    seal.save()
    same = {"rule": held.rule, "division": held.division, "drawn": False}
    for attempt, (place, reserve) in rows.items():
        ranked = {"place": place, "reserve": reserve, "attempt_id": attempt}
        Award.objects.create(seal=seal, key=held.key, ticket=f"{attempt}", **ranked, **same)
    return seal


@pytest.mark.parametrize("first_again", [True, False])
def test_a_stand_in_stays_only_while_its_place_is_given(
    told: WinnersPlan, superuser: User, *, first_again: bool
) -> None:
    before = Seal.objects.get()
    gone = winner_now()
    decline_winner(gone, reason="pupil", at=clock.now())
    stands_in = winner_now()
    new = Award.objects.get(reserve=2).attempt_id
    rows = {gone.award.attempt_id: (1, 0), stands_in.award.attempt_id: (0, 1), new: (0, 2)}
    if not first_again:
        # Somebody is better than all: who had won is a reserve now, and so is who stepped in.
        rows = {new: (1, 0), gone.award.attempt_id: (0, 1), stands_in.award.attempt_id: (0, 2)}
    Winner.objects.filter(pk=stands_in.pk).update(remind_on="2030-01-01", consent_school=True)
    seal = listed_anew(before, rows)
    carry_over(before, seal, at=clock.now())
    tell_new(WinnersPlan.objects.get(), at=clock.now())
    (holder,) = Winner.objects.filter(passed_on_at=None).select_related("award")
    expected = stands_in.award.attempt_id if first_again else new
    assert (holder.award.attempt_id, holder.place, holder.award.seal) == (expected, 1, seal)
    # The record of who stays goes on, though it is another row.
    assert history_of(holder, superuser)
    # Who did not want it is never asked again.
    assert Winner.objects.get(award__seal=seal, passed_on_why="declined").award.attempt == (
        gone.award.attempt
    )
    if not first_again:
        lost = Winner.objects.get(passed_on_why="corrected")
        assert (lost.remind_on, lost.consent_school) == (None, False)
        decline_winner(holder, reason="pupil", at=clock.now())
        assert winner_now().award.attempt_id == stands_in.award.attempt_id


def test_who_stepped_in_keeps_it_though_the_one_before_was_deleted(
    told: WinnersPlan, superuser: User
) -> None:
    before, won = Seal.objects.get(), winner_now()
    decline_winner(won, reason="pupil", at=clock.now())
    between = winner_now()
    decline_winner(between, reason="left", at=clock.now())
    last, teacher = winner_now(), teacher_of(winner_now())
    last = confirm_winner(last, by=teacher, at=clock.now())
    today = timezone.localdate(clock.now())
    record_consent(last, on=today, words="x", school=False, by=teacher, at=clock.now())
    enter_name(last, name="Lamija", at=clock.now())
    erase_card(between.award.attempt.card, by=superuser, at=clock.now())
    went = [row.went for block in winner_table(told.edition, "en", None) for row in block.gone]
    assert went == ["went to reserve 2"]
    seal = listed_anew(before, {won.award.attempt_id: (1, 0), last.award.attempt_id: (0, 1)})
    carry_over(before, seal, at=clock.now())
    now = winner_now()
    assert (now.award.seal, now.award.attempt_id) == (seal, last.award.attempt_id)
    assert (now.name, now.confirmed_at) == ("Lamija", last.confirmed_at)
