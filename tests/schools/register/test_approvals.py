"""Teachers who wait: who may approve or refuse them, and what follows."""

from __future__ import annotations

from functools import partial

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from base.models import OutgoingMail, User
from competition.models import Sitting
from leaderboard.results.public_results import public_results
from schools.exceptions import NotWaiting
from schools.models import Country, Role, School, TeacherDecision
from schools.register.actions.teacher_approvals import approve, approve_all, refuse
from schools.registering.actions.proposals import refuse_school
from tests import cast
from tests.cells import in_one_world
from tests.outbox import empty_outbox

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/schools/waiting/"


@pytest.fixture
def new_school(country: Country) -> School:
    """Nobody has confirmed it yet."""
    return cast.make_school(country, name="OŠ Nova", verified=False)


@pytest.fixture
def waiting(new_school: School) -> Role:
    """The first teacher of the new school."""
    return cast.make_teacher(new_school, "nova@example.org", approved=False).roles.get()


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def decide(client: Client, role: Role, **form: str) -> str:
    return client.post(f"/en/staff/schools/teachers/{role.pk}/", form, follow=True).text


def test_an_approval_confirms_the_school_and_is_on_record(
    client: Client, organizer: User, waiting: Role, new_school: School
) -> None:
    assert "1 teacher is approved" in decide(client, waiting, approve="1")
    waiting.refresh_from_db()
    new_school.refresh_from_db()
    [noted] = TeacherDecision.objects.all()
    assert waiting.approved_by == organizer
    assert new_school.verified_at == waiting.approved_at
    assert (noted.approved, noted.user, noted.decided_by) == (True, waiting.user, organizer)


def test_results_reach_the_boards_with_the_approval(
    organizer: User, sitting: Sitting, school: School
) -> None:
    [card, *_] = sitting.entry.school_class.cards.all()
    cast.finish(cast.make_attempt(card, sitting), "11111")
    School.objects.update(verified_at=None)
    Role.objects.filter(kind="teacher").update(approved_at=None)
    assert public_results().count() == 0
    approve(Role.objects.get(kind="teacher"), by=organizer, at=timezone.now())
    assert public_results().count() == 1


def test_a_refusal_needs_a_reason_and_ends_the_role_only(
    client: Client, organizer: User, waiting: Role, new_school: School
) -> None:
    assert "Choose a reason first." in decide(client, waiting, reason="because")
    assert Role.objects.filter(pk=waiting.pk).exists()
    decide(client, waiting, reason="not_here", back=f"/en/staff/schools/{new_school.pk}/")
    [noted] = TeacherDecision.objects.all()
    assert not Role.objects.filter(pk=waiting.pk).exists()
    assert User.objects.filter(pk=waiting.user_id).exists()
    assert (noted.approved, noted.reason) == (False, "not_here")


@in_one_world("back", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_the_way_back_leads_nowhere_else(
    back: str, client: Client, organizer: User, waiting: Role
) -> None:
    form = {"approve": "1", "back": back}
    answer = client.post(f"/en/staff/schools/teachers/{waiting.pk}/", form)
    assert answer.headers["Location"] == PAGE


@in_one_world("decision", ["approve", "refuse"])
def test_who_is_slower_decides_nothing(decision: str, organizer: User, waiting: Role) -> None:
    approve(waiting, by=organizer, at=timezone.now())
    again = approve if decision == "approve" else partial(refuse, reason="twice")
    with pytest.raises(NotWaiting):
        again(waiting, by=organizer, at=timezone.now())
    assert TeacherDecision.objects.count() == 1
    assert approve_all([waiting], by=organizer, at=timezone.now()) == 0


def test_several_are_approved_at_once_but_nobody_of_another_area(
    client: Client, organizer: User, waiting: Role, school: School
) -> None:
    far = cast.make_school(cast.make_country("HR"), name="OŠ Daleka")
    roles = [
        waiting,
        cast.make_teacher(school, "mirza@example.org", approved=False).roles.get(),
        cast.make_teacher(far, "zrinka@example.org", approved=False).roles.get(),
    ]
    chosen = [*(role.pk for role in roles), "x", "9" * 40]
    page = client.post(PAGE, {"role": chosen}, follow=True)
    assert "2 teachers are approved" in page.text
    left = Role.objects.filter(kind="teacher", approved_at__isnull=True)
    assert list(left) == [roles[2]]


def test_the_oldest_stands_first_and_the_page_says_who_can_approve(
    client: Client, organizer: User, waiting: Role, school: School, teacher: User
) -> None:
    colleague = cast.make_teacher(school, "mirza@example.org", approved=False)
    User.objects.filter(pk=colleague.pk).update(joined_at="2026-01-01T00:00Z")
    part = client.get(PAGE).context["part"]
    assert [(role.user, role.is_first) for role in part] == [
        (colleague, False),
        (waiting.user, True),
    ]


@in_one_world(
    ("kind", "allowed"), [("organizer", True), ("coordinator", True), ("ministry", False)]
)
@in_one_world("approved", [True, False], ids=["with a role", "with a waiting role"])
def test_only_an_approved_organizer_or_coordinator_decides(
    kind: str, allowed: bool, approved: bool, client: Client, waiting: Role
) -> None:
    where = {} if kind == "coordinator" else {"country_id": "BA"}
    client.force_login(cast.make_staff(kind, approved=approved, **where))
    client.post(f"/en/staff/schools/teachers/{waiting.pk}/", {"approve": "1"})
    waiting.refresh_from_db()
    assert (waiting.approved_at is not None) == (allowed and approved)


def told_of(decision: TeacherDecision, language: str) -> str:
    """The one mail about a decision, in the language of the account."""
    User.objects.filter(pk=decision.user_id).update(language=language)
    decision.user.vouch_for_email()
    mail.outbox.clear()
    assert (empty_outbox(), empty_outbox()) == (1, 0)
    [message] = mail.outbox
    assert message.to == ["nova@example.org"]
    return f"{message.subject}\n{message.body}"


def test_a_teacher_is_told_once_who_approved_and_where_to_go_on(waiting: Role) -> None:
    approve(waiting, by=None, at=timezone.now(), way=TeacherDecision.Way.COLLEAGUE)
    EmailAddress.objects.update(verified=False)
    assert empty_outbox() == 0, "an e-mail that nobody proved is not written to"
    OutgoingMail.objects.update(not_before=timezone.now())
    told = told_of(TeacherDecision.objects.get(), "en")
    assert "a colleague has said that you teach at this school" in told
    assert "/en/staff/" in told
    assert "Reason" not in told


def test_a_refused_teacher_is_told_the_reason(organizer: User, waiting: Role) -> None:
    refuse(waiting, reason="unknown", by=organizer, at=timezone.now())
    told = told_of(TeacherDecision.objects.get(), "en")
    assert "Reason: the school does not know this person" in told
    assert "counts for the boards" not in told


def test_who_proposed_a_school_that_is_refused_is_told_why_it_is(
    organizer: User, waiting: Role, new_school: School
) -> None:
    School.objects.filter(pk=new_school.pk).update(proposed_at=timezone.now())
    refuse_school(new_school, reason="elsewhere", by=organizer, at=timezone.now())
    told = told_of(TeacherDecision.objects.get(), "en")
    assert "Reason: it does not belong to this competition" in told
    assert "does not teach" not in told
