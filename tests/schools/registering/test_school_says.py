"""The school is asked by its own e-mail; colleagues and organizers, each within their bounds."""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from competition.models import Sitting
from competition.sittings.queries.approvals import stands
from schools import clock
from schools.jobs.actions import GivenUp
from schools.models import Country, Role, School, SchoolInquiry, TeacherDecision, User
from schools.permissions import waiting_roles
from schools.registering.actions.inquiries import ask_schools
from schools.registering.actions.registrations import ask_for_role
from schools.registering.queries.colleagues import waiting_colleagues
from schools.registering.queries.inquiries import (
    A_DAY,
    GOOD_FOR,
    TRIES,
    inquiry_of,
    roles_to_ask_about,
)
from tests import cast
from tests.mail_server import mail_server, mailers_at
from tests.services import free_port

pytestmark = pytest.mark.django_db


def newcomer(school: School, email: str = "nova@example.org", name: str = "Nova Novak") -> Role:
    """Somebody who registered and confirmed the e-mail."""
    user = User.objects.create_user(email, cast.PASSWORD, name=name)
    user.vouch_for_email()
    return ask_for_role(user, school=school, at=clock.now())


@pytest.fixture
def reachable(country: Country) -> School:
    """A school whose e-mail the register holds, and that nobody has confirmed."""
    school = cast.make_school(country, name="OŠ Nova", verified=False)
    School.objects.filter(pk=school.pk).update(email="skola@example.org")
    return School.objects.get(pk=school.pk)


