"""The page of people: whom it lists, what it costs, and what may be done to whom."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from schools.models import Country, Invitation, Role, School
from schools.people.permissions import may_close
from schools.registering.actions.registrations import ask_for_role
from schools.roles import Reach, reach_of
from tests import cast
from tests.cells import in_one_world
from tests.schools.accounts.test_accounts import log_in

PEOPLE = "/en/staff/people/"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    """Has logged in."""
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


@pytest.fixture
def far(db: None) -> User:
    """A teacher abroad."""
    return cast.make_teacher(
        cast.make_school(cast.make_country("HR"), name="OŠ Zagreb"), "zrinka@example.org"
    )


def listed(client: Client, **asked: str) -> set[str]:
    """The e-mails of the people on the page."""
    return {user.email for user in client.get(PEOPLE, asked).context["part"]}


def test_an_organizer_lists_teachers_and_organizers_of_the_area(
    client: Client, organizer: User, teacher: User, far: User
) -> None:
    cast.make_staff("ministry", country=teacher.roles.get().school.country)  # type: ignore[union-attr]
    assert listed(client) == {organizer.email, teacher.email}
    assert client.get(f"{PEOPLE}{far.pk}/").status_code == 404


@in_one_world("typed", ["djurdjevic", "Ђурђевић", "đurđević vesna"])
def test_people_and_invited_are_found_however_their_names_are_typed(
    typed: str, client: Client, organizer: User, school: School, teacher: User
) -> None:
    User.objects.filter(pk=teacher.pk).update(name="Ana Đurđević")
    School.objects.filter(pk=school.pk).update(name="ОШ Весна")
    asked = {"kind": "teacher", "school": school, "invited_by": organizer, "sent_at": clock.now()}
    for name in ("Ivo Đurđević", "Ivo Ivić"):
        Invitation.objects.create(email="ivo@example.org", name=name, **asked)
    page = client.get(PEOPLE, {"q": typed})
    assert [user.email for user in page.context["part"]] == [teacher.email]
    assert [one.name for one in page.context["waiting"]] == ["Ivo Đurđević"]


def test_roles_elsewhere_are_not_told(
    client: Client, organizer: User, teacher: User, far: User
) -> None:
    Role.objects.create(user=teacher, kind="teacher", school=far.roles.get().school)
    assert "Zagreb" not in client.get(PEOPLE).text
    assert "Zagreb" not in client.get(f"{PEOPLE}{teacher.pk}/").text


def test_a_coordinator_lists_everybody(client: Client, teacher: User, far: User) -> None:
    coordinator = cast.make_staff("coordinator")
    client.force_login(coordinator)
    assert listed(client) == {teacher.email, far.email, coordinator.email}


@in_one_world(
    ("asked", "found"),
    [
        ({"q": "vesna@"}, {"vesna@example.org"}),
        ({"q": "Druga"}, {"drago@example.org"}),
        ({"kind": "organizer"}, {"organizer@example.org"}),
        ({"kind": "teacher", "q": "e"}, {"vesna@example.org", "drago@example.org"}),
        ({"kind": "ministry"}, set()),
    ],
    ids=["e-mail", "school", "role", "both", "nobody"],
)
def test_the_list_is_narrowed(
    asked: dict[str, str], found: set[str], client: Client, organizer: User, teacher: User,
    other_teacher: User,
) -> None:  # fmt: skip
    assert listed(client, **asked) == found


def teachers_of(school: School, count: int) -> None:
    """Teachers of a school, without the record of how they came."""
    made = User.objects.bulk_create(User(email=f"t{n:02}@example.org") for n in range(count))
    Role.objects.bulk_create(Role(user=user, kind="teacher", school=school) for user in made)


@in_one_world("count", [1, 40])
def test_the_list_costs_the_same_for_any_number(
    count: int, client: Client, organizer: User, school: School,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    teachers_of(school, count)
    with django_assert_num_queries(9):
        client.get(PEOPLE)


def test_a_role_is_taken_and_the_page_shuts(client: Client, organizer: User, teacher: User) -> None:
    other = Client()
    other.force_login(teacher)
    client.post(f"{PEOPLE}roles/{teacher.roles.get().pk}/take/")
    assert not teacher.roles.exists()
    assert "Add a class" not in other.get("/en/staff/").text


def test_nobody_takes_the_own_role(client: Client, organizer: User) -> None:
    client.post(f"{PEOPLE}roles/{organizer.roles.get().pk}/take/")
    assert organizer.roles.count() == 1


def test_a_closed_account_ends_its_sessions_for_good(
    client: Client, organizer: User, teacher: User
) -> None:
    other = Client()
    log_in(other, teacher.email)
    assert other.get("/en/staff/").status_code == 200
    client.post(f"{PEOPLE}{teacher.pk}/close/")
    assert other.get("/en/staff/").status_code == 302
    client.post(f"{PEOPLE}{teacher.pk}/open/")
    assert User.objects.get(pk=teacher.pk).is_active
    assert other.get("/en/staff/").status_code == 302
    assert "do not belong together" in log_in(Client(), teacher.email)


def test_a_lost_phone_is_helped_by_a_coordinator(
    client: Client, organizer: User, teacher: User
) -> None:
    cast.give_second_factor(teacher)
    path = f"{PEOPLE}{teacher.pk}/factors/"
    assert client.post(path).status_code == 404
    client.force_login(cast.make_staff("coordinator"))
    assert client.post(path).status_code == 302
    assert not Authenticator.objects.filter(user=teacher).exists()


def roles_abroad(person: User) -> None:
    abroad = cast.make_country("HR")
    Role.objects.create(user=person, kind="organizer", country=abroad)


def is_superuser(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_superuser=True)


def enters_the_admin(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_staff=True)


@in_one_world("more", [roles_abroad, is_superuser, enters_the_admin])
def test_an_organizer_closes_nobody_who_is_more_than_that(
    more: object, client: Client, organizer: User, teacher: User
) -> None:
    assert may_close(organizer, reach_of(organizer), teacher)
    more(teacher)  # type: ignore[operator]
    person = User.objects.get(pk=teacher.pk)
    assert not may_close(organizer, reach_of(organizer), person)
    assert client.post(f"{PEOPLE}{teacher.pk}/close/").status_code == 404


def test_a_coordinator_closes_no_superuser(superuser: User) -> None:
    coordinator = cast.make_staff("coordinator")
    assert not may_close(coordinator, Reach(everywhere=True), superuser)
    assert not may_close(superuser, Reach(everywhere=True), superuser)


@in_one_world("kind", ["organizer", "coordinator"])
def test_who_waits_for_approval_manages_nobody(kind: str, country: Country) -> None:
    assert not reach_of(cast.make_staff(kind, approved=False, country=country))


def test_nobody_is_listed_who_registered_and_never_confirmed_the_e_mail(
    client: Client, organizer: User, school: School
) -> None:
    stranger = User.objects.create_user("stranger@example.org", cast.PASSWORD, name="Ana Anić")
    role = ask_for_role(stranger, school=school, at=clock.now())
    assert listed(client) == {organizer.email}
    assert client.get(f"{PEOPLE}{stranger.pk}/").status_code == 404
    assert client.post(reverse("schools:take_role", args=[role.pk])).status_code == 404
    stranger.vouch_for_email()
    assert listed(client) == {organizer.email, stranger.email}
