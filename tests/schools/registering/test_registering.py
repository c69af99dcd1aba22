"""A teacher registers: the ways in, the code, and what a stranger learns of it: nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from auditlog.models import LogEntry
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core import mail
from django.test import Client
from django.utils import timezone

from base.models import User
from competition.models import Edition
from schools.exceptions import AlreadyHere, RefusedBefore, WaitsElsewhere
from schools.models import Country, Invitation, Role, School, SchoolClass
from schools.people.actions.invitations import invite
from schools.people.queries.invitations import token_of
from schools.permissions import waiting_roles
from schools.register.actions.teacher_approvals import refuse
from schools.registering.actions.registrations import (
    MOST_WAITING,
    MissingSchool,
    ask_for_role,
)
from schools.registering.queries.unconfirmed import KEPT, old_unconfirmed
from tests import cast
from tests.cells import in_one_world
from tests.forgetting import forget_due

pytestmark = pytest.mark.django_db
PASSWORD = "twelve green horses"
CODE_PAGE = "/en/staff/account/email/"


def person_page(school: School) -> str:
    return f"/en/staff/register/{school.country_id.lower()}/{school.pk}/"


def register(client: Client, school: School, email: str, **typed: str) -> str:
    """Where the form leads, or what the page says."""
    form = {"name": "Ana Anić", "email": email, "password1": PASSWORD, **typed}
    page = client.post(person_page(school), form)
    return page["Location"] if page.status_code == 302 else page.text


def code_of(message: mail.EmailMessage) -> str:
    found = re.search(r"\d{4}-\d{4}", str(message.body))
    assert found is not None, message.body
    return found[0]


@pytest.fixture
def open_school(edition: Edition, school: School) -> School:
    """A school of a country whose edition takes classes."""
    return school


def test_a_teacher_registers_and_is_in_with_the_code(client: Client, open_school: School) -> None:
    assert register(client, open_school, "Ana@Example.org") == CODE_PAGE
    [message] = mail.outbox
    assert message.to == ["ana@example.org"]
    assert client.get("/en/staff/").status_code == 302
    done = client.post(CODE_PAGE, {"code": code_of(message), "action": "verify"})
    assert done["Location"] == "/en/staff/"
    page = client.get("/en/staff/")
    assert "Nobody has approved you as a teacher of your school yet." in page.text
    role = Role.objects.get(user__email="ana@example.org")
    assert (role.school, role.kind, role.approved_at) == (open_school, "teacher", None)
    assert role.user.language == "en"


def test_nothing_works_before_the_code(client: Client, open_school: School) -> None:
    register(client, open_school, "ana@example.org")
    organizer = cast.make_staff("organizer", country=open_school.country)
    assert waiting_roles(organizer).count() == 0
    for path in ("/en/staff/", "/en/staff/classes/add/", "/en/staff/account/schools/"):
        assert client.get(path)["Location"].startswith("/en/staff/login/")
    typed = {"login": "ana@example.org", "password": PASSWORD}
    assert Client().post("/en/staff/login/", typed)["Location"] == CODE_PAGE
    wrong = client.post(CODE_PAGE, {"code": "0000-0000", "action": "verify"})
    assert "This code is not right" in wrong.text


def test_a_stranger_cannot_tell_who_has_an_account(
    open_school: School, teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    encode = PBKDF2PasswordHasher.encode

    def counted(
        self: PBKDF2PasswordHasher, password: str, salt: str, iterations: int | None = None
    ) -> str:
        hashed.append(password)
        return encode(self, password, salt, iterations)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    seen = []
    for email in (teacher.email, "nobody@example.org"):
        hashed.clear()
        browser = Client()
        to = register(browser, open_school, email)
        page = browser.get(to)
        resent = browser.post(CODE_PAGE, {"action": "resend"})
        wrong = browser.post(CODE_PAGE, {"code": "1111-1111", "action": "verify"})
        pages = [
            re.sub(r'value="\w{64}"', "", one.text).replace(email, "…") for one in (page, wrong)
        ]
        seen.append((to, pages, resent.status_code, resent["Location"], len(hashed)))
    assert seen[0] == seen[1]
    assert [one.to for one in mail.outbox] == [[teacher.email], *[["nobody@example.org"]] * 2]
    assert "/account/password/forgotten/" in str(mail.outbox[0].body)
    teacher.refresh_from_db()
    assert teacher.roles.count() == 1
    assert teacher.check_password(cast.PASSWORD)
    assert not User.objects.filter(email__endswith=".invalid").exists()


def test_whoever_was_registered_by_a_stranger_registers_anew(
    client: Client, open_school: School
) -> None:
    """The stranger knows the first password; with the second one's code the account is other."""
    register(Client(), open_school, "ana@example.org", password1="known to the stranger")
    register(client, open_school, "ana@example.org")
    client.post(CODE_PAGE, {"code": code_of(mail.outbox[-1]), "action": "verify"})
    [user] = User.objects.filter(email="ana@example.org")
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=user).verified


