"""Who writes, translates and reviews questions is invited by the organizers of whole countries."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from base import clock
from base.models import User
from schools.accounts.queries import is_obliged, second_factor_lacks
from schools.exceptions import LinkUsedUp
from schools.models import Country, Invitation, Role
from schools.people.actions import invitations
from schools.roles import reach_of
from tests import cast
from tests.cells import in_one_world
from tests.schools.accounts.test_accounts import link_in
from tests.schools.people.test_invitations import CHOSEN, PASSWORD, ask

KINDS = ("editor", "translator", "reviewer")
of_each_kind = in_one_world("kind", KINDS)


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def abroad(country: Country) -> Country:
    return cast.make_country("HR")


@of_each_kind
def test_an_organizer_of_a_country_invites_them_for_it(
    kind: str, client: Client, organizer: User, country: Country
) -> None:
    ask(client, organizer, kind=kind, country="BA")
    path, visitor = link_in(mail.outbox[0]), Client()
    assert visitor.post(path, CHOSEN, follow=True).redirect_chain[-1][0] == "/hr/staff/account/"
    user = User.objects.get(email="nova@example.org")
    role = user.roles.get()
    assert (role.kind, role.country, role.region, role.school) == (kind, country, None, None)
    assert role.approved_by == organizer
    assert (is_obliged(user), second_factor_lacks(user)) == (True, "factor")


@of_each_kind
@in_one_world(
    ("typed", "told"),
    [
        ({}, "Choose the country whose languages they work in."),
        ({"country": "HR"}, "Select a valid choice."),
        ({"region": "1"}, "Choose the country whose languages they work in."),
    ],
    ids=["nowhere", "abroad", "a region"],
)
def test_a_country_is_needed_and_has_to_be_the_organizers(
    typed: dict[str, str], told: str, kind: str, client: Client, organizer: User, abroad: Country
) -> None:
    if "region" in typed:
        typed = {"region": str(organizer.roles.get().country.regions.get().pk)}  # type: ignore[union-attr]
    assert told in ask(client, organizer, kind=kind, **typed)
    assert not Invitation.objects.exists()


@of_each_kind
def test_an_organizer_of_a_region_invites_none(kind: str, client: Client, country: Country) -> None:
    regional = cast.make_staff("organizer", region=country.regions.get())
    assert not set(KINDS) & set(reach_of(regional).kinds())
    assert "Select a valid choice." in ask(client, regional, kind=kind, country="BA")
    assert not Invitation.objects.exists()


def test_a_region_abroad_gives_no_word_over_its_country(
    organizer: User, country: Country, abroad: Country
) -> None:
    at = clock.now()
    Role.objects.create(
        user=organizer, kind="organizer", region=abroad.regions.get(), approved_at=at
    )
    theirs = Role.objects.create(
        user=User.objects.create(email="z@example.org"), kind="editor", country=abroad
    )
    reach = reach_of(organizer)
    assert list(reach.whole()) == [country]
    assert theirs.user not in reach.people()


@in_one_world("typed", [{}, {"country": "HR"}], ids=["everywhere", "a country"])
def test_a_coordinator_invites_for_any_country_or_for_all(
    typed: dict[str, str], client: Client, abroad: Country
) -> None:
    ask(client, cast.make_staff("coordinator"), kind="translator", **typed)
    made = Invitation.objects.get()
    assert (made.kind, made.country_id) == ("translator", typed.get("country"))


def test_an_organizer_sees_and_takes_the_roles_of_the_own_country_only(
    client: Client, organizer: User, country: Country, abroad: Country
) -> None:
    roles = [
        Role.objects.create(
            user=User.objects.create(email=f"{n}@example.org"), kind="editor", country=where
        )
        for n, where in enumerate((country, abroad, None))
    ]
    client.force_login(organizer)
    taken = [client.post(f"/en/staff/people/roles/{role.pk}/take/").status_code for role in roles]
    assert taken == [302, 404, 404]
    assert Role.objects.filter(kind="editor").count() == 2


def test_an_invitation_ends_with_the_inviters_word_over_the_country(
    organizer: User, country: Country
) -> None:
    made = invitations.invite(
        "nova@example.org", name="", language="hr", kind="editor", where=country, by=organizer,
        at=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Invitation)
    organizer.roles.update(country=None, region=country.regions.get())
    with pytest.raises(LinkUsedUp):
        invitations.accept(made, name="", password=PASSWORD, at=clock.now())
    assert not User.objects.filter(email="nova@example.org").exists()


def test_whoever_is_known_gets_the_role_at_once(
    client: Client, organizer: User, teacher: User
) -> None:
    assert not is_obliged(teacher)
    ask(client, organizer, email=teacher.email, kind="reviewer", country="BA")
    assert set(teacher.roles.values_list("kind", flat=True)) == {"teacher", "reviewer"}
    assert is_obliged(teacher)
