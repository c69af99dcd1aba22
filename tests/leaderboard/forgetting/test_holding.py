"""An edition is held by two people, and teachers are told a week before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import OutgoingMail, User
from competition.models import Edition, EditionStep, Window
from leaderboard.forgetting.goes_mail import GOES_MAIL
from leaderboard.forgetting.queries import held_editions, outlived_classes, teachers_to_tell
from leaderboard.forgetting.tasks import teachers_told
from schools.models import Card, SchoolClass
from tests.forgetting import forget_due
from tests.leaderboard.forgetting.test_classes import AUGUST, DAY, SEPTEMBER, SPRING, published

__all__ = ["published"]

pytestmark = pytest.mark.django_db
PAGE, HOLD = "/en/staff/retention/", "/en/staff/retention/2027/"


def test_one_asks_another_agrees_and_a_press_ends_it(
    client: Client, published: Edition, first: User, superuser: User
) -> None:
    client.force_login(first)
    assert "Write why nothing of it may go." in client.post(HOLD, follow=True).text
    client.post(HOLD, {"act": "ask", "reason": "A court asks."})
    assert not held_editions().exists()
    assert 'value="agree"' not in client.get(PAGE).text
    said = client.post(HOLD, {"act": "agree"}, follow=True).text
    assert "Another person than the one who asked has to agree." in said
    client.force_login(superuser)
    assert "asks that nothing of it goes: A court asks." in client.get(PAGE).text
    client.post(HOLD, {"act": "agree"})
    assert held_editions().get() == published
    assert not outlived_classes(SEPTEMBER).exists()
    client.post(HOLD, {"act": "end"})
    assert not held_editions().exists()
    record = client.get("/en/staff/record/").text
    for deed in ("asked that nothing", "agreed that nothing", "let it go by itself again"):
        assert f"{deed}" in record
    assert "A court asks." in record


def test_an_edition_whose_time_is_over_and_that_is_not_published_is_told(
    client: Client, published: Edition, first: User
) -> None:
    client.force_login(first)
    SchoolClass.objects.update(school_year="2019/2020")
    Window.objects.update(opens_at=clock.now() - 40 * DAY, closes_at=clock.now() - 39 * DAY)
    EditionStep.objects.update(at=clock.now() - 30 * DAY)
    late = "Its time is over, and nothing of its pupils goes"
    assert late not in client.get(PAGE).text
    Edition.objects.update(state="sealed")
    assert late in client.get(PAGE).text


def test_a_teacher_gets_one_mail_about_all_her_classes_a_week_before(
    published: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_due(AUGUST - 30 * DAY)
    school_class, other = SchoolClass.objects.filter(school__country="BA").order_by("pk")[:2]
    teacher = school_class.teachers.get()
    other.teachers.add(teacher)
    night = AUGUST - 6 * DAY
    assert not teachers_told.is_due(night - DAY)
    assert teachers_told.is_due(night)
    monkeypatch.setattr(clock, "now", lambda: night)
    teachers_told.task.func()
    assert not teachers_told.is_due(night + DAY)
    post = OutgoingMail.objects.get(user=teacher)
    message = GOES_MAIL.write(post)
    assert message is not None
    assert message.to == [teacher.email]
    told = str(message.body)
    assert "1. septembar 2027." in message.subject
    assert (school_class.on_record in told, other.on_record in told) == (True, True)
    assert "imena" not in told
    Edition.objects.update(state="sealed")
    assert GOES_MAIL.write(post) is None


def test_names_that_go_are_told_in_the_same_way(published: Edition) -> None:
    card = Card.objects.earliest("pk")
    Card.objects.filter(pk=card.pk).update(name="Iva")
    at = SPRING + timedelta(days=24)
    assert set(teachers_to_tell(at)) == set(card.school_class.teachers.all())
