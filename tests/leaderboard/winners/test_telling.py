"""Teachers are told of their winners, reminded twice, and what nobody confirms passes on."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from base import clock
from base.jobs.performing import Progress
from base.models import User
from competition.models import Edition
from leaderboard.models import Award, Draw, Winner, WinnerMail, WinnersPlan
from leaderboard.winners.actions.passing import pass_on_late
from leaderboard.winners.actions.teachers_word import confirm_winner, decline_winner
from leaderboard.winners.actions.telling import remind_teachers, tell_what_came_later
from leaderboard.winners.actions.winner_mails import send_winner_mails
from leaderboard.winners.actions.winners_plan import save_winners_plan, start_telling
from leaderboard.winners.exceptions import DatesAreOver, EarlierThanTold, TellAfterSeal
from leaderboard.winners.queries.due_winners import is_anything_due, mails_to_go
from tests.leaderboard.sealed import award
from tests.leaderboard.winners.conftest import in_days, teacher_of, tell_now, winner_now

SARAJEVO = ZoneInfo("Europe/Sarajevo")


def at_hour(hour: int, *, days: int = 0) -> datetime:
    day = timezone.localdate(in_days(days))
    return datetime.combine(day, time(hour), tzinfo=SARAJEVO)


def draw_made() -> None:
    """As if it were: with a moment before the last look, for it was long under way."""
    by = User.objects.earliest("pk")
    Draw.objects.update(number="7", drawn_by=by, drawn_at=in_days(-1))


def send(at: datetime | None = None) -> list[str]:
    """Send what waits; who got something."""
    before = len(mail.outbox)
    send_winner_mails(Progress(), at=lambda: at or at_hour(12))
    return [one.to[0] for one in mail.outbox[before:]]


def test_each_teacher_gets_one_mail_by_day_in_the_own_language(told: WinnersPlan) -> None:
    teacher = teacher_of(winner_now())
    User.objects.filter(pk=teacher.pk).update(language="hr")
    assert not mails_to_go(at_hour(23)).exists()
    assert send(at_hour(23)) == []
    assert send() == [teacher.email]
    assert send() == []
    letter = mail.outbox[-1]
    assert "/hr/staff/winners/" in letter.body
    assert "List-Unsubscribe" not in letter.message()
    tell_now(told)
    assert send() == []


def test_nobody_is_told_before_the_seal(reviewed: Edition) -> None:
    today = timezone.localdate(clock.now())
    WinnersPlan.objects.create(edition=reviewed, confirm_by=today, names_until=today)
    with pytest.raises(TellAfterSeal):
        start_telling(reviewed.pk, at=clock.now())


def test_nobody_is_told_a_day_that_is_over(dated: WinnersPlan) -> None:
    WinnersPlan.objects.update(confirm_by=timezone.localdate(clock.now()))
    with pytest.raises(DatesAreOver):
        start_telling(dated.edition_id, at=clock.now())


def test_who_has_enough_points_is_not_asked(dated: WinnersPlan) -> None:
    rule = award(dated.edition, "threshold", least=10)
    Award.objects.update(rule=rule)
    tell_now(dated)
    assert not Winner.objects.exists()


def test_reminders_come_twice_and_end_with_the_word(told: WinnersPlan) -> None:
    teacher = teacher_of(winner_now())
    send()
    assert not is_anything_due(at_hour(12, days=6))
    got = []
    for day in range(1, 14):
        at = at_hour(12, days=day)
        remind_teachers(at=at)
        remind_teachers(at=at)
        got += [(day, one) for one in send(at)]
    assert got == [(7, teacher.email), (12, teacher.email)]
    assert mail.outbox[-1].message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert winner_now().reminders == 2


def test_who_has_ended_the_letters_is_told_and_not_reminded(told: WinnersPlan) -> None:
    teacher = teacher_of(winner_now())
    User.objects.filter(pk=teacher.pk).update(letters_ended_at=clock.now())
    assert send() == [teacher.email]
    remind_teachers(at=at_hour(12, days=7))
    assert send(at_hour(12, days=7)) == []
    assert WinnerMail.objects.filter(state="late", kind="reminded").count() == 1


def test_what_nobody_confirms_passes_on_to_each_reserve_once(told: WinnersPlan) -> None:
    first = winner_now()
    send()
    assert pass_on_late(at=at_hour(12, days=14)) == 0
    late = at_hour(14, days=15)
    assert pass_on_late(at=late) == 1
    assert pass_on_late(at=late) == 0
    second = winner_now()
    assert (second.instead_of, second.place, second.award.reserve) == (first, 1, 1)
    assert second.confirm_by == timezone.localdate(at_hour(12, days=22))
    first.refresh_from_db()
    assert first.passed_on_why == Winner.PassedOn.LATE
    # Its own teacher is told, the first one not again.
    assert teacher_of(second).email in send(late)
    assert WinnerMail.objects.filter(user=teacher_of(second), kind="told").count() == 1


def test_without_a_reserve_the_award_is_not_given(told: WinnersPlan) -> None:
    reserves = Award.objects.filter(reserve__gt=0).count()
    for _n in range(reserves + 1):
        decline_winner(winner_now(), reason="pupil", at=clock.now())
    assert not Winner.objects.filter(passed_on_at=None).exists()
    assert Winner.objects.filter(passed_on_why="declined").count() == reserves + 1


def test_a_word_in_time_stands(told: WinnersPlan) -> None:
    one = winner_now()
    confirm_winner(one, by=teacher_of(one), at=clock.now())
    assert pass_on_late(at=at_hour(14, days=60)) == 0
    remind_teachers(at=at_hour(12, days=7))
    send()
    assert not WinnerMail.objects.filter(kind="reminded").exists()


def test_who_is_behind_moves_up_and_the_teacher_reads_of_it(dated: WinnersPlan) -> None:
    kept = Award.objects.filter(reserve=1)
    kept.update(place=2, reserve=0)
    tell_now(dated)
    send()
    first, second = Winner.objects.order_by("place")
    decline_winner(first, reason="guardian", at=in_days(1))
    second.refresh_from_db()
    assert second.place == 1
    assert WinnerMail.objects.get(kind="moved").user == teacher_of(second)
    send()
    assert WinnerMail.objects.get(kind="moved").state == "sent"
    # Nothing is left to say where the place is again the one that was told.
    WinnerMail.objects.filter(kind="moved").update(state="waiting", taken_at=None)
    Award.objects.filter(pk=second.pk).update(place=1)
    send()
    assert WinnerMail.objects.get(kind="moved").state == "late"


def test_what_is_drawn_later_is_told_by_itself(told: WinnersPlan) -> None:
    later = Award.objects.get(reserve=1)
    Award.objects.filter(pk=later.pk).update(place=2, reserve=0)
    assert not is_anything_due(at_hour(12))
    draw_made()
    assert is_anything_due(at_hour(12))
    tell_what_came_later(at=in_days(10))
    assert Winner.objects.get(award=later).confirm_by == timezone.localdate(in_days(17))
    assert not is_anything_due(at_hour(12))


def test_a_date_that_was_told_only_becomes_later(told: WinnersPlan) -> None:
    before = told.confirm_by
    told.confirm_by = timezone.localdate(in_days(20))
    save_winners_plan(told, at=clock.now())
    one = winner_now()
    assert (one.confirm_by, one.remind_on) == (told.confirm_by, timezone.localdate(in_days(13)))
    told.confirm_by = before
    with pytest.raises(EarlierThanTold):
        save_winners_plan(told, at=clock.now())
