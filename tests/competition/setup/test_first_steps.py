"""What a fresh server lacks before the first class can play, looked up and never ticked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client, override_settings

from competition.models import Edition
from competition.setup.queries.first_steps import first_steps
from competition.setup.queries.ground import Ground
from schools import clock
from schools.models import Contact, Country, Role, School, User
from tests import cast
from tests.cells import in_one_world

PAGE = "/en/staff/first-steps/"
pytestmark = pytest.mark.django_db
IN_ORDER = [
    *("second_factor", "mail", "countries", "controllers", "coordinator", "organizers", "register"),
    *("edition", "questions", "papers", "windows", "contacts", "registration", "teachers"),
]
SERVERS = ("mail", "coordinator", "organizers")


def open_keys(user: User) -> list[str]:
    """Steps that are not done."""
    return [one.key for one in first_steps(Ground(user, clock.now())) if not one.done]


def next_key(user: User) -> str:
    found = [one.key for one in first_steps(Ground(user, clock.now())) if one.is_next]
    assert len(found) <= 1
    return "".join(found)


def test_an_empty_server_lists_everything_in_order(client: Client, superuser: User) -> None:
    steps = first_steps(Ground(superuser, clock.now()))
    assert [one.key for one in steps] == IN_ORDER
    client.force_login(superuser)
    page = client.get(PAGE).text
    places = [page.index(f'id="step-{key}"') for key in IN_ORDER]
    assert places == sorted(places)
    assert "No country is loaded" in page


def test_every_way_of_an_empty_server_leads_somewhere(client: Client, superuser: User) -> None:
    cast.make_country()
    client.force_login(superuser)
    for step in first_steps(Ground(superuser, clock.now())):
        if step.url:
            assert client.get(step.url, follow=True).status_code == 200, step.key


def test_each_step_is_done_by_what_is_there_and_the_next_moves_on(superuser: User) -> None:
    assert next_key(superuser) == "countries"
    country = cast.make_country()
    assert next_key(superuser) == "controllers"
    Country.objects.update(controller="Ministry, Sarajevo")
    assert next_key(superuser) == "coordinator"
    cast.make_staff("coordinator")
    assert next_key(superuser) == "organizers"
    Role.objects.create(user=superuser, kind="organizer", country=country, approved_at=clock.now())
    assert next_key(superuser) == "register"
    school = cast.make_school(country)
    assert next_key(superuser) == "edition"
    edition = Edition.objects.create(slug="2028", year=2028, names={"en": "Day"})
    edition.countries.add(country)
    assert next_key(superuser) == "questions"
    edition.divisions.create(code="12-13", **cast.make_papers(official=5, rehearsal=3, practice=2))
    assert next_key(superuser) == "windows"
    at = clock.now()
    edition.windows.create(country=country, opens_at=at, closes_at=at.replace(year=at.year + 1))
    assert next_key(superuser) == "contacts"
    Contact.objects.create(
        country=country, kind="helpline", names={"en": "Help"}, verified_on=clock.now().date()
    )
    assert next_key(superuser) == "registration"
    Edition.objects.update(state="registration")
    assert next_key(superuser) == "teachers"
    cast.make_teacher(school, "vesna@example.org")
    assert next_key(superuser) == ""


def test_a_server_of_one_country_waits_for_no_other(superuser: User) -> None:
    """The packs of all countries are loaded at every start."""
    country, at = cast.make_country(), clock.now()
    cast.make_country("HR")
    Country.objects.filter(pk=country.pk).update(controller="Ministry, Sarajevo")
    assert next_key(superuser) == "coordinator"
    cast.make_staff("coordinator")
    Role.objects.create(user=superuser, kind="organizer", country=country, approved_at=at)
    cast.make_school(country)
    assert next_key(superuser) == "edition"
    assert {"controllers", "organizers", "register"} <= set(open_keys(superuser))
    Edition.objects.create(slug="2028", year=2028).countries.add(country)
    assert not {"controllers", "organizers", "register"} & set(open_keys(superuser))


def test_an_organizer_sees_what_is_of_the_own_country(country: Country, school: School) -> None:
    abroad = cast.make_country("HR")
    organizer = cast.make_staff("organizer", country=country)
    keys = [one.key for one in first_steps(Ground(organizer, clock.now()))]
    assert keys == [key for key in IN_ORDER if key not in SERVERS]
    assert "register" not in open_keys(organizer)
    assert "register" in open_keys(cast.make_superuser())
    assert abroad not in School.objects.values_list("country", flat=True)


@in_one_world("part", ["country", "region"])
def test_no_way_of_an_organizer_is_closed(client: Client, country: Country, part: str) -> None:
    where = {"country": country} if part == "country" else {"region": country.regions.get()}
    organizer = cast.make_staff("organizer", approved=True, **where)
    client.force_login(organizer)
    cast.make_edition(country)
    cast.make_edition(cast.make_country("HR"), slug="abroad")
    for step in first_steps(Ground(organizer, clock.now())):
        if step.url:
            assert client.get(step.url, follow=True).status_code == 200, step.key


@override_settings(EMAIL_IS_SET=False)
def test_without_a_mail_server_the_list_says_so_and_goes_on(superuser: User) -> None:
    assert "mail" in open_keys(superuser)
    assert next_key(superuser) != "mail"


def test_a_test_mail_goes_to_the_own_address_only(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    page = client.post(f"{PAGE}mail/", {"email": "other@example.org"}, follow=True).text
    assert [one.to for one in mail.outbox] == [[superuser.email]]
    assert f"Handed over for {superuser.email}" in page


@in_one_world(
    ("others", "said"),
    [
        ([], "2027"),
        ([(2028, "registration", False)], "2028"),
        ([(2028, "draft", False)], "2028"),
        ([(2026, "draft", False)], "2027"),
        ([(2028, "review", False)], "2027"),
        ([(2028, "registration", True)], "2027"),
        ([(2029, "draft", False), (2028, "rehearsal", False)], "2028"),
    ],
)
def test_it_is_about_the_edition_that_is_prepared(
    client: Client,
    superuser: User,
    edition: Edition,
    others: list[tuple[int, str, bool]],
    said: str,
) -> None:
    """The one of 2027 is live."""
    for year, state, show in others:
        Edition.objects.create(
            slug=str(year), year=year, state=state, demonstration=show, names={"en": "Quiz"}
        )
    found = Ground(superuser, clock.now()).edition
    assert found is not None
    assert found.slug == said
    client.force_login(superuser)
    title = re.search(r"<h1>(.*?)</h1>", client.get(PAGE).text, re.DOTALL)
    assert title is not None
    assert " ".join(title[1].split()) == f"First steps: {found.title}"


def test_what_was_played_is_not_prepared_any_more(superuser: User, edition: Edition) -> None:
    at = clock.now()
    edition.windows.update(opens_at=at - timedelta(hours=2), closes_at=at - timedelta(hours=1))
    assert Ground(superuser, at).edition is None


def test_a_window_that_is_over_is_not_one_to_come(superuser: User, edition: Edition) -> None:
    at = clock.now()
    Edition.objects.update(state="rehearsal")
    edition.windows.update(opens_at=at - timedelta(hours=2), closes_at=at - timedelta(hours=1))
    [step] = [one for one in first_steps(Ground(superuser, at)) if one.key == "windows"]
    assert "No window lies ahead" in step.lacks
    later = {"opens_at": at, "closes_at": at + timedelta(hours=1)}
    edition.windows.create(country=edition.windows.get().country, **later)
    assert "windows" not in open_keys(superuser)


def test_contacts_of_a_demonstration_are_not_called_verified(
    client: Client, superuser: User, edition: Edition
) -> None:
    client.force_login(superuser)
    real = client.get(PAGE).text
    Edition.objects.update(demonstration=True)
    shown = client.get(PAGE).text
    assert "not for a demonstration" not in real
    line = shown[shown.index('id="step-contacts"') : shown.index('id="step-registration"')]
    assert "not for a demonstration" in line
    assert "tag-done" not in line
    assert f"of {len(IN_ORDER) - 1} steps" in shown


def test_what_teachers_propose_is_no_register(superuser: User) -> None:
    school = cast.make_school(cast.make_country(), name="OŠ Nova")
    School.objects.filter(pk=school.pk).update(proposed_at=clock.now())
    assert "register" in open_keys(superuser)
    School.objects.filter(pk=school.pk).update(proposed_at=None)
    assert "register" not in open_keys(superuser)
