"""Questions under review: worked out in the background from what is stored, shown to who leads."""

from __future__ import annotations

import json
import random

import pytest
from django.test import Client

from base import clock
from base.models import MadeFile, User
from competition.models import Attempt, Result, Sitting
from competition.papers.queries.papers import scoring_items
from competition.rules.scoring import score
from quizbank.models import PaperQuestion
from schools.models import Card, SchoolClass
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
    [division] = json.loads(MadeFile.objects.get().read())["divisions"]
    faults = {one["number"]: one["findings"] for one in division["groups"][0]["items"]}
    assert [one["fault"] for one in faults[1]] == ["key"]
    assert [division["groups"][n]["language"] for n in range(3)] == ["", "bs", "hr"]
    assert [division["groups"][n]["harder"] for n in (1, 2)] == [[], [2]]
    item = PaperQuestion.objects.get(paper__kind="official", number=1)
    asked = reword(item.question, "A draft of another question?")
    text = client.get(PAGE).content.decode()
    assert asked in text
    assert "A draft of another question?" not in text
    assert "More good pupils chose “official-1 " in text
    assert "In Hrvatski it is much harder than in other languages" in text
