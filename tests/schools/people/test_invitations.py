"""Invitations from the form to the new colleague's first page; links, and who may invite whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from base import clock
from base.models import User
from schools.exceptions import AccountClosed, HasRole, LinkUsedUp
from schools.models import Country, Invitation, Region, Role, School, TeacherDecision
from schools.people.actions import invitations
from schools.people.queries.invitations import invitation_of, token_of
from schools.registering.actions.registrations import ask_for_role
from schools.roles import reach_of
from tests import cast
from tests.cells import in_one_world
from tests.outbox import empty_outbox
from tests.schools.accounts.test_accounts import link_in, log_in

INVITE, PEOPLE = "/en/staff/people/invite/", "/en/staff/people/"
AT = clock.now()
PASSWORD = "twelve green horses"
MAIL = "nova@example.or"
CHOSEN = {"name": "Nova", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def coordinator(db: None) -> User:
    return cast.make_staff("coordinator")


@pytest.fixture
def invited(organizer: User, school: School) -> Invitation:
    """A teacher, by the organizer, just now."""
    made = invitations.invite(
        "nova@example.org", name="Nova", language="hr", kind="teacher", where=school,
        by=organizer, at=clock.now(),
    )  # fmt: skip
    assert isinstance(made, Invitation)
    return made


def ask(client: Client, by: User, **typed: object) -> str:
    """What the page says after the form was sent; the mail of it has gone."""
    client.force_login(by)
    data = {"email": "nova@example.org", "kind": "teacher", "language": "hr", **typed}
    page = client.post(INVITE, data, follow=True).text
    empty_outbox()
    return page


def test_an_invitation_end_to_end(client: Client, organizer: User, school: School) -> None:
    assert "nova@example.org gets a mail." in ask(client, organizer, school="vesna", name="Nova")
    (message,) = mail.outbox
    assert message.to == ["nova@example.org"]
    path, visitor = link_in(message), Client()
    assert path.startswith("/hr/")
    visitor.get(path)
    assert visitor.post(path, CHOSEN)["Location"] == "/hr/staff/"
    user = User.objects.get(email="nova@example.org")
    role = user.roles.get()
    assert (user.name, user.language, role.school) == ("Nova", "hr", school)
    assert (role.approved_by, role.approved_at is not None) == (organizer, True)
    assert EmailAddress.objects.get(user=user).verified
    assert visitor.get("/hr/staff/").status_code == 200
    assert log_in(Client(), user.email, PASSWORD) == "/en/staff/"
    assert visitor.get(path).status_code == 404


@in_one_world(
    "wrong",
    [
        pytest.param({**CHOSEN, "password2": "else"}, id="not the same"),
        pytest.param({**CHOSEN, "password1": "12345678", "password2": "12345678"}, id="digits"),
        pytest.param({**CHOSEN, "password1": MAIL, "password2": MAIL}, id="the e-mail"),
        pytest.param({}, id="nothing"),
    ],
)
def test_a_bad_password_makes_no_account(
    wrong: dict[str, str], client: Client, invited: Invitation
) -> None:
    path = f"/en/staff/invitation/{token_of(invited)}/"
    page = client.post(path, wrong)
    assert page.status_code == 200
    assert "field-error" in page.text
    assert not User.objects.filter(email="nova@example.org").exists()


def test_a_link_is_good_for_seven_days(invited: Invitation) -> None:
    token, end = token_of(invited), invited.sent_at + timedelta(days=7)
    assert invitation_of(token, at=end - timedelta(seconds=1)) == invited
    assert invitation_of(token, at=end) is None


def test_a_new_link_makes_the_earlier_one_void(invited: Invitation, coordinator: User) -> None:
    first = token_of(invited)
    later = invited.sent_at + timedelta(days=6)
    invitations.resend(invited, by=coordinator, at=later)
    assert invited.invited_by == coordinator
    assert invitation_of(first, at=later) is None
    assert invitation_of(token_of(invited), at=later) == invited


def test_withdrawing_shuts_the_link(client: Client, organizer: User, invited: Invitation) -> None:
    client.force_login(organizer)
    client.post(f"{PEOPLE}invitations/{invited.pk}/withdraw/")
    path = f"/en/staff/invitation/{token_of(invited)}/"
    assert "opens nothing any more" in Client().get(path).text
    assert Client().post(path, CHOSEN).status_code == 404


@given(st.text(st.characters(codec="ascii", exclude_characters="/"), max_size=60))
def test_no_made_up_link_opens_anything(token: str) -> None:
    # Nothing is looked up before the signature fits, so this needs no database.
    assert invitation_of(token, at=AT) is None


def test_whoever_is_looked_after_already_gets_the_role_at_once(
    client: Client, organizer: User, teacher: User, other_teacher: User
) -> None:
    assert "gets a mail" in ask(client, organizer, email=teacher.email, school="druga")
    assert teacher.roles.count() == 2
    assert "još jednu ulogu" in str(mail.outbox[0].body) or "further role" in str(
        mail.outbox[0].body
    )
    assert "has this role already" in ask(client, organizer, email=teacher.email, school="druga")


def test_an_account_elsewhere_looks_like_none_until_its_owner_accepts(
    client: Client, organizer: User, school: School
) -> None:
    abroad = cast.make_country("HR")
    far = cast.make_teacher(cast.make_school(abroad, name="OŠ Zagreb"), "zrinka@example.org")
    pages = [
        ask(client, organizer, email=email, school="vesna").replace(email, "X")
        for email in ("zrinka@example.org", "nobody@example.org")
    ]
    assert far.roles.count() == 1
    listed = client.get(PEOPLE).text
    assert listed.count("Send again to") == 2
    assert "Zrinka" not in listed
    assert ("X gets a mail" in pages[0], "X gets a mail" in pages[1]) == (True, True)
    path = link_in(mail.outbox[0])
    assert Client().post(path)["Location"] == "/hr/staff/login/"
    assert {role.school for role in far.roles.all()} == {
        school,
        *School.objects.exclude(pk=school.pk),
    }


def test_nothing_is_accepted_from_somebody_who_could_not_invite_any_more(
    invited: Invitation, organizer: User
) -> None:
    organizer.roles.all().delete()
    with pytest.raises(LinkUsedUp):
        invitations.accept(invited, name="", password=PASSWORD, at=clock.now())
    assert not User.objects.filter(email="nova@example.org").exists()


def test_a_closed_account_is_not_opened_by_an_invitation(
    organizer: User, teacher: User, school: School
) -> None:
    invitations.close_account(teacher)
    other = cast.make_school(school.country, name="OŠ Nova")
    with pytest.raises(AccountClosed):
        invitations.invite(
            teacher.email, name="", language="bs", kind="teacher", where=other,
            by=organizer, at=AT,
        )  # fmt: skip


def test_a_role_is_given_once(organizer: User, teacher: User, school: School) -> None:
    with pytest.raises(HasRole):
        invitations.invite(
            teacher.email, name="", language="bs", kind="teacher", where=school,
            by=organizer, at=AT,
        )  # fmt: skip


@pytest.fixture
def registered(school: School, invited: Invitation) -> Role:
    """Who was invited did not find the mail, and registered by the open form."""
    user = User.objects.create_user(invited.email, cast.PASSWORD, name="Nova Novak")
    user.vouch_for_email()
    return ask_for_role(user, school=school, at=clock.now())


def test_accepting_approves_who_registered_meanwhile_and_waits(
    registered: Role, invited: Invitation, organizer: User
) -> None:
    reply = Client().post(f"/en/staff/invitation/{token_of(invited)}/")
    assert reply["Location"] == "/en/staff/login/"
    registered.refresh_from_db()
    assert (registered.approved_by, registered.approved_at is not None) == (organizer, True)
    assert TeacherDecision.objects.get().approved
    assert empty_outbox() == 0, "the page has told it"


def test_who_waits_is_approved_by_an_invitation_and_hears_of_it_once(
    client: Client, registered: Role, organizer: User
) -> None:
    assert "nova@example.org gets a mail." in ask(client, organizer, school="vesna")
    registered.refresh_from_db()
    assert registered.approved_by == organizer
    assert (empty_outbox(), len(mail.outbox)) == (0, 1)
    assert "has this role already" in ask(client, organizer, school="vesna")


@in_one_world(
    ("typed", "told"),
    [
        ({}, "Name the teacher’s school."),
        ({"school": "nothing like it"}, "No school of your area is called so."),
        ({"school": "zagreb"}, "No school of your area is called so."),
        ({"school": "oš"}, "Several schools are called so."),
        ({"kind": "organizer"}, "Choose a country or a region."),
        ({"kind": "organizer", "country": "HR"}, "Select a valid choice."),
        ({"kind": "ministry", "country": "BA"}, "Select a valid choice."),
        ({"kind": "coordinator"}, "Select a valid choice."),
        ({"email": "no e-mail", "school": "vesna"}, "Enter a valid email address."),
    ],
    ids=["no school", "unknown", "abroad", "several", "no place", "foreign", "ministry",
         "coordinator", "no e-mail"],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_nobody_is_invited(
    typed: dict[str, str], told: str, client: Client, organizer: User, other_teacher: User,
    teacher: User,
) -> None:  # fmt: skip
    cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    assert told in ask(client, organizer, **typed)
    assert not Invitation.objects.exists()


def test_nobody_is_invited_to_a_school_that_was_only_proposed(
    client: Client, organizer: User, school: School
) -> None:
    proposed = cast.make_school(school.country, name="OŠ Vesna Nova")
    School.objects.filter(pk=proposed.pk).update(proposed_at=clock.now())
    assert "gets a mail" in ask(client, organizer, school="vesna")
    assert Invitation.objects.get().school == school
    assert "is called so" in ask(client, organizer, school="vesna nova", school_id=proposed.pk)
    assert Invitation.objects.count() == 1


def test_a_region_reaches_its_subtree_and_no_sibling(country: Country) -> None:
    top = country.regions.get()
    inner, beside = (
        Region.objects.create(country=country, code=code, level="town", parent=parent)
        for code, parent in (("in", top), ("beside", None))
    )
    for region, path in ((inner, f"{top.path}{inner.pk}/"), (beside, f"/{beside.pk}/")):
        Region.objects.filter(pk=region.pk).update(path=path)
    reach = reach_of(cast.make_staff("organizer", region=top))
    assert set(reach.regions()) == {top, inner}
    assert not reach.whole().exists()
    pathless = Region.objects.create(country=country, code="x", level="town")
    User.objects.all().delete()
    assert not reach_of(cast.make_staff("organizer", region=pathless))
