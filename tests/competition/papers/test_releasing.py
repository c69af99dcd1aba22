"""Questions are released in one place: by who leads their edition, once it is over, on record."""

from __future__ import annotations

import pytest
from django.test import Client

from competition.models import Division, Edition
from competition.papers.queries.gate_facts import open_questions
from quizbank.models import Paper, PaperQuestion, Question, Review
from schools.models import Country
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/editions/2027/release/"


@pytest.fixture
def over(edition: Edition, client: Client) -> Edition:
    """In review; its coordinator has logged in."""
    Edition.objects.update(state=Edition.State.REVIEW)
    client.force_login(cast.make_staff("coordinator"))
    return Edition.objects.get()


def key_of(name: str) -> int:
    return Question.objects.get(key=name).pk


def release(client: Client, *names: str) -> str:
    """Tick questions and send the page; what is said then."""
    chosen = [str(key_of(name)) for name in names]
    return client.post(PAGE, {"question": [*chosen, "x", "9" * 30]}, follow=True).text


def shown() -> set[str]:
    return set(Question.objects.filter(pk__in=open_questions("BA")).values_list("key", flat=True))


def test_a_released_question_is_practised_and_stands_on_record(
    client: Client, over: Edition
) -> None:
    assert "official-1" not in shown()
    assert "2 questions are released" in release(client, "official-1", "official-2")
    assert {"official-1", "official-2"} <= shown()
    assert "official-3" not in shown()
    told = Review.objects.filter(act=Review.Act.RELEASED).values_list("question__key", "by__email")
    assert set(told) == {
        ("official-1", "coordinator@example.org"),
        ("official-2", "coordinator@example.org"),
    }
    assert "0 questions are released" in release(client, "official-1")


def test_a_whole_paper_is_released_with_one_tick(client: Client, over: Edition) -> None:
    paper = Division.objects.get().official_id
    told = client.post(PAGE, {"paper": [str(paper), "x"]}, follow=True).text
    assert "5 questions are released" in told
    assert {f"official-{n}" for n in range(1, 6)} <= shown()
    assert "rehearsal-1" not in shown()


@in_one_world("state", ["registration", "rehearsal", "live"])
def test_nothing_is_released_while_somebody_may_be_asked(
    state: str, client: Client, over: Edition
) -> None:
    Edition.objects.update(state=state)
    assert '<input type="checkbox"' not in client.get(PAGE).text
    assert "once the edition is over" in release(client, "official-1")
    assert not Question.objects.filter(released_at__isnull=False).exists()


def test_what_another_edition_asks_in_earnest_is_not_released(
    client: Client, over: Edition
) -> None:
    paper = Paper.objects.create(title="x", kind="official", division_code="12-13", seed="s")
    one = Question.objects.get(key="official-1")
    PaperQuestion.objects.create(paper=paper, question=one, number=1, order="abcd")
    other = Edition.objects.create(slug="next", year=2028, state="rehearsal")
    Division.objects.create(edition=other, code="12-13", official=paper)
    assert "another edition asks it" in client.get(PAGE).text
    told = release(client, "official-1", "official-2")
    assert "in earnest in another edition: official-1." in told
    assert not Question.objects.filter(released_at__isnull=False).exists()


def test_a_question_of_no_paper_of_the_edition_is_left_alone(client: Client, over: Edition) -> None:
    stranger = cast.make_question("stranger")
    client.post(PAGE, {"question": [str(stranger.pk)]})
    stranger.refresh_from_db()
    assert stranger.released_at is None


def test_a_neutralised_question_is_marked_and_never_released(client: Client, over: Edition) -> None:
    paper = Division.objects.get().official_id
    PaperQuestion.objects.filter(paper=paper, question__key="official-2").update(neutralised=True)
    page = client.get(PAGE).text
    assert "neutralised: Safer Internet Day 2027" in page
    assert "4 questions can be released" in page
    assert f'name="question" value="{key_of("official-2")}"' not in page
    assert "0 questions are released" in release(client, "official-2")
    told = client.post(PAGE, {"paper": [str(paper)]}, follow=True).text
    assert "4 questions are released" in told
    assert shown() >= {f"official-{n}" for n in (1, 3, 4, 5)}
    assert Question.objects.get(key="official-2").released_at is None


def test_the_bank_says_of_a_question_in_which_edition_it_was_neutralised(
    client: Client, over: Edition
) -> None:
    PaperQuestion.objects.filter(question__key="official-2").update(neutralised=True)
    says = "neutralised: Safer Internet Day 2027"
    bank = "/en/staff/questions/"
    assert says in client.get(f"{bank}official-2/").text
    assert says not in client.get(f"{bank}official-1/").text
    assert client.get(bank).text.count(says) == 1


def test_a_retired_question_stays_shut_though_it_is_released(client: Client, over: Edition) -> None:
    release(client, "official-1")
    Question.objects.filter(key="official-1").update(retired_at="2027-01-01T00:00Z")
    assert "official-1" not in shown()


def test_the_page_of_a_question_releases_nothing(
    client: Client, over: Edition, country: Country
) -> None:
    page = "/en/staff/questions/official-1/"
    assert client.post(page, {"do": "release", "comment": "Why not?"}).status_code == 404
    assert not Question.objects.filter(released_at__isnull=False).exists()
