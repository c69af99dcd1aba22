"""The organizer's register of schools, and the page of one."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.models import Sitting
from schools.models import Country, Region, Role, School, SchoolMerge
from schools.people.actions.invitations import close_account, open_account
from schools.permissions import waiting_roles
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/schools/"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


@pytest.fixture
def played(sitting: Sitting) -> School:
    """Its class has entered, and one pupil has finished."""
    [card, *_] = sitting.entry.school_class.cards.all()
    cast.finish(cast.make_attempt(card, sitting), "11111")
    return sitting.entry.school_class.school


def found(client: Client, **query: str | int) -> list[str]:
    return [line.school.name for line in client.get(PAGE, query).context["lines"]]


def test_schools_stand_in_the_order_of_the_alphabet(
    client: Client, organizer: User, country: Country
) -> None:
    for name in ("OŠ Ž", "OŠ Đ", "OŠ 10", "OŠ Lj", "OŠ L", "OŠ 9", "OŠ Č", "OŠ Dž"):
        cast.make_school(country, name=name)
    assert found(client) == [
        *("OŠ 9", "OŠ 10", "OŠ Č", "OŠ Dž", "OŠ Đ", "OŠ L", "OŠ Lj", "OŠ Ž"),
    ]


@in_one_world("query", ["djurdj", "ЂУРЂ", "durd saraj", "dj-7", "a1-old"])
def test_a_school_is_found_by_name_place_and_code(
    query: str, client: Client, organizer: User, country: Country
) -> None:
    cast.make_school(country, name="OŠ Druga")
    school = School.objects.create(
        country=country,
        region=country.regions.get(),
        register_code="DJ-7",
        name="OŠ Đurđevac",
        place="Sarajevo",
    )
    gone = {"country": country, "name": "x", "merged_at": clock.now()}
    SchoolMerge.objects.create(into=school, register_code="A1-OLD", **gone)
    assert found(client, q=query) == ["OŠ Đurđevac"]


@in_one_world(
    ("state", "names"),
    [
        ("", ["OŠ Nova", "OŠ Prazna", "OŠ Vesna"]),
        ("unconfirmed", ["OŠ Prazna"]),
        ("held", []),
        ("teacher", ["OŠ Vesna"]),
        ("waiting", ["OŠ Nova"]),
        ("none", ["OŠ Nova", "OŠ Prazna"]),
        ("entered", ["OŠ Vesna"]),
        ("played", ["OŠ Vesna"]),
        ("unknown", ["OŠ Prazna"]),
        ("closed", ["OŠ Prazna"]),
        ("nonsense", ["OŠ Nova", "OŠ Prazna", "OŠ Vesna"]),
    ],
)
def test_the_list_is_narrowed(
    state: str, names: list[str], client: Client, organizer: User, played: School, country: Country
) -> None:
    cast.make_teacher(cast.make_school(country, name="OŠ Nova"), "nova@example.org", approved=False)
    empty = cast.make_school(country, name="OŠ Prazna", verified=False)
    School.objects.filter(pk=empty.pk).update(pupil_count=None, closed_at="2026-01-01T00:00Z")
    assert found(client, state=state) == names


def test_a_region_holds_all_below_it(client: Client, organizer: User, country: Country) -> None:
    top = country.regions.get()
    below = Region.objects.create(country=country, parent=top, code="BA-1-1", level="x", names={})
    below.path = f"{top.path}{below.pk}/"
    below.save()
    School.objects.create(country=country, region=below, register_code="1", name="OŠ Donja")
    School.objects.create(country=country, region=top, register_code="2", name="OŠ Gornja")
    assert found(client, region=top.pk) == ["OŠ Donja", "OŠ Gornja"]
    assert found(client, region=below.pk) == ["OŠ Donja"]


def test_an_organizer_sees_the_own_country_and_a_coordinator_chooses_one(
    client: Client, organizer: User, country: Country
) -> None:
    cast.make_school(country, name="OŠ Naša")
    cast.make_school(cast.make_country("HR"), name="OŠ Njihova")
    assert found(client) == ["OŠ Naša"]
    client.force_login(cast.make_staff("coordinator"))
    assert found(client) == ["OŠ Naša", "OŠ Njihova"]
    assert found(client, country="HR") == ["OŠ Njihova"]


@in_one_world("count", [2, 30])
def test_the_list_costs_the_same_for_many_schools(
    count: int,
    client: Client,
    organizer: User,
    played: School,
    country: Country,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(count):
        cast.make_school(country, name=f"OŠ {n}")
    with django_assert_num_queries(20):
        client.get(PAGE)


# ---------------------------------------------------------------- one school


def correct(client: Client, school: School, **changes: object) -> str:
    form = {"name": "OŠ Vesna", "place": "Sarajevo", "region": school.region_id, "pupil_count": ""}
    path = f"{PAGE}{school.pk}/"
    return client.post(path, form | changes, follow=True).text


def test_a_school_is_corrected(client: Client, organizer: User, school: School) -> None:
    assert "Saved." in correct(client, school, name="OŠ Ispravna", pupil_count="0")
    school.refresh_from_db()
    assert (school.name, school.pupil_count) == ("OŠ Ispravna", 0)
    correct(client, school)
    school.refresh_from_db()
    assert school.pupil_count is None


@in_one_world(
    ("field", "value"),
    [("name", ""), ("name", "x" * 161), ("pupil_count", "-1"), ("pupil_count", "many")],
)
def test_a_wrong_correction_is_told_and_stores_nothing(
    field: str, value: str, client: Client, organizer: User, school: School
) -> None:
    page = correct(client, school, **{field: value})
    assert "field-error" in page
    school.refresh_from_db()
    assert (school.name, school.pupil_count) == ("OŠ Vesna", 400)


def test_a_school_cannot_be_moved_out_of_the_area(
    client: Client, organizer: User, school: School
) -> None:
    abroad = cast.make_country("HR").regions.get()
    assert "field-error" in correct(client, school, region=abroad.pk)
    school.refresh_from_db()
    assert school.region.code == "BA-1"


def test_closing_is_a_mark_that_can_be_taken_back(
    client: Client, organizer: User, school: School
) -> None:
    for closed in (True, False):
        client.post(f"{PAGE}{school.pk}/close/")
        school.refresh_from_db()
        assert (school.closed_at is not None) == closed


def test_the_page_tells_of_teachers_classes_and_sittings(
    client: Client, organizer: User, played: School
) -> None:
    cast.make_teacher(played, "nova@example.org", approved=False)
    context = client.get(f"{PAGE}{played.pk}/").context
    [line] = context["entries"]
    [sitting] = context["sittings"]
    assert [role.user.email for role in context["teachers"]] == [
        "nova@example.org",
        "vesna@example.org",
    ]
    assert (line.cards, line.sittings, line.finished) == (3, 1, 1)
    assert (sitting.pupils, sitting.finished) == (1, 1)


def test_nobody_waits_whose_e_mail_is_unproved_or_whose_account_is_closed(
    client: Client, organizer: User, school: School
) -> None:
    shut, unproved, real = (
        cast.make_teacher(school, f"{name}@example.org", approved=False)
        for name in ("shut", "unproved", "real")
    )
    Role.objects.filter(user__in=[shut, unproved, real]).update(asked_at=clock.now())
    close_account(shut)
    EmailAddress.objects.filter(user=unproved).delete()
    assert [role.user for role in waiting_roles(organizer)] == [real]
    assert [line.waiting for line in client.get(PAGE).context["lines"]] == [1]
    shown = client.get(f"{PAGE}{school.pk}/")
    assert [role.user for role in shown.context["teachers"]] == [real]
    real.roles.all().delete()
    assert found(client, state="waiting") == []
    open_account(shut)
    assert found(client, state="waiting") == ["OŠ Vesna"]
