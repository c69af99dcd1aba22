"""What the second person has to see before sealing: days that were promised, upheld questions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.editions.queries.visible import objections_until
from competition.models import Attempt, Edition, Sitting
from competition.setup.actions import LookFirst
from competition.sittings.actions.attempts import void
from leaderboard.appeals.actions import decide
from leaderboard.appeals.queries import promised_days_are_over, upheld_appeals_are_settled
from leaderboard.models import Appeal
from leaderboard.seals.actions import confirm, propose
from quizbank.models import PaperQuestion
from schools.models import Country, Region
from tests import cast
from tests.leaderboard.appealing import appeal
from tests.quizbank.people import reword

AREA = "/en/staff/editions/2027/appeals/"
SECOND = timedelta(seconds=1)


@pytest.fixture
def sitting(reviewed: Edition, country: Country) -> Sitting:
    """Of a class at home, that has ended."""
    Sitting.objects.update(closed_at=clock.now())
    return Sitting.objects.filter(entry__school_class__school__country=country).earliest("pk")


def appeal_about(sitting: Sitting) -> Appeal:
    """About the fourth question, by the teacher of the class."""
    return appeal(sitting, by=sitting.opened_by, question=4)


def test_a_list_sealed_before_the_promised_day_was_seen_and_teachers_read_why(
    client: Client, sitting: Sitting, reviewed: Edition, first: User, superuser: User
) -> None:
    until = objections_until(reviewed)
    assert until is not None
    assert promised_days_are_over(reviewed, until - SECOND).faults
    assert not promised_days_are_over(reviewed, until).faults
    seal = propose(reviewed, by=first, at=clock.now())
    with pytest.raises(LookFirst):
        confirm(seal, by=superuser, at=clock.now())
    confirm(seal, by=superuser, at=clock.now(), seen=True)
    client.force_login(sitting.opened_by)
    for address in (
        f"/en/staff/appeals/{sitting.pk}/",
        f"/en/staff/sittings/{sitting.pk}/results/",
    ):
        page = client.get(address).text
        assert "The list has been sealed" in page
        assert " are over" not in page
        assert "object-reason" not in page


def test_who_upholds_and_who_neutralises_both_read_what_is_left_to_do(
    client: Client, sitting: Sitting, reviewed: Edition, superuser: User, country: Country
) -> None:
    said = appeal_about(sitting)
    assert not upheld_appeals_are_settled(reviewed, clock.now()).faults
    organizer = cast.make_staff("organizer", country=country)
    client.force_login(organizer)
    assert "until whoever leads the edition neutralises it" in client.get(AREA).text
    decide(said, upheld=True, sentence="Yes.", by=organizer, at=clock.now())
    item = PaperQuestion.objects.get(paper=sitting.paper, number=4)
    stem = reword(item.question, "A draft of another question?")
    [fault] = upheld_appeals_are_settled(reviewed, clock.now()).faults
    assert fault == f"Question 4 still counts: {stem} (ages 12–13)"
    page = client.get(AREA).text
    assert stem in page
    assert "Whoever leads the edition neutralises it." in page
    client.force_login(superuser)
    assert "/en/staff/editions/2027/neutralise/" in client.get(AREA).text
    PaperQuestion.objects.filter(pk=item.pk).update(neutralised=True)
    assert not upheld_appeals_are_settled(reviewed, clock.now()).faults
    assert "The question still counts" not in client.get(AREA).text


def test_a_result_that_an_upheld_appeal_was_about_is_told_until_something_is_decided(
    client: Client, sitting: Sitting, reviewed: Edition, superuser: User, country: Country
) -> None:
    attempt = Attempt.objects.filter(sitting=sitting).earliest("pk")
    number, by = attempt.card.number, cast.make_staff("organizer", country=country)
    said = appeal(sitting, by=sitting.opened_by, about="result", card=number)
    assert not upheld_appeals_are_settled(reviewed, clock.now()).faults
    decide(said, upheld=True, sentence="You are right.", by=by, at=clock.now())
    check = upheld_appeals_are_settled(reviewed, clock.now())
    assert check.faults == ["1 result counts as it did."]
    assert (check.url, check.look) == (AREA, True)
    client.force_login(superuser)
    assert "The result counts as it did" in client.get(AREA).text
    assert check.faults[0] in client.get("/en/staff/editions/2027/seal/").text
    void(attempt, reason="mistake", by=by, at=clock.now())
    assert not upheld_appeals_are_settled(reviewed, clock.now()).faults
    # Played anew, the card has another result than the one that the appeal was about.
    cast.finish(cast.make_attempt(attempt.card, sitting), cast.right_choices(sitting.paper))
    assert not upheld_appeals_are_settled(reviewed, clock.now()).faults
    assert "The result counts as it did" not in client.get(AREA).text


def test_who_organizes_a_region_abroad_reads_neither_school_nor_card_of_an_appeal(
    client: Client, sitting: Sitting, superuser: User, abroad: Region
) -> None:
    """The overview of an edition is for every organizer of it, the page of appeals for its area."""
    number = Attempt.objects.filter(sitting=sitting).earliest("pk").card.number
    said = appeal(sitting, by=sitting.opened_by, about="result", card=number)
    decide(said, upheld=True, sentence="You are right.", by=superuser, at=clock.now())
    client.force_login(cast.make_staff("organizer", region=abroad))
    for address, told in (("/en/staff/editions/2027/", True), (AREA, False)):
        page = client.get(address).text
        assert ("1 result counts as it did." in page) == told
        assert str(sitting.entry.school_class.school) not in page


def test_the_words_of_a_question_wait_until_no_class_plays_any_more(
    client: Client, sitting: Sitting, reviewed: Edition, superuser: User
) -> None:
    appeal_about(sitting)
    item = PaperQuestion.objects.get(paper=sitting.paper, number=4)
    stem = item.question.texts.get(language="en").words.stem
    reviewed.windows.update(closes_at=clock.now() + timedelta(hours=1))
    client.force_login(superuser)
    page = client.get(AREA).text
    assert "Question 4" in page
    assert stem not in page


@pytest.mark.parametrize("whole", [True, False], ids=["a country", "a region"])
def test_an_open_appeal_is_named_to_who_organizes_its_school_and_counted_for_all(
    client: Client, sitting: Sitting, country: Country, abroad: Region, *, whole: bool
) -> None:
    appeal_about(sitting)
    one = sitting.entry.school_class
    place = {"country": country} if whole else {"region": one.school.region}
    elsewhere = {"country": abroad.country} if whole else {"region": abroad}
    told = {}
    for name, where in (("near", place), ("far", elsewhere)):
        organizer = cast.make_staff("organizer", **where)
        client.force_login(organizer)
        told[name] = " ".join(client.get("/en/staff/editions/2027/").text.split())
        User.objects.filter(pk=organizer.pk).delete()
    for page in told.values():
        assert "1 appeal is open." in page
    assert f"{one}, {one.school}" in told["near"]
    assert one.school.name not in told["far"]
    assert "To be decided by" not in told["far"]