def asked(role: Role) -> str:
    """The path of the link that the school gets."""
    assert ask_schools(at=clock.now()) == 1
    found = re.search(r"(/\S+/staff/colleague/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return "/en" + found[1][found[1].index("/staff") :]


def test_the_schools_yes_approves_and_is_on_record(client: Client, reachable: School) -> None:
    role = newcomer(reachable)
    path = asked(role)
    assert mail.outbox[0].to == ["skola@example.org"]
    page = client.get(path)
    assert "Nova Novak" in page.text
    assert "nova@example.org" not in page.text
    opened = Role.objects.get(pk=role.pk)
    assert opened.approved_at is None, "a program that looks through mails has opened it"
    assert client.head(path).status_code == 200
    assert "Thank you" in client.post(path, {"teaches": "yes"}, follow=True).text
    role.refresh_from_db()
    reachable.refresh_from_db()
    [noted] = TeacherDecision.objects.all()
    assert role.approved_at is not None
    assert reachable.verified_at is not None
    assert (noted.way, noted.decided_by, noted.approved) == ("school", None, True)


def test_its_no_and_its_silence_leave_it_to_the_organizer(
    client: Client, reachable: School
) -> None:
    role = newcomer(reachable)
    organizer = cast.make_staff("organizer", country=reachable.country)
    path = asked(role)
    browser = Client()
    browser.force_login(organizer)
    assert "asked, no answer yet" in browser.get("/en/staff/schools/waiting/").text
    client.post(path, {"teaches": "no"})
    role.refresh_from_db()
    assert role.approved_at is None
    assert "no, unknown here" in browser.get("/en/staff/schools/waiting/").text


def test_a_link_is_good_once_and_for_this_e_mail_of_the_register(
    client: Client, reachable: School
) -> None:
    path = asked(newcomer(reachable))
    token = path.split("/")[-2]
    assert inquiry_of(token, at=clock.now() + GOOD_FOR) is None
    assert inquiry_of(token[:-1] + "x", at=clock.now()) is None
    assert client.post(path, {"teaches": "maybe"}).status_code == 200
    School.objects.update(email="other@example.org")
    assert client.post(path, {"teaches": "yes"}).status_code == 404
    School.objects.update(email="skola@example.org")
    client.post(path, {"teaches": "no"})
    assert client.post(path, {"teaches": "yes"}).status_code == 404
    assert not TeacherDecision.objects.exists()


def test_a_school_is_asked_only_about_confirmed_people_and_not_all_day(reachable: School) -> None:
    for n in range(A_DAY + 2):
        newcomer(reachable, f"t{n}@example.org")
    stranger = User.objects.create_user("stranger@example.org", cast.PASSWORD)
    ask_for_role(stranger, school=reachable, at=clock.now() - timedelta(days=1))
    assert not EmailAddress.objects.filter(user=stranger, verified=True).exists()
    assert ask_schools(at=clock.now()) == A_DAY
    assert ask_schools(at=clock.now() + timedelta(hours=1)) == 0
    assert ask_schools(at=clock.now() + timedelta(days=1, minutes=1)) == 2
    assert {message.to[0] for message in mail.outbox} == {"skola@example.org"}


def test_a_corrected_e_mail_is_asked_anew_and_what_the_wrong_one_said_is_void(
    client: Client, reachable: School
) -> None:
    role, at = newcomer(reachable), clock.now()
    client.post(asked(role), {"teaches": "no"})
    assert ask_schools(at=at + timedelta(minutes=1)) == 0
    School.objects.update(email="prava@example.org")
    browser = Client()
    browser.force_login(cast.make_staff("organizer", country=reachable.country))
    page = browser.get("/en/staff/schools/waiting/").text
    assert ("unknown here" in page, "not asked yet" in page) == (False, True)
    assert ask_schools(at=at + timedelta(minutes=2)) == 1
    assert "asked, no answer yet" in browser.get("/en/staff/schools/waiting/").text
    assert [message.to for message in mail.outbox] == [
        ["skola@example.org"],
        ["prava@example.org"],
    ]
    again = SchoolInquiry.objects.get()
    assert (again.answered_at, again.said_yes, again.tries) == (None, None, 1)
    assert again.sent_at is not None
    assert ask_schools(at=at + timedelta(days=2)) == 0
    link = re.search(r"staff/colleague/\S+", str(mail.outbox[-1].body))
    assert link is not None
    client.post(f"/en/{link[0]}", {"teaches": "yes"})
    role.refresh_from_db()
    assert role.approved_at is not None


def test_what_was_asked_at_an_e_mail_that_was_removed_is_told_nobody(
    client: Client, reachable: School
) -> None:
    role = newcomer(reachable)
    asked(role)
    client.force_login(role.user)
    own = "/en/staff/account/schools/"
    assert "the school has been asked by e-mail" in client.get(own).text
    School.objects.update(email="")
    assert "the school has been asked by e-mail" not in client.get(own).text
    client.force_login(cast.make_staff("organizer", country=reachable.country))
    page = client.get("/en/staff/schools/waiting/").text
    assert "has no e-mail in the register" in page


def test_a_corrected_e_mail_is_asked_three_times_a_day_too(reachable: School) -> None:
    for n in range(A_DAY + 1):
        newcomer(reachable, f"t{n}@example.org")
    at = clock.now()
    assert ask_schools(at=at) == A_DAY
    School.objects.update(email="prava@example.org")
    assert ask_schools(at=at + timedelta(minutes=1)) == A_DAY
    assert ask_schools(at=at + timedelta(hours=1)) == 0
    assert ask_schools(at=at + timedelta(days=1, minutes=2)) == 1


def test_a_question_of_an_earlier_version_is_not_asked_twice(reachable: School) -> None:
    SchoolInquiry.objects.create(
        role=newcomer(reachable), asked_at=clock.now(), sent_at=clock.now(), tries=1
    )
    assert ask_schools(at=clock.now() + timedelta(days=2)) == 0


def test_a_mail_server_that_is_away_for_hours_costs_no_question(
    reachable: School, country: Country, settings: Settings
) -> None:
    other = cast.make_school(country, name="OŠ Druga")
    School.objects.filter(pk=other.pk).update(email="druga@example.org")
    newcomer(reachable)
    newcomer(other, "druga.nova@example.org")
    at, kept = clock.now(), settings.MAILERS
    settings.MAILERS = mailers_at(free_port())
    with pytest.raises(GivenUp):
        ask_schools(at=at)
    assert SchoolInquiry.objects.count() == 1, "the second waits as it did"
    for n in range(1, TRIES + 2):
        with pytest.raises(GivenUp):
            ask_schools(at=at + n * timedelta(minutes=11))
    settings.MAILERS = kept
    assert ask_schools(at=at + timedelta(hours=3)) == len(mail.outbox) == 2


def test_a_school_whose_address_is_refused_is_asked_three_times_and_others_once(
    reachable: School, country: Country, settings: Settings
) -> None:
    other = cast.make_school(country, name="OŠ Druga")
    School.objects.filter(pk=other.pk).update(email="druga@example.org")
    newcomer(reachable)
    newcomer(other, "druga.nova@example.org")
    at = clock.now()
    with mail_server() as post:
        settings.MAILERS = mailers_at(post.port)
        post.answers["skola@example.org"] = "550 nobody here"
        sent = [ask_schools(at=at + n * timedelta(minutes=11)) for n in range(TRIES + 1)]
        assert (sent, post.connections) == ([1, 0, 0, 0], 1 + TRIES)
    assert not roles_to_ask_about(at + timedelta(hours=3)).exists()


def test_results_wait_for_the_person_and_stand_with_the_approval(
    client: Client, school: School, sitting: Sitting
) -> None:
    role = newcomer(school)
    Sitting.objects.update(opened_by=role.user)
    assert not Sitting.objects.filter(stands()).exists()
    client.force_login(sitting.entry.school_class.teachers.get())
    assert "Nova Novak" in client.get("/en/staff/account/schools/").text
    client.post(f"/en/staff/account/colleagues/{role.pk}/approve/")
    assert Sitting.objects.filter(stands()).exists()
    [noted] = TeacherDecision.objects.all()
    assert noted.way == "colleague"
    assert noted.decided_by == sitting.entry.school_class.teachers.get()


def test_only_an_approved_colleague_of_the_same_school_approves(
    school: School, country: Country, teacher: User
) -> None:
    role = newcomer(school)
    former = cast.make_teacher(school, "former@example.org")
    former.roles.all().delete()
    people = {
        "approved": teacher,
        "unapproved": cast.make_teacher(school, "second@example.org", approved=False),
        "the same person": role.user,
        "former": former,
        "elsewhere": cast.make_teacher(cast.make_school(country, name="OŠ B"), "b@example.org"),
    }
    assert [who for who, one in people.items() if role in waiting_colleagues(one)] == ["approved"]
    for who in list(people)[1:]:
        browser = Client()
        browser.force_login(people[who])
        page = browser.post(f"/en/staff/account/colleagues/{role.pk}/approve/")
        assert page.status_code == 404, who
    role.refresh_from_db()
    assert role.approved_at is None


def test_a_colleagues_word_is_about_the_person_alone(client: Client, country: Country) -> None:
    school = cast.make_school(country, name="OŠ Nova", verified=False)
    client.force_login(cast.make_teacher(school, "first@example.org"))
    client.post(f"/en/staff/account/colleagues/{newcomer(school).pk}/approve/")
    school.refresh_from_db()
    assert school.verified_at is None


def test_two_accounts_of_one_name_are_told(client: Client, school: School) -> None:
    newcomer(school, "one@example.org", "Nova Novak")
    newcomer(school, "two@example.org", "nova novak")
    newcomer(school, "three@example.org", "Ana Anić")
    client.force_login(cast.make_staff("organizer", country=school.country))
    page = client.get("/en/staff/schools/waiting/").text
    assert page.count("has another account of this name") == 2


def test_of_900_schools_480_are_left_for_a_person(country: Country) -> None:
    """700 have an e-mail, six of ten answer yes: what is left stands in docs/schools.md."""
    region = country.regions.get()
    schools = School.objects.bulk_create(
        School(
            country=country,
            region=region,
            register_code=str(n),
            name=f"OŠ {n}",
            email=f"s{n}@example.org" if n < 700 else "",
        )
        for n in range(900)
    )
    users = User.objects.bulk_create(User(email=f"t{n}@example.org") for n in range(900))
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    at = timezone.now()
    Role.objects.bulk_create(
        Role(user=user, kind=Role.Kind.TEACHER, school=school, asked_at=at)
        for user, school in zip(users, schools, strict=True)
    )
    organizer = cast.make_staff("organizer", country=country)
    numbers = list(roles_to_ask_about(at).values_list("pk", flat=True))
    assert len(numbers) == 700
    answering = Random(16).sample(numbers, 420)
    Role.objects.filter(pk__in=answering).update(approved_at=at)
    assert waiting_roles(organizer).count() == 480