def test_whoever_is_invited_gets_nothing_a_stranger_registered(
    client: Client, open_school: School
) -> None:
    """Else the stranger would log in with the password they chose, as what the invited are."""
    register(Client(), open_school, "ana@example.org", password1="known to the stranger")
    boss = cast.make_staff("organizer", country=open_school.country)
    invited = invite(
        "ana@example.org",
        name="Ana",
        language="en",
        kind=Role.Kind.ORGANIZER,
        where=open_school.country,
        by=boss,
        at=timezone.now(),
    )
    assert isinstance(invited, Invitation)
    path = f"/en/staff/invitation/{token_of(invited)}/"
    assert "the password you choose now" in client.get(path).text
    typed = {"name": "Ana", "password1": PASSWORD, "password2": PASSWORD}
    client.post(path, typed)
    [user] = User.objects.filter(email="ana@example.org")
    assert user.check_password(PASSWORD)
    assert [role.kind for role in user.roles.all()] == ["organizer"]
    assert not on_record("Ana Anić"), "of the stranger's words"


def test_a_registration_that_went_meanwhile_begins_anew(
    client: Client, open_school: School
) -> None:
    register(client, open_school, "ana@example.org")
    User.objects.filter(email="ana@example.org").delete()
    page = client.post(CODE_PAGE, {"code": code_of(mail.outbox[0]), "action": "verify"})
    assert page["Location"].startswith("/en/staff/login/")


def test_one_address_gets_only_so_many_mails(open_school: School) -> None:
    told = [register(Client(), open_school, "ana@example.org") for _ in range(5)]
    assert [one == CODE_PAGE for one in told] == [True, True, True, False, False]
    assert len(mail.outbox) == 3


def test_a_registration_ends_after_three_days_with_what_it_proposed(
    client: Client, open_school: School
) -> None:
    typed = {
        "school_name": "OŠ Nova",
        "place": "Zenica",
        "region": str(open_school.region_id),
        "name": "Ana Anić",
        "email": "ana@example.org",
        "password1": PASSWORD,
    }
    client.post(f"/en/staff/register/{open_school.country_id.lower()}/missing/", typed)
    assert School.objects.get(name="OŠ Nova").proposed_by is not None
    assert not old_unconfirmed(timezone.now() + KEPT - timedelta(hours=1)).exists()
    User.objects.filter(email="ana@example.org").update(joined_at=timezone.now() - KEPT * 2)
    forget_due()
    assert not User.objects.filter(email="ana@example.org").exists()
    assert not School.objects.filter(name="OŠ Nova").exists()


def on_record(words: str) -> list[dict[str, object]]:
    """The entries of the record that hold these words, wherever in them."""
    return [entry for entry in LogEntry.objects.values() if words in str(entry)]


def test_a_registration_that_ends_leaves_no_address_on_record(
    client: Client, open_school: School
) -> None:
    register(Client(), open_school, "ana@example.org")
    first = User.objects.get(email="ana@example.org")
    register(client, open_school, "ana@example.org")
    assert not LogEntry.objects.get_for_object(first).exists(), "another took its place"
    user = User.objects.get(email="ana@example.org")
    region = open_school.region
    missing = MissingSchool(name="OŠ Nova", place="Zenica", region=region)
    role = ask_for_role(user, school=missing, at=timezone.now())
    cast.make_teacher(role.school, "other@example.org")  # type: ignore[arg-type]  # it has one
    assert len(on_record("ana@example.org")) == 4, "an account, two roles and a school"
    User.objects.filter(pk=user.pk).update(joined_at=timezone.now() - KEPT * 2)
    others = on_record("other@example.org")
    forget_due()
    assert on_record("ana@example.org") == on_record("Ana Anić") == []
    assert on_record("other@example.org") == others
    assert on_record("OŠ Nova"), "somebody else teaches there"


@in_one_world(
    ("switch", "state", "opened"),
    [
        ("edition", Edition.State.REGISTRATION, True),
        ("edition", Edition.State.LIVE, True),
        ("edition", Edition.State.REVIEW, False),
        ("edition", Edition.State.DRAFT, False),
        ("open", Edition.State.DRAFT, True),
        ("closed", Edition.State.LIVE, False),
    ],
)
def test_registration_is_open_with_an_edition_or_by_its_switch(
    client: Client, edition: Edition, school: School, switch: str, state: str, opened: bool
) -> None:
    Edition.objects.update(state=state)
    Country.objects.update(registration=switch)
    for page in (client.get("/en/staff/register/ba/"), client.get(person_page(school))):
        assert ("Registration is not open" not in page.text) is opened
    assert (register(client, school, "ana@example.org") == CODE_PAGE) is opened
    assert User.objects.filter(email="ana@example.org").exists() is opened


