"""Reserves step in, and stay though somebody before them is deleted."""

from __future__ import annotations

from django.utils import timezone

from base import clock
from base.models import User
from leaderboard.models import Winner, WinnerMail, WinnersPlan
from leaderboard.pupil_data.actions.erasing import erase_card
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


def test_who_stepped_in_keeps_it_though_the_one_before_was_deleted(
    told: WinnersPlan, superuser: User
) -> None:
    won = winner_now()
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
    assert winner_now().name == "Lamija"
