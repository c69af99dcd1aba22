"""A question of an earlier official paper may be asked again, so that two years can be compared."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from base.models import User
from competition.models import Division, Edition
from competition.papers.actions.papers import attach_paper
from competition.papers.queries.drafts import chosen_of, draft_of, draft_warnings
from competition.papers.queries.filling import filling
from quizbank.models import PaperQuestion, Question
from schools.models import Country
from tests.cells import in_one_world
from tests.competition.papers.cast import choose, make_bank, make_draft_edition, publish
from tests.competition.papers.test_checks import bank_paper, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

KNOWN = "Pupils of another edition know these questions, so they cannot be official. Questions: 1."


@pytest.fixture
def place(country: Country) -> Division:
    return make_draft_edition(country)


@pytest.fixture
def bank(country: Country, superuser: User, now: datetime) -> list[Question]:
    """Six questions, of which the official paper of a year ago asked four."""
    questions = make_bank(6)
    past = make_draft_edition(country, slug="past")
    publish(choose(past, "official", questions[:4], superuser), superuser, now)
    Edition.objects.filter(slug="past").update(year=2027, state="published")
    return questions


def test_three_of_them_with_a_warning_and_no_more(
    bank: list[Question], place: Division, superuser: User, now: datetime
) -> None:
    assert refused(choose(place, "official", bank[:4], superuser), superuser, now) == [
        "At most 3 questions of earlier editions may be asked again. Questions: 1, 2, 3, 4."
    ]
    other = make_draft_edition(place.edition.windows.get().country, slug="other")
    draft = choose(other, "official", bank[1:5], superuser)
    assert (
        "Asked in an earlier edition, so that years can be compared. Who played then may know"
        " them. Questions: 1, 2, 3."
    ) in draft_warnings(draft, chosen_of(draft))
    assert publish(draft, superuser, now).kind == "official"


@in_one_world(
    "change",
    [{"state": "live"}, {"state": "archived"}, {"year": 2028}],
    ids=["still at work", "open for practice", "of the same year"],
)
def test_only_of_an_earlier_edition_that_is_over(
    change: dict[str, object],
    bank: list[Question],
    place: Division,
    superuser: User,
    now: datetime,
) -> None:
    Edition.objects.filter(slug="past").update(**change)
    assert refused(choose(place, "official", bank[:1], superuser), superuser, now) == [KNOWN]


def test_what_was_practised_is_known_to_too_many(
    bank: list[Question], place: Division, country: Country, superuser: User, now: datetime
) -> None:
    elsewhere = make_draft_edition(country, slug="elsewhere")
    publish(choose(elsewhere, "practice", bank[1:2], superuser), superuser, now)
    later = make_draft_edition(country, slug="later")
    assert refused(choose(later, "official", bank[1:2], superuser), superuser, now) == [KNOWN]


def test_what_was_faulty_is_not_asked_again(
    bank: list[Question], place: Division, superuser: User, now: datetime
) -> None:
    PaperQuestion.objects.filter(question=bank[0]).update(neutralised=True)
    assert refused(choose(place, "official", bank[:1], superuser), superuser, now) == [KNOWN]


def test_what_tells_its_answers_shows_nothing_that_is_still_asked(
    bank: list[Question], country: Country, superuser: User, now: datetime
) -> None:
    Edition.objects.filter(slug="past").update(state="registration")
    other = make_draft_edition(country, slug="other")
    assert refused(choose(other, "rehearsal", bank[:1], superuser), superuser, now) == [
        "Another edition still asks these questions in earnest, so they cannot be shown."
        " Questions: 1."
    ]


def test_nothing_is_proposed_a_second_time(
    bank: list[Question], place: Division, superuser: User
) -> None:
    draft = choose(place, "official", bank[4:5], superuser)
    found = filling(draft, chosen_of(draft), by=superuser)
    assert {one.question.pk for one in found.proposed} <= {bank[5].pk}
    assert found.fitting == 1


def test_a_paper_of_the_bank_asks_the_same_tick(
    bank: list[Question], place: Division, client: Client, superuser: User, now: datetime
) -> None:
    paper = bank_paper(bank[2:6], now)
    client.force_login(superuser)
    address = reverse("competition:paper", args=[place.edition.slug, "12-13", "official"])
    page = client.get(address).text
    assert "From the bank: Asked in an earlier edition" in " ".join(page.split())
    version = draft_of(place, "official").version
    take = {"do": "attach", "paper": paper.pk, "version": version}
    reply = client.post(address, take, follow=True).text
    assert "There are warnings." in reply
    place.refresh_from_db()
    assert place.official is None
    client.post(address, {**take, "in_spite": "1"})
    place.refresh_from_db()
    assert place.official == paper


def test_a_paper_of_new_questions_asks_nothing(
    place: Division, superuser: User, now: datetime
) -> None:
    paper = bank_paper(make_bank(2), now)
    attach_paper(place, kind="official", paper_id=paper.pk, by=superuser, at=now)
    place.refresh_from_db()
    assert place.official == paper
