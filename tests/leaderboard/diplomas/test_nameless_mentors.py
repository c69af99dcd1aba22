"""A mentor's diploma has a name on it, or is not made; the name is entered on the own account."""

from __future__ import annotations

from django.test import Client

from base.models import User
from competition.models import Edition
from leaderboard.diplomas.queries import claims_in, claims_of_teacher
from leaderboard.models import Winner
from schools.models import Country
from tests.leaderboard.diplomas.test_diplomas import PAGE, organizer, sealed

__all__ = ["organizer", "sealed"]  # fixtures
ACCOUNT = "/en/staff/account/"


def test_a_mentor_without_a_name_is_named_to_the_organizer_and_gets_none(
    client: Client,
    sealed: Edition,
    organizer: User,
    country: Country,
) -> None:
    first = Winner.objects.filter(country=country, place__gt=0).earliest("pk")
    teacher = first.school_class.teachers.earliest("pk")
    client.force_login(organizer)
    assert "have no name" not in client.get(PAGE).text
    before = len(claims_in(sealed, country, "mentor"))
    User.objects.filter(pk=teacher.pk).update(name="")
    page = client.get(PAGE).text
    assert "have no name" in page
    assert teacher.email in page
    assert len(claims_in(sealed, country, "mentor")) == before - 1
    teacher.refresh_from_db()
    assert "mentor" not in {one.kind for one in claims_of_teacher(sealed, teacher)}


def test_the_own_name_is_changed_on_the_account_and_not_taken_away(
    client: Client,
    sealed: Edition,
) -> None:
    teacher = User.objects.filter(classes__isnull=False).earliest("pk")
    client.force_login(teacher)
    client.post(f"{ACCOUNT}name/", {"name": "Đurđa Ćuk", "email": "other@example.org"})
    assert 'value="Đurđa Ćuk"' in client.get(ACCOUNT).text
    client.post(f"{ACCOUNT}name/", {"name": " "})
    after = User.objects.get(pk=teacher.pk)
    assert (after.name, after.email) == ("Đurđa Ćuk", teacher.email)
