"""Schools that teachers missed, the daily mail, and the register that knows schools' e-mails."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from tablib import Dataset

from base import clock
from base.models import User
from competition.models import Edition
from schools.exceptions import NotWaiting
from schools.models import Country, Region, Role, School, SchoolMerge, TeacherDecision
from schools.permissions import managed_regions, managed_schools, waiting_roles
from schools.register.actions.teacher_approvals import approve
from schools.register.import_rows import preview_of
from schools.registering.actions.registrations import MissingSchool, ask_for_role
from schools.registering.daily_mail import tell_organizers
from schools.registering.tasks import organizers_to_tell
from tests import cast
from tests.outbox import empty_outbox

MORNING = datetime(2026, 11, 27, 7, 5, tzinfo=ZoneInfo("Europe/Sarajevo"))


@pytest.fixture
def proposed(country: Country) -> Role:
    """Somebody who did not find the school."""
    user = User.objects.create_user("nova@example.org", cast.PASSWORD, name="Nova Novak")
    user.vouch_for_email()
    missing = MissingSchool("OŠ Vesna Sarajevo", "Sarajevo", country.regions.get())
    return ask_for_role(user, school=missing, at=clock.now())


def school_of(role: Role) -> School:
    assert role.school is not None
    return role.school


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def page_of(role: Role) -> str:
    return f"/en/staff/schools/proposals/{role.school_id}/"


@pytest.mark.django_db
def test_a_proposal_becomes_a_school_and_its_teacher_then_waits(
    client: Client, organizer: User, proposed: Role
) -> None:
    assert waiting_roles(organizer).count() == 0
    assert "OŠ Vesna Sarajevo" in client.get("/en/staff/schools/proposals/").text
    page = " ".join(client.get("/en/staff/schools/waiting/").text.split())
    assert "1 school was proposed. 1 teacher waits there until you have decided." in page
    assert "Nobody waits for you." not in page
    assert "Nobody else waits for you." in page
    client.post(f"/en/staff/schools/teachers/{proposed.pk}/", {"approve": "1"})
    proposed.refresh_from_db()
    assert proposed.approved_at is None, "the school comes first"
    with pytest.raises(NotWaiting):
        approve(proposed, by=organizer, at=clock.now())
    form = {"name": "OŠ Vesna", "place": "Sarajevo", "region": school_of(proposed).region_id}
    client.post(page_of(proposed), {**form, "code": "BA-77", "take_in": "1"})
    school = School.objects.get(pk=school_of(proposed).pk)
    assert (school.register_code, school.proposed_at) == ("BA-77", None)
    assert school.verified_by == organizer
    assert [one.pk for one in waiting_roles(organizer)] == [proposed.pk]
    assert client.get(page_of(proposed)).status_code == 404


@pytest.mark.django_db
def test_a_code_by_which_the_register_names_another_school_is_taken(
    client: Client, organizer: User, proposed: Role, school: School
) -> None:
    SchoolMerge.objects.create(
        into=school, country_id="BA", register_code="BA-77", name="x", merged_at=clock.now()
    )
    form = {"name": "OŠ Nova", "place": "Sarajevo", "region": school.region_id, "code": "BA-77"}
    page = client.post(page_of(proposed), {**form, "take_in": "1"})
    assert "Another school of the register has this code." in page.text
    assert School.objects.get(pk=school_of(proposed).pk).proposed_at is not None


@pytest.mark.django_db
def test_a_proposal_that_is_there_already_goes_into_it_with_its_people(
    client: Client, organizer: User, proposed: Role, school: School
) -> None:
    way = f"/en/staff/schools/{school.pk}/merge/"
    page = client.get(page_of(proposed)).text
    assert f"{way}?other={proposed.school_id}" in page
    assert "The other way round" not in client.get(f"{way}?other={proposed.school_id}").text
    assert client.get(f"/en/staff/schools/{proposed.school_id}/merge/").status_code == 404
    client.post(way, {"other": str(proposed.school_id)})
    proposed.refresh_from_db()
    assert proposed.school == school
    assert proposed.approved_at is None


@pytest.mark.django_db
def test_who_organizes_a_region_decides_within_it(
    client: Client, organizer: User, proposed: Role, school: School
) -> None:
    far = Region.objects.create(country_id="BA", code="BA-2", level="canton", names={})
    Region.objects.filter(pk=far.pk).update(path=f"/{far.pk}/")
    here = school_of(proposed).region
    organizer.roles.update(country=None, region=here)
    way = f"/en/staff/schools/{school.pk}/merge/?other={proposed.school_id}"
    assert way in client.get(page_of(proposed)).text
    assert client.get(way).status_code == 200
    School.objects.filter(pk=school.pk).update(region=far)
    page = client.get(page_of(proposed)).text
    assert ("Not in your area" in page, way in page) == (True, False)
    form = {"name": "OŠ Vesna", "place": "Sarajevo", "take_in": "1"}
    client.post(page_of(proposed), {**form, "region": far.pk})
    assert School.objects.get(pk=school_of(proposed).pk).proposed_at is not None
    client.post(page_of(proposed), {**form, "region": here.pk})
    assert School.objects.get(pk=school_of(proposed).pk).proposed_at is None


@pytest.mark.django_db
def test_a_refused_proposal_ends_the_role_and_stands_in_no_list(
    client: Client, organizer: User, proposed: Role
) -> None:
    assert "A mail says so, with the reason." in client.get(page_of(proposed)).text
    client.post(page_of(proposed), {"refuse": "1", "reason": "no_school"})
    school = School.objects.get(pk=school_of(proposed).pk)
    assert school.refused_for == "no_school"
    assert school.closed_at is not None
    assert not Role.objects.filter(pk=proposed.pk).exists()
    assert TeacherDecision.objects.get().approved is False
    assert "OŠ Vesna Sarajevo" not in client.get("/en/staff/schools/").text


@pytest.mark.django_db
def test_a_proposal_is_no_row_that_an_import_misses(organizer: User, proposed: Role) -> None:
    sheet = Dataset(headers=["register_code", "name", "place", "country", "region", "email"])
    sheet.append(["1", "OŠ A", "", "BA", "BA-1", "Ured@OS-A.example"])
    regions, schools = managed_regions(organizer), managed_schools(organizer)
    assert preview_of(sheet, regions=regions, schools=schools).missing == []
    preview_of(sheet, regions=regions, schools=schools, dry_run=False)
    assert School.objects.get(register_code="1").email == "ured@os-a.example"
    sheet.append(["2", "OŠ B", "", "BA", "BA-1", "no address"])
    [fault] = preview_of(sheet, regions=regions, schools=schools).faults
    assert (fault.row, fault.value) == (3, "no address")


def told(at: datetime) -> int:
    """How many organizers got the mail of a morning."""
    if organizers_to_tell.is_due(at):
        tell_organizers(at.date(), at=at)
    return empty_outbox(at=at)


@pytest.mark.django_db
def test_organizers_are_told_once_a_day_and_only_when_somebody_waits(
    organizer: User, school: School
) -> None:
    assert told(MORNING) == 0
    cast.make_teacher(school, "nova@example.org", approved=False)
    assert told(MORNING + timedelta(days=1, hours=-1)) == 0, "before seven"
    User.objects.filter(pk=organizer.pk).update(language="hr")
    assert told(MORNING + timedelta(days=1)) == 1
    assert told(MORNING + timedelta(days=1, hours=9)) == 0
    [message] = mail.outbox
    assert message.to == [organizer.email]
    assert "/hr/staff/schools/waiting/" in str(message.body)


@pytest.mark.django_db
def test_coordinators_are_told_of_countries_nobody_organizes(school: School) -> None:
    abroad = cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    coordinator = cast.make_staff("coordinator")
    cast.make_staff("organizer", country=school.country)
    for n, one in enumerate([school, abroad]):
        cast.make_teacher(one, f"t{n}@example.org", approved=False)
    assert told(MORNING) == 2
    bodies = {message.to[0]: str(message.body) for message in mail.outbox}
    assert "1 " in bodies[coordinator.email]
    assert set(bodies) == {coordinator.email, "organizer@example.org"}


@pytest.mark.django_db
def test_whoever_runs_the_country_opens_and_closes_registration(
    client: Client, country: Country, edition: Edition
) -> None:
    form = {"country": "BA", "registration": "closed"}
    for user, after in [
        (cast.make_teacher(cast.make_school(country), "t@example.org"), "edition"),
        (cast.make_staff("ministry", country=country), "edition"),
        (cast.make_staff("organizer", country=country), "closed"),
    ]:
        client.force_login(user)
        client.post("/en/staff/schools/proposals/switch/", form)
        assert Country.objects.get(pk="BA").registration == after
    region = Region.objects.get(country=country)
    regional = User.objects.create_user("regional@example.org", cast.PASSWORD)
    Role.objects.create(user=regional, kind="organizer", region=region, approved_at=clock.now())
    client.force_login(cast.give_second_factor(regional))
    client.post("/en/staff/schools/proposals/switch/", {**form, "registration": "open"})
    assert Country.objects.get(pk="BA").registration == "closed"
