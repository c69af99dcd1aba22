"""Helpers for the day: invited with an area and an end, after which nothing is left of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import formats

from base import clock
from base.models import User
from schools.accounts.queries import is_obliged
from schools.exceptions import HasRole, LinkUsedUp
from schools.models import Country, Invitation, Role
from schools.people.actions import invitations
from schools.people.queries.invitations import invitation_of, token_of
from schools.roles import area_of, looked_on_by
from tests import cast
from tests.forgetting import forget_due
from tests.schools.people.test_invitations import ask


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


def invite(by: User, country: Country, email: str, ends_at: datetime) -> Invitation | Role:
    return invitations.invite(
        email,
        name="",
        language="bs",
        kind="helper",
        where=country,
        by=by,
        at=clock.now(),
        ends_at=ends_at,
    )


def test_the_form_asks_where_and_until_when(
    client: Client, organizer: User, country: Country
) -> None:
    assert "Name the last day" in ask(client, organizer, kind="helper", country=country.pk)
    today = clock.now().date()
    far = {"kind": "helper", "country": country.pk, "last_day": today + timedelta(days=90)}
    assert "within two months" in ask(client, organizer, **far)
    past = far | {"last_day": today - timedelta(days=2)}
    assert "within two months" in ask(client, organizer, **past)
    day = today + timedelta(days=3)
    ask(client, organizer, **far | {"last_day": day, "language": "en"})
    [sent] = mail.outbox
    assert f"Last day: {formats.date_format(day)}" in sent.body
    # Midnight in Sarajevo, in winter or in summer.
    ends_at = Invitation.objects.get().ends_at
    assert ends_at is not None
    assert ends_at.astimezone(UTC).date() == day
    assert ends_at.astimezone(UTC).hour in (22, 23)


def test_a_helper_looks_on_until_the_end_and_organizes_nothing(
    organizer: User, country: Country
) -> None:
    at = clock.now()
    made = invite(organizer, country, "nova@example.org", at + timedelta(days=1))
    assert isinstance(made, Invitation)
    user = invitations.accept(made, name="Nova", password="twelve green horses", at=at)
    assert looked_on_by(user).countries == {"BA"}
    assert not area_of(user)
    assert is_obliged(user)
    user.roles.update(ends_at=at)
    assert not looked_on_by(user)
    assert not is_obliged(user)


def test_a_link_to_a_day_that_is_over_opens_nothing(organizer: User, country: Country) -> None:
    at = clock.now()
    made = invite(organizer, country, "nova@example.org", at + timedelta(hours=1))
    assert isinstance(made, Invitation)
    later = at + timedelta(hours=1)
    assert invitation_of(token_of(made), at=at) == made
    assert invitation_of(token_of(made), at=later) is None
    with pytest.raises(LinkUsedUp):
        invitations.accept(made, name="", password="twelve green horses", at=later)


def test_who_helps_already_helps_until_the_new_end(
    organizer: User, country: Country, other_teacher: User
) -> None:
    at = clock.now()
    first, second = at + timedelta(days=1), at + timedelta(days=2)
    invite(organizer, country, other_teacher.email, first)
    invite(organizer, country, other_teacher.email, second)
    helping = other_teacher.roles.filter(kind="helper")
    assert [role.ends_at for role in helping] == [second]
    with pytest.raises(HasRole):
        invite(organizer, country, other_teacher.email, second)


def test_roles_of_helpers_go_a_month_after_their_end(
    organizer: User, country: Country, other_teacher: User
) -> None:
    ends_at = datetime(2027, 2, 9, 23, 0, tzinfo=UTC)
    invite(organizer, country, other_teacher.email, ends_at)
    assert forget_due(ends_at + timedelta(days=30)) == 0
    assert forget_due(ends_at + timedelta(days=30, hours=1)) == 1
    assert other_teacher.roles.count() == 1
