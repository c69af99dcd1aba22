"""Confirming schools: one on its page, many in the list, and what leads there."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from auditlog.models import LogEntry
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition, Sitting
from competition.setup.checks import checks_before
from competition.sittings.actions.sittings import close
from schools.exceptions import LinkUsedUp
from schools.models import Country, Invitation, Role, School
from schools.people.actions import invitations
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
LIST, CONFIRM = "/en/staff/schools/", "/en/staff/schools/confirm/"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


@pytest.fixture
def new(country: Country) -> School:
    """Nobody has confirmed it."""
    return cast.make_school(country, name="OŠ Nova", verified=False)


def test_a_school_is_confirmed_on_its_page_and_on_record(
    client: Client, organizer: User, new: School
) -> None:
    page = f"{LIST}{new.pk}/"
    assert "Confirm this school" in client.get(page).text
    told = client.post(f"{page}confirm/", follow=True).text
    assert "1 school is confirmed." in told
    assert "by organizer@example.org" in told
    assert "Confirm this school" not in told
    new.refresh_from_db()
    entry = LogEntry.objects.get_for_object(new).latest("pk")
    assert (new.verified_by, entry.actor, "verified_at" in entry.changes) == (
        *(organizer, organizer),
        True,
    )


def test_many_are_confirmed_in_the_list_but_none_of_another_area(
    client: Client, organizer: User, new: School, school: School
) -> None:
    far = cast.make_school(cast.make_country("HR"), name="OŠ Daleka", verified=False)
    before = school.verified_at
    chosen = [new.pk, school.pk, far.pk, "x", "9" * 40]
    asked = {"school": chosen, "list": "state=unconfirmed&q=oš"}
    reply = client.post(CONFIRM, asked)
    assert reply.headers["Location"] == f"{LIST}?state=unconfirmed&q=o%C5%A1"
    verified = dict(School.objects.values_list("name", "verified_by"))
    assert verified == {"OŠ Nova": organizer.pk, "OŠ Vesna": None, "OŠ Daleka": None}
    school.refresh_from_db()
    assert school.verified_at == before


@in_one_world("inviter", ["organizer", "region", "coordinator", "stranger"])
def test_an_invitation_confirms_if_the_inviter_may_approve_there(
    inviter: str, new: School, country: Country
) -> None:
    where: dict[str, dict[str, object]] = {
        "organizer": {"country": country},
        "region": {"region": new.region},
        "stranger": {"country": cast.make_country("HR")},
    }
    kind = "coordinator" if inviter == "coordinator" else "organizer"
    by = cast.make_staff(kind, approved=True, **where.get(inviter, {}))
    asked = {"name": "", "language": "en", "kind": "teacher", "where": new}
    made = invitations.invite("nova@example.org", **asked, by=by, at=clock.now())  # type: ignore[arg-type]
    assert isinstance(made, Invitation)
    with pytest.raises(LinkUsedUp) if inviter == "stranger" else nullcontext():
        invitations.accept(made, name="", password=cast.PASSWORD, at=clock.now())
    new.refresh_from_db()
    assert (new.verified_at is not None) == (inviter != "stranger")


def test_the_seals_check_leads_to_the_schools_whose_results_wait(
    client: Client, organizer: User, sitting: Sitting, school: School
) -> None:
    [card, *_] = sitting.entry.school_class.cards.all()
    cast.finish(cast.make_attempt(card, sitting), "11111")
    Role.objects.filter(kind="teacher").delete()
    close(sitting, by=sitting.opened_by, at=clock.now())
    Edition.objects.update(state="review")
    [check] = [
        one
        for one in checks_before(Edition.objects.get(), "sealed", at=clock.now())
        if "approved" in one.text
    ]
    assert check.faults
    page = client.get(check.url)
    assert [line.school for line in page.context["lines"]] == [school]
    told = " ".join(client.get(f"{LIST}{school.pk}/").text.split())
    assert "Whoever opened this class quiz is no teacher of this school." in told
