"""Logging in, cards on paper and on the screen, needs, and help."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from base.models import User
from schools.models import SchoolClass
from tests import cast
from tests.cells import in_one_world

LOGIN = "/en/staff/login/"


def log_in(client: Client, email: str, password: str, **more: str) -> str:
    """The page or address after trying to log in."""
    page = client.post(LOGIN, {"login": email, "password": password, **more})
    return page["Location"] if page.status_code == 302 else page.text


def test_a_teacher_logs_in_whatever_the_case_of_the_e_mail(client: Client, teacher: User) -> None:
    assert log_in(client, "Vesna@Example.org", cast.PASSWORD) == "/en/staff/"


def test_an_unknown_e_mail_and_a_wrong_password_read_the_same(
    client: Client, teacher: User
) -> None:
    sentence = "This e-mail and password do not belong together."
    assert sentence in log_in(client, "vesna@example.org", "wrong")
    assert sentence in log_in(client, "nobody@example.org", "wrong")
    teacher.is_active = False
    teacher.save()
    assert sentence in log_in(client, "vesna@example.org", cast.PASSWORD)


@in_one_world(
    ("wanted", "reached"),
    [
        pytest.param("/en/staff/classes/add/", "/en/staff/classes/add/", id="own page"),
        pytest.param("https://evil.example/", "/en/staff/", id="another site"),
        pytest.param("//evil.example/", "/en/staff/", id="another site without scheme"),
    ],
)
def test_next_is_kept_only_within_the_site(
    wanted: str, reached: str, client: Client, teacher: User
) -> None:
    assert log_in(client, teacher.email, cast.PASSWORD, next=wanted) == reached


def test_cards_print_every_number_and_pin_in_the_language_of_the_class(
    client: Client, teacher: User, school_class: SchoolClass
) -> None:
    client.force_login(teacher)
    page = client.get(reverse("schools:cards", args=[school_class.pk]))
    assert page.headers["Cache-Control"].count("no-store") == 1
    assert page.text.count('class="paper-card"') == 3
    for pin in ("1001", "1002", "1003"):
        assert page.text.count(pin) == 2  # the card and the teacher's sheet
    assert page.text.count("<svg") >= 3


def test_the_screen_shows_one_card_and_no_other_pin(
    client: Client, teacher: User, school_class: SchoolClass
) -> None:
    client.force_login(teacher)
    page = client.get(reverse("schools:cards_screen", args=[school_class.pk]), {"place": "2"})
    assert "1002" in page.text
    assert "1001" not in page.text
    typed = client.get(reverse("schools:cards_screen", args=[school_class.pk]), {"number": "3"})
    assert "1003" in typed.text
    assert "<details" in page.text
    assert "<details open" not in page.text


def test_needs_are_saved_and_shown_only_on_their_own_page(
    client: Client, teacher: User, school_class: SchoolClass
) -> None:
    client.force_login(teacher)
    url = reverse("schools:needs", args=[school_class.pk])
    rows = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "3"}
    for at in range(3):
        rows |= {f"form-{at}-number": str(at + 1), f"form-{at}-extra_time": "0"}
    rows |= {"form-1-extra_time": "50", "form-1-name": "Lejla"}
    assert client.post(url, rows).status_code == 302
    assert school_class.cards.get(number=2).extra_time == 50
    assert "Lejla" in client.get(url).text
    assert "Lejla" not in client.get(reverse("schools:cards", args=[school_class.pk])).text


def test_extra_time_that_is_not_on_the_list_is_refused(
    client: Client, teacher: User, school_class: SchoolClass
) -> None:
    client.force_login(teacher)
    rows = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}
    rows |= {"form-0-number": "1", "form-0-extra_time": "33"}
    page = client.post(reverse("schools:needs", args=[school_class.pk]), rows)
    assert page.status_code == 200
    assert school_class.cards.get(number=1).extra_time == 0


def test_a_session_lasts_over_two_lessons_and_the_break(settings: object) -> None:
    age = timedelta(seconds=getattr(settings, "SESSION_COOKIE_AGE", 0))
    assert age >= timedelta(hours=3)
