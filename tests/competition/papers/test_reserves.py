"""A reserve paper: as long as the official one, secret, taken into use by country on the day."""

from __future__ import annotations

import pytest
from django.test import Client

from competition.exceptions import (
    NoReasonGiven,
    NotLive,
    PaperRefused,
    ReasonTooLong,
    ReserveInUse,
    ReserveUnlike,
)
from competition.models import Edition, Entry, ReserveUse, Sitting
from competition.papers.actions.reserves import end_reserve, use_reserve
from competition.papers.queries.gate_facts import open_questions
from competition.papers.queries.official_paper import official_paper
from competition.papers.queries.paper_checks import paper_faults
from competition.sittings.actions.opening import open_sitting
from quizbank.models import Paper
from schools import clock
from schools.models import Country, User
from tests import cast
from tests.competition.papers.cast import choose, make_bank, make_draft_edition, publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def reserve(entry: Entry) -> Paper:
    """Of the division of a live edition."""
    paper = cast.make_papers(reserve=5)["reserve"]
    entry.division.reserve = paper
    entry.division.save()
    return paper


def use(entry: Entry, by: User, reason: str = "On a forum since ten") -> ReserveUse:
    country = entry.school_class.school.country
    return use_reserve(entry.division, country, reason=reason, by=by, at=clock.now())


def test_classes_that_open_afterwards_take_it_until_it_is_ended(
    entry: Entry, reserve: Paper, superuser: User, teacher: User
) -> None:
    assert official_paper(entry) == entry.division.official
    use(entry, superuser)
    sitting = open_sitting(entry, kind=Sitting.Kind.OFFICIAL, by=teacher, at=clock.now())
    assert (sitting.paper, sitting.kind) == (reserve, "official")
    country = entry.school_class.school.country
    end_reserve(entry.division, country, by=superuser, at=clock.now())
    assert official_paper(entry) == entry.division.official
    assert ReserveUse.objects.get().ended_by == superuser
    use(entry, superuser)
    assert official_paper(entry) == reserve


def test_another_country_keeps_the_official_one(
    entry: Entry, reserve: Paper, superuser: User
) -> None:
    abroad = cast.make_country("HR")
    use_reserve(entry.division, abroad, reason="Known there", by=superuser, at=clock.now())
    assert official_paper(entry) == entry.division.official


def test_it_needs_a_reason_a_live_edition_and_is_used_once(
    entry: Entry, reserve: Paper, superuser: User
) -> None:
    with pytest.raises(NoReasonGiven):
        use(entry, superuser, " ")
    with pytest.raises(ReasonTooLong):
        use(entry, superuser, "x" * 301)
    # A browser may send a NUL, and no database keeps one.
    use(entry, superuser, "On a forum\0")
    with pytest.raises(ReserveInUse):
        use(entry, superuser)
    Edition.objects.update(state="review")
    with pytest.raises(NotLive):
        use(entry, superuser)


def test_it_is_as_long_as_the_official_paper_and_no_edition_needs_one(
    country: Country, superuser: User
) -> None:
    place, bank, at = make_draft_edition(country), make_bank(9), clock.now()
    publish(choose(place, "official", bank[:3], superuser), superuser, at)
    place.refresh_from_db()
    with pytest.raises(PaperRefused) as refusal:
        publish(choose(place, "reserve", bank[3:5], superuser), superuser, at)
    assert "2 questions and 2 points" in " ".join(refusal.value.faults)
    assert not any("reserve" in fault for fault in paper_faults(place.edition))
    publish(choose(place, "reserve", bank[3:6], superuser), superuser, at)
    Edition.objects.update(state="live")
    with pytest.raises(PaperRefused) as refusal:
        publish(choose(place, "official", [bank[6]], superuser), superuser, at)
    assert "the reserve paper 3 and 3" in " ".join(refusal.value.faults)


def test_one_that_is_not_alike_is_not_taken_into_use(
    entry: Entry, reserve: Paper, superuser: User
) -> None:
    reserve.items.get(number=1).delete()
    with pytest.raises(ReserveUnlike):
        use(entry, superuser)


def test_nobody_practises_its_questions(entry: Entry, reserve: Paper) -> None:
    there = set(reserve.items.values_list("question_id", flat=True))
    assert there.isdisjoint(open_questions("BA"))


def test_an_organizer_takes_it_into_use_on_its_page(
    entry: Entry, reserve: Paper, client: Client
) -> None:
    country = entry.school_class.school.country
    organizer = cast.make_staff("organizer", country=country)
    client.force_login(organizer)
    page = f"/en/staff/editions/{entry.edition.slug}/reserve/"
    assert "not in use" in client.get(page).text
    sent = {"division": entry.division.code, "country": country.pk, "act": "use"}
    assert "Say how it became known" in client.post(page, sent, follow=True).text
    said = client.post(page, {**sent, "reason": "Photo in a chat"}, follow=True).text
    assert "Photo in a chat" in said
    assert "Back to the official paper" in said
    client.post(page, {**sent, "act": "end"})
    assert official_paper(entry) == entry.division.official
    assert client.post(page, {**sent, "country": "HR"}).status_code == 404
