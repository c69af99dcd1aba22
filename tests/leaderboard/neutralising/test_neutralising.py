"""A question is neutralised by two people; everything that counts says the same afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from base import clock
from base.jobs.performing import Progress
from base.models import User
from competition.models import Attempt, Edition, Result
from competition.setup.checks import checks_of_step
from competition.sittings.actions.attempts import void
from leaderboard.models import QuestionRuling
from leaderboard.neutralising.actions import carry_out
from quizbank.models import PaperQuestion
from schools.models import SchoolClass
from tests import cast
from tests.jobs import do_jobs
from tests.leaderboard.sealed import award
from tests.quizbank.people import reword

PAGE = "/en/staff/editions/2027/neutralise/"
FIELDS = ("attempt_id", "score", "max_score", "right", "wrong", "hard", "tie_break", "choices")


@pytest.fixture
def two(db: None) -> list[User]:
    """A coordinator, and a superuser."""
    return [cast.make_staff("coordinator"), cast.make_superuser()]


@pytest.fixture
def in_review(
    finished_attempt: Callable[..., Attempt], school_class: SchoolClass, edition: Edition
) -> PaperQuestion:
    """Three have played; question 1 was right with one of them."""
    item = PaperQuestion.objects.get(paper__kind="official", number=1)
    key = cast.right_choices(item.paper)
    wrong = str(item.key % 4 + 1)
    for card, first in zip(school_class.cards.all(), (key[0], wrong, "0"), strict=True):
        finished_attempt(card=card, choices=first + key[1:])
    Edition.objects.filter(pk=edition.pk).update(state="review")
    return item


def stored() -> list[Any]:
    return list(Result.objects.order_by("pk").values_list(*FIELDS))


def propose(client: Client, item: PaperQuestion, *, by: User, again: bool = False) -> None:
    client.force_login(by)
    wish = {"item": item.pk, "reason": "again" if again else "key"}
    client.post(f"{PAGE}new/", wish | ({"again": "on"} if again else {}))
    do_jobs()


def settle(client: Client, act: str, *, by: User) -> None:
    client.force_login(by)
    ruling = QuestionRuling.objects.first()
    client.post(f"{PAGE}settle/", {"act": act, "ruling": ruling.pk if ruling else 0})
    do_jobs()


def test_two_people_neutralise_and_two_undo_it(
    client: Client, two: list[User], in_review: PaperQuestion
) -> None:
    award(Edition.objects.get(), "rank", amount=1)
    before = stored()
    propose(client, in_review, by=two[0])
    assert stored() == before
    settle(client, "confirm", by=two[0])
    assert stored() == before, "who proposed it does not confirm it"
    client.force_login(two[1])
    page = " ".join(text(client).split())
    assert "2 of 3 pupils would change place, 1 would have other points." in page
    assert "The rank: 0 would lose it, 2 would gain it." in page
    settle(client, "confirm", by=two[1])
    assert {(one[1], one[2]) for one in stored()} == {(4, 4)}
    ruling = QuestionRuling.objects.get()
    assert ruling.done_at is not None
    board = {"country": "BA", "pupils": 3, "moved": 2, "rescored": 1, "first": [], "awards": []}
    assert ruling.moves == [board]
    after = stored()
    assert carry_out(ruling, progress=Progress()) == 3
    assert stored() == after, "doing it again changes nothing"
    propose(client, in_review, by=two[1], again=True)
    settle(client, "confirm", by=two[0])
    assert stored() == before


def test_questions_stand_there_in_the_words_they_were_asked_in(
    client: Client, two: list[User], in_review: PaperQuestion
) -> None:
    asked = reword(in_review.question, "A draft of another question?")
    client.force_login(two[0])
    page = text(client)
    assert asked in page
    assert "A draft of another question?" not in page


def text(client: Client) -> str:
    return client.get(PAGE).content.decode()


def test_the_seal_waits_for_an_open_ruling(
    client: Client, two: list[User], in_review: PaperQuestion, edition: Edition
) -> None:
    def faults() -> list[str]:
        checks = checks_of_step(edition, "review", "sealed", at=clock.now())
        return [fault for check in checks for fault in check.faults if "ruling" in fault]

    assert faults() == []
    propose(client, in_review, by=two[0])
    assert faults() == ["A ruling on question 1 waits, or its results are being written."]
    settle(client, "withdraw", by=two[0])
    assert faults() == []
    assert not PaperQuestion.objects.filter(neutralised=True).exists()


@pytest.mark.parametrize("state", ["live", "sealed", "published"])
def test_only_in_review(
    state: str, client: Client, two: list[User], in_review: PaperQuestion
) -> None:
    Edition.objects.update(state=state)
    propose(client, in_review, by=two[0])
    assert not QuestionRuling.objects.exists()


def test_a_paper_of_two_editions_is_left_alone(
    client: Client, two: list[User], in_review: PaperQuestion, edition: Edition
) -> None:
    other = Edition.objects.create(slug="2026", year=2026, state="published")
    other.divisions.create(code="12-13", minutes=20, official=in_review.paper)
    propose(client, in_review, by=two[0])
    assert not QuestionRuling.objects.exists()


def test_nobody_confirms_moves_of_results_that_have_changed(
    client: Client, two: list[User], in_review: PaperQuestion
) -> None:
    propose(client, in_review, by=two[0])
    void(Attempt.objects.earliest("pk"), reason="rules", by=two[0], at=clock.now())
    settle(client, "confirm", by=two[1])
    assert "Results have changed" in text(client)
    assert not PaperQuestion.objects.filter(neutralised=True).exists()
