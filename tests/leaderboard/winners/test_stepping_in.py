"""Reserves step in also where they are drawn later, or a correction changed who is one."""

from __future__ import annotations

from django.utils import timezone

from base import clock
from base.models import User
from leaderboard.models import Award, Seal, Winner, WinnerMail, WinnersPlan
from leaderboard.pupil_data.actions.erasing import erase_card
from leaderboard.winners.actions.carrying_over import carry_over
from leaderboard.winners.actions.consenting import enter_name, record_consent
from leaderboard.winners.actions.passing import pass_on_late
from leaderboard.winners.actions.teachers_word import confirm_winner, decline_winner
from leaderboard.winners.queries.winner_table import winner_table
from tests.leaderboard.winners.conftest import in_days, teacher_of, winner_now
from tests.leaderboard.winners.test_telling import at_hour, send


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
