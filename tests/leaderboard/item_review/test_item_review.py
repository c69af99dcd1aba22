"""Questions under review: worked out in the background from what is stored, shown to who leads."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta, timezone

import pytest
from django.test import Client

from competition.models import Attempt, Result, Sitting
from competition.papers.queries.papers import scoring_items
from competition.rules.scoring import score
from leaderboard.item_review.queries.answer_times import first_times
from leaderboard.models import ItemReport
from quizbank.models import PaperQuestion, Question
from schools import clock
from schools.models import Card, SchoolClass, User
from tests import cast
from tests.jobs import do_jobs
from tests.quizbank.people import reword

PAGE = "/en/staff/editions/2027/figures/"


@pytest.fixture
def coordinator(db: None) -> User:
    return cast.make_staff("coordinator")


@pytest.fixture
def crowded(sitting: Sitting, school_class: SchoolClass) -> list[Result]:
    """Pupils of two languages: good ones take another choice than the key of question 1, and
    question 2 is hard in Croatian whoever is asked."""
    items = scoring_items([sitting.paper_id])[sitting.paper_id]
    chance = random.Random(5)
    at, kept = clock.now(), []
    school, teacher = school_class.school, school_class.teachers.get()
    classes = [cast.make_class(school, teacher, label=f"8-{n}", cards=96) for n in range(5)]
    cards = list(Card.objects.filter(school_class__in=classes).order_by("pk"))
    for number, card in enumerate(cards):
        language = "hr" if number % 12 < 5 else "bs"
        able = chance.random()
        said = {}
        for item in items:
            knows = chance.random() < 0.15 + 0.8 * able
            if item.number == 1 and knows:
                said[1] = item.key % 4 + 1
            elif item.number == 2 and language == "hr" and chance.random() < 0.75:
                said[2] = item.key % 4 + 1
            else:
                said[item.number] = item.key if knows else chance.randint(1, 4)
        attempt = Attempt.objects.create(
            card=card, entry=sitting.entry, sitting=sitting, kind="official", language=language,
            joined_at=at, started_at=at, finished_at=at,
        )  # fmt: skip
        worth = score(items, said)
        kept.append(
            Result(
                attempt=attempt,
                division=sitting.entry.division,
                country_id="BA",
                counts=True,
                choices=worth.choices,
                score=worth.score,
                max_score=5,
                right=worth.right,
                wrong=worth.wrong,
                hard=0,
                tie_break=0,
                time=1,
                changed_at=at,
            )
        )
    return Result.objects.bulk_create(kept)


@pytest.mark.usefixtures("crowded")
def test_the_page_says_which_questions_to_read_again(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert client.get(PAGE).status_code == 200
    client.post(f"{PAGE}make/")
    client.post(f"{PAGE}make/")
    do_jobs()
    report = ItemReport.objects.get()
    [division] = report.body["divisions"]
    faults = {one["number"]: one["findings"] for one in division["groups"][0]["items"]}
    assert [one["fault"] for one in faults[1]] == ["key"]
    assert [division["groups"][n]["language"] for n in range(3)] == ["", "bs", "hr"]
    rows = division["differences"]
    large = [one for one in rows if one["letter"] == "C" and one["log_odds"] > 0]
    assert [(one["number"], one["language"]) for one in large] == [(2, "hr")]
    assert 2 in division["left_out"]
    item = PaperQuestion.objects.get(paper__kind="official", number=1)
    asked = reword(item.question, "A draft of another question?")
    text = client.get(PAGE).content.decode()
    assert asked in text
    assert "A draft of another question?" not in text
    assert "More good pupils chose “official-1 " in text
    assert "equally good pupils know it less often" in text


@pytest.mark.usefixtures("crowded")
def test_a_difference_inside_one_country_names_it(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    client.post(f"{PAGE}make/")
    do_jobs()
    report = ItemReport.objects.get()
    for one in report.body["divisions"][0]["differences"]:
        one["country"] = "BA"
    report.save()
    text = " ".join(client.get(PAGE).text.split())
    assert "<td> Bosnia and Herzegovina </td>" in text
    assert "<td> BA </td>" not in text


@pytest.mark.usefixtures("crowded")
def test_it_takes_as_many_queries_for_any_number_of_pupils(
    client: Client, coordinator: User, django_assert_num_queries: object
) -> None:
    client.force_login(coordinator)
    client.post(f"{PAGE}make/")
    do_jobs()
    with django_assert_num_queries(17):  # type: ignore[operator]  # a fixture of pytest-django
        client.get(PAGE)


def test_times_are_those_of_first_answers_by_the_clock_of_the_browser() -> None:
    at = datetime(2027, 2, 9, 9, tzinfo=timezone(timedelta(hours=1)))
    moments = [
        (1, 1, at, 1_000),
        (1, 2, at + timedelta(seconds=90), 13_400),
        (1, 1, at + timedelta(seconds=95), 15_000),
        (2, 3, at + timedelta(seconds=99), 40_000),
        (2, 4, at + timedelta(seconds=120), 0),
    ]
    assert Counter(first_times(moments)) == Counter({(2, 12): 1, (4, 21): 1})


def test_the_workshop_sees_what_pupils_did_beside_what_was_meant(
    crowded: list[Result], sitting: Sitting, coordinator: User, client: Client
) -> None:
    edition = sitting.entry.edition
    client.force_login(coordinator)
    client.post(f"{PAGE}make/")
    do_jobs()
    question = PaperQuestion.objects.get(paper=sitting.paper_id, number=2).question
    page = f"/en/staff/questions/{question.key}/pupils/"
    Question.objects.filter(pk=question.pk).update(difficulty="easy")
    assert "No edition with this question is published yet" in client.get(page).text
    type(edition).objects.filter(pk=edition.pk).update(state="published")
    said = client.get(page).text
    assert "about 85 of a hundred pupils" in said
    assert "harder than it was meant to be" in said
    assert "Hrvatski" in said or "hrvatski" in said
