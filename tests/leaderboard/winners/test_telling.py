"""Teachers are told of their winners and reminded once; a reserve steps in by a press."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from base import clock
from base.models import OutgoingMail, User
from competition.exceptions import Refused
from competition.models import Edition
from leaderboard.models import Winner, WinnersPlan
from leaderboard.winners import mails
from leaderboard.winners.actions import (
    confirm_winner,
    decline_winner,
    pass_late_on,
    remind_teachers,
    save_winners_plan,
    start_telling,
    step_in,
)
from leaderboard.winners.queries import winner_table
from tests.leaderboard.sealed import award
from tests.leaderboard.winners.conftest import in_days, teacher_of, tell_now, winner_now
from tests.outbox import empty_outbox


@pytest.fixture(autouse=True)
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the clock says."""
    monkeypatch.setattr(mails, "day_zones", lambda zones, _at: zones)


def send(at: datetime | None = None) -> list[str]:
    """Send what waits; who got something."""
    before = len(mail.outbox)
    empty_outbox(at=at)
    return [one.to[0] for one in mail.outbox[before:]]


def test_each_teacher_gets_one_mail_in_the_own_language(told: WinnersPlan) -> None:
    teacher = teacher_of(winner_now())
    User.objects.filter(pk=teacher.pk).update(language="hr")
    assert send() == [teacher.email]
    assert send() == []
    letter = mail.outbox[-1]
    assert "/hr/staff/winners/" in letter.body
    assert "List-Unsubscribe" not in letter.message()
    tell_now(told)
    assert send() == []


def test_no_mail_goes_at_night(told: WinnersPlan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mails, "day_zones", lambda _zones, _at: [])
    assert send() == []
    assert OutgoingMail.objects.get().state == OutgoingMail.State.WAITING


def test_nobody_is_told_before_the_seal(reviewed: Edition) -> None:
    today = timezone.localdate(clock.now())
    WinnersPlan.objects.create(edition=reviewed, confirm_by=today, names_until=today)
    with pytest.raises(Refused, match="sealed"):
        start_telling(reviewed, at=clock.now())


def test_nobody_is_told_a_day_that_is_over(dated: WinnersPlan) -> None:
    WinnersPlan.objects.update(confirm_by=timezone.localdate(clock.now()))
    with pytest.raises(Refused, match="set a later one"):
        start_telling(dated.edition, at=clock.now())


def test_who_has_enough_points_is_not_asked(dated: WinnersPlan) -> None:
    Winner.objects.update(rule=award(dated.edition, "threshold", least=10))
    tell_now(dated)
    assert not Winner.objects.all().told().exists()


def test_a_reminder_comes_once_and_not_after_the_word(told: WinnersPlan) -> None:
    teacher = teacher_of(winner_now())
    send()
    got = []
    for day in range(1, 14):
        remind_teachers(at=in_days(day))
        got += [(day, one) for one in send(in_days(day))]
    assert got == [(12, teacher.email)]
    assert mail.outbox[-1].message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "staff/winners/" in mail.outbox[-1].body
    Winner.objects.filter(pk=winner_now().pk).update(remind_on=timezone.localdate(in_days(1)))
    confirm_winner(winner_now(), by=teacher, at=clock.now())
    remind_teachers(at=in_days(12))
    assert send(in_days(12)) == []


def test_who_has_ended_the_letters_is_told_and_not_reminded(told: WinnersPlan) -> None:
    teacher = teacher_of(winner_now())
    User.objects.filter(pk=teacher.pk).update(letters_ended_at=clock.now())
    assert send() == [teacher.email]
    remind_teachers(at=in_days(12))
    assert send(in_days(12)) == []


def press(client: Client, edition: Edition, **what: int) -> str:
    """As the organizer's table sends it; what the page says then."""
    address = reverse("leaderboard:mark_winners", args=[edition.slug])
    data = {name: str(number) for name, number in what.items()}
    return client.post(address, data, follow=True).text


def test_a_reserve_steps_in_by_a_press_and_its_teacher_is_told(
    told: WinnersPlan, client: Client, superuser: User
) -> None:
    send()
    gone, reserve = winner_now(), Winner.objects.get(reserve=1)
    with pytest.raises(Refused, match="No place of this award is free"):
        step_in(reserve, at=clock.now())
    decline_winner(gone, reason="pupil", at=clock.now())
    assert not Winner.objects.all().held().exists(), "nobody steps in by himself"
    client.force_login(superuser)
    said = press(client, told.edition, step_in=reserve.pk)
    assert "The reserve has the award now" in said
    assert "Steps in" not in said, "no place is free any more"
    winner = winner_now()
    assert (winner.pk, winner.place, winner.reserve) == (reserve.pk, 1, 1)
    assert winner.confirm_by == told.confirm_by
    assert send() == [teacher_of(winner).email]


def test_the_list_says_who_is_late_and_its_place_is_given_on(
    told: WinnersPlan, client: Client, superuser: User
) -> None:
    late, reserve = winner_now(), Winner.objects.get(reserve=1)
    with pytest.raises(Refused):
        pass_late_on(late, at=clock.now())
    Winner.objects.filter(pk=late.pk).update(confirm_by=timezone.localdate() - timedelta(days=1))
    client.force_login(superuser)
    page = client.get(reverse("leaderboard:winner_table", args=[told.edition.slug])).text
    assert "late: to be confirmed by" in page
    press(client, told.edition, late=late.pk)
    late.refresh_from_db()
    assert (late.gone_why, late.is_held) == ("late", False)
    press(client, told.edition, step_in=reserve.pk)
    assert winner_now().pk == reserve.pk


def test_a_word_in_time_stands(told: WinnersPlan) -> None:
    winner = winner_now()
    confirm_winner(winner, by=teacher_of(winner), at=clock.now())
    Winner.objects.update(confirm_by=timezone.localdate() - timedelta(days=1))
    with pytest.raises(Refused):
        pass_late_on(winner, at=clock.now())


def test_who_is_behind_moves_up(dated: WinnersPlan) -> None:
    Winner.objects.filter(reserve=1).update(place=2, reserve=0)
    tell_now(dated)
    first, second = Winner.objects.all().held().order_by("place")
    decline_winner(first, reason="guardian", at=in_days(1))
    second.refresh_from_db()
    assert second.place == 1
    step_in(Winner.objects.get(reserve=2), at=clock.now())
    assert list(Winner.objects.all().held().values_list("place", "reserve")) == [(1, 0), (2, 2)]


def test_a_date_that_was_told_only_becomes_later(told: WinnersPlan) -> None:
    before = told.confirm_by
    told.confirm_by = timezone.localdate(in_days(20))
    save_winners_plan(told, at=clock.now())
    winner = winner_now()
    assert winner.confirm_by == told.confirm_by
    assert winner.remind_on == timezone.localdate(in_days(18))
    told.confirm_by = before
    with pytest.raises(Refused):
        save_winners_plan(told, at=clock.now())


def test_any_number_of_winners_costs_the_same(
    told: WinnersPlan,
    django_assert_max_num_queries: Any,  # noqa: ANN401 - a fixture
) -> None:
    country = winner_now().country
    with django_assert_max_num_queries(8):
        (block,) = winner_table(told.edition, None, country)
    assert [why for _winner, why in (*block.held, *block.others) if why]
    Winner.objects.filter(reserve__gt=0).update(place=1, reserve=0)
    with django_assert_max_num_queries(8):
        winner_table(told.edition, None, country)