def test_without_scripts_a_school_is_found_on_a_page(client: Client, open_school: School) -> None:
    page = client.get("/en/staff/register/ba/", {"q": "весна"}).text
    assert f'href="{person_page(open_school)}"' in page
    assert str(open_school) in client.get(person_page(open_school)).text
    assert "No school is called so" in client.get("/en/staff/register/ba/", {"q": "zzz"}).text


def test_who_looks_for_a_school_finds_no_closed_and_no_proposed_one(
    client: Client, open_school: School
) -> None:
    closed = cast.make_school(open_school.country, name="OŠ Zatvorena")
    School.objects.filter(pk=closed.pk).update(closed_at=timezone.now())
    proposed = cast.make_school(open_school.country, name="OŠ Predložena", verified=False)
    School.objects.filter(pk=proposed.pk).update(proposed_at=timezone.now())
    told = client.get("/en/staff/register/ba/schools/", {"q": "sarajevo"}).json()
    assert [one["name"] for one in told["schools"]] == [str(open_school)]
    for one in (closed, proposed):
        assert client.get(person_page(one)).status_code == 404


def test_nobody_registers_as_more_than_a_teacher(client: Client, open_school: School) -> None:
    more = {"kind": "organizer", "is_staff": "1", "is_superuser": "1", "approved_at": "2026-01-01"}
    register(client, open_school, "ana@example.org", country="BA", **more)
    user = User.objects.get(email="ana@example.org")
    assert (user.is_staff, user.is_superuser) == (False, False)
    [role] = user.roles.all()
    assert (role.kind, role.approved_at, role.country) == ("teacher", None, None)


@in_one_world("name", ["<b>Ana</b>", "evil.example", "Ana\r\nBcc: x"])
def test_a_name_that_a_mail_could_be_misused_for_is_refused(
    client: Client, open_school: School, name: str
) -> None:
    assert "in letters only" in register(client, open_school, "ana@example.org", name=name)
    assert not mail.outbox


def test_a_teacher_asks_for_a_further_school_once(client: Client, teacher: User) -> None:
    country = teacher.roles.get().school.country  # type: ignore[union-attr]
    Country.objects.update(registration="open")
    further = cast.make_school(country, name="OŠ Druga")
    client.force_login(teacher)
    page = client.get("/en/staff/account/schools/", {"q": "druga"})
    assert "I teach here" in page.text
    client.post("/en/staff/account/schools/ba/ask/", {"school": further.pk})
    assert teacher.roles.get(school=further).approved_at is None
    assert "OŠ Druga" in client.get("/en/staff/classes/add/").text
    with pytest.raises(AlreadyHere):
        ask_for_role(teacher, school=further, at=timezone.now())


def test_who_was_refused_does_not_ask_again_and_nobody_asks_everywhere(country: Country) -> None:
    schools = [cast.make_school(country, name=f"OŠ {n}") for n in range(MOST_WAITING + 1)]
    user = User.objects.create_user("ana@example.org", PASSWORD)
    boss = cast.make_staff("organizer", country=country)
    refuse(
        ask_for_role(user, school=schools[0], at=timezone.now()),
        reason="unknown",
        by=boss,
        at=timezone.now(),
    )
    with pytest.raises(RefusedBefore):
        ask_for_role(user, school=schools[0], at=timezone.now())
    for school in schools[1:]:
        ask_for_role(user, school=school, at=timezone.now())
    with pytest.raises(WaitsElsewhere):
        ask_for_role(user, school=cast.make_school(country, name="OŠ X"), at=timezone.now())


def test_who_waits_reads_nothing_of_those_who_teach_there(
    client: Client, school: School, teacher: User, school_class: SchoolClass
) -> None:
    stranger = cast.make_teacher(school, "stranger@example.org", approved=False)
    own = SchoolClass.objects.get(pk=school_class.pk)
    own.pk, own.label = None, "IX-9"
    own.save()
    own.teachers.add(stranger)
    client.force_login(stranger)
    cards = f"/en/staff/classes/{own.pk}/cards/"
    assert str(teacher) not in client.get(cards).text.replace(str(school), "")
    Role.objects.filter(user=teacher).delete()
    Role.objects.filter(user=stranger).update(approved_at=timezone.now())
    colleague = cast.make_teacher(school, "colleague@example.org")
    assert str(colleague) in client.get(cards).text
