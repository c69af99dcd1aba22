"""Diplomas of a list that is sealed anew: a serial stays, without its ground one is revoked."""

from __future__ import annotations

import pytest
from auditlog.models import LogEntry
from django.test import Client

from base import clock
from base.models import MadeFile, User
from competition.models import Attempt, Edition
from leaderboard.diplomas.actions import issue, revoke
from leaderboard.diplomas.queries import claims_in
from leaderboard.made_files import DIPLOMAS
from leaderboard.models import IssuedDiploma, Winner
from schools.models import Country
from tests import cast
from tests.leaderboard.sealed import WHY, award, seal_now, seal_without

pytestmark = pytest.mark.usefixtures("english")
REVOKED = "This diploma was revoked on"


@pytest.fixture
def sealed(reviewed: Edition, first: User, superuser: User) -> Edition:
    """At home eight of two schools share the first place; abroad four, and four the fifth."""
    award(reviewed, "rank", amount=8)
    return seal_now(reviewed, first, superuser).edition


def issued(edition: Edition, country: str, by: User, kind: str = "winner") -> list[IssuedDiploma]:
    claims = claims_in(edition, Country.objects.get(pk=country), kind)
    return issue(edition, claims, by=by, at=clock.now())


def page_of(client: Client, one: IssuedDiploma) -> str:
    return " ".join(client.get(f"/en/diploma/{one.serial}/").text.split())


def test_they_go_over_and_who_lost_the_award_has_none_that_holds(
    sealed: Edition, first: User, superuser: User, client: Client
) -> None:
    before = issued(sealed, "BA", first)
    claims = claims_in(sealed, Country.objects.get(pk="BA"), "winner")
    MadeFile.objects.create(kind=DIPLOMAS, about=sealed.pk, part="winner/BA", asked_at=clock.now())
    gone = before[0]
    assert gone.winner is not None
    seal_without([gone.winner.played], first, superuser)
    after = {one.serial for one in issued(sealed, "BA", first)}
    assert {one.serial for one in before} - after == {gone.serial}
    assert REVOKED in page_of(client, gone)
    assert "genuine" not in page_of(client, gone)
    assert "This diploma is genuine" in page_of(client, before[1])
    # Claims that were read before.
    assert gone.serial not in {
        one.serial for one in issue(sealed, claims, by=first, at=clock.now())
    }
    # What was made with it is not handed out any more, and the organizers read why.
    assert not MadeFile.objects.exists()
    deed = LogEntry.objects.get(additional_data__deed="diplomas_revoked")
    assert (deed.actor, deed.additional_data["count"]) == (superuser, 1)
    client.force_login(cast.make_staff("organizer", country_id="BA"))
    listed = client.get("/en/staff/editions/2027/diplomas/").text
    assert gone.serial in listed
    assert WHY in listed


def test_nothing_is_issued_anew_where_nobody_has_the_award_any_more(
    sealed: Edition, first: User, superuser: User, client: Client
) -> None:
    gone, not_wanted, kept, *_others = issued(sealed, "BA", first)
    assert gone.winner is not None
    seal_without([gone.winner.played], first, superuser)
    for one in (not_wanted, kept):
        revoke(one, why="A slip of the pen.", by=first, at=clock.now())
    not_wanted.refresh_from_db()
    assert not_wanted.winner is not None
    gone_for = {"gone_at": clock.now(), "gone_why": "declined"}
    Winner.objects.filter(pk=not_wanted.winner.pk).update(told_at=clock.now(), **gone_for)
    client.force_login(cast.make_staff("organizer", country_id="BA"))
    offered = ["Issue anew" in page_of(client, one) for one in (gone, not_wanted, kept)]
    assert offered == [False, False, True]
    many = IssuedDiploma.objects.count()
    for one in (gone, not_wanted, kept):
        client.post(f"/en/diploma/{one.serial}/anew/")
    assert IssuedDiploma.objects.count() == many + 1


def test_a_mentor_and_a_school_keep_theirs_until_the_last_pupil_is_gone(
    sealed: Edition, first: User, superuser: User, client: Client
) -> None:
    mentors, schools = issued(sealed, "BA", first, "mentor"), issued(sealed, "BA", first, "school")
    mentor = mentors[0]
    pupils = Attempt.objects.filter(entry__school_class__teachers=mentor.mentor)
    school = next(one for one in schools if one.school == mentor.school)
    *others, last = pupils
    seal_without(others, first, superuser)
    assert all("This diploma is genuine" in page_of(client, one) for one in (mentor, school))
    seal_without([last], first, superuser)
    assert all(REVOKED in page_of(client, one) for one in (mentor, school))
    kept = IssuedDiploma.objects.filter(revoked_at=None)
    assert set(kept) == {*mentors, *schools} - {mentor, school}
    assert mentor not in issued(sealed, "BA", first, "mentor")


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told yet"])
def test_one_with_another_place_is_revoked_and_printed_anew(
    told: bool, sealed: Edition, first: User, superuser: User, client: Client
) -> None:
    at = clock.now()
    if told:
        Winner.objects.filter(country="HR").update(told_at=at, confirm_by=at.date())
    before = issued(sealed, "HR", first)
    fifth = next(one for one in before if one.place == 5)
    best = Winner.objects.filter(country="HR", place=1).earliest("pk")
    seal_without([best.played], first, superuser)
    assert REVOKED in page_of(client, fifth)
    fifth.refresh_from_db()
    anew = next(one for one in issued(sealed, "HR", first) if one.winner == fifth.winner)
    assert (anew.place, anew.revoked_at) == (4, None)
    assert "This diploma is genuine" in page_of(client, anew)
