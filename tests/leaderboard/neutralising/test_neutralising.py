"""A question is neutralised by two people; everything that counts says the same afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from competition.models import Attempt, Edition, Result
from competition.setup.queries.step_checks import checks_of_step
from competition.sittings.actions.attempts import void
from leaderboard.models import QuestionRuling
from leaderboard.neutralising.actions import carry_out
from quizbank.models import Paper, PaperQuestion
from schools import clock
from schools.jobs.performing import Progress
from schools.models import SchoolClass, User
from tests import cast
from tests.jobs import do_jobs
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
    before = stored()
    propose(client, in_review, by=two[0])
    assert stored() == before
    settle(client, "confirm", by=two[0])
    assert stored() == before, "who proposed it does not confirm it"
    client.force_login(two[1])
    assert "2 of 3 pupils would change place, 1 would have other points." in text(client)
    settle(client, "confirm", by=two[1])
    assert {(one[1], one[2]) for one in stored()} == {(4, 4)}
    ruling = QuestionRuling.objects.get()
    assert ruling.done_at is not None
    board = {"country": "BA", "pupils": 3, "moved": 2, "rescored": 1, "first": []}
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


def play_reserve(edition: Edition, school_class: SchoolClass) -> Paper:
    """Two pupils of another class have the reserve paper: one knew all but question 1, one all but
    question 2."""
    Edition.objects.update(state="live")
    paper, teacher = cast.make_papers(reserve=5)["reserve"], school_class.teachers.get()
    edition.divisions.update(reserve=paper)
    other = cast.make_class(school_class.school, teacher, label="VII-9", cards=2)
    sitting = cast.make_sitting(cast.make_entry(other, edition))
    sitting.paper = paper
    sitting.save()
    key = cast.right_choices(paper)
    for card, wrong in zip(other.cards.order_by("number"), (0, 1), strict=True):
        slip = str(int(key[wrong]) % 4 + 1)
        cast.finish(cast.make_attempt(card, sitting), key[:wrong] + slip + key[wrong + 1 :])
    Edition.objects.update(state="review")
    return paper


def scores(paper: Paper) -> list[tuple[int, int, int]]:
    """Points, points possible and mistakes of who had it."""
    rows = Result.objects.filter(attempt__sitting__paper=paper).order_by("attempt")
    return list(rows.values_list("score", "max_score", "wrong"))


def test_a_question_of_the_reserve_paper_goes_to_all_who_had_it_where_two_papers_count(
    client: Client,
    two: list[User],
    in_review: PaperQuestion,
    edition: Edition,
    school_class: SchoolClass,
) -> None:
    reserve = play_reserve(edition, school_class)
    official = scores(in_review.paper)
    item = reserve.items.get(number=1)
    propose(client, item, by=two[0])
    client.force_login(two[1])
    page = " ".join(text(client).split())
    assert "Question 1 of 12–13 · reserve paper" in page
    assert "Its points are to go to everybody who had it" in page
    assert "4 of 5 pupils would change place, 1 would have other points." in page
    settle(client, "confirm", by=two[1])
    assert scores(reserve) == [(5, 5, 0), (4, 5, 1)]
    assert scores(in_review.paper) == official, "the other paper is worth the same"
    assert "its points go to everybody" in text(client)
    checks = checks_of_step(edition, "review", "sealed", at=clock.now())
    assert not [fault for check in checks for fault in check.faults if "points" in fault]
    propose(client, item, by=two[1], again=True)
    settle(client, "confirm", by=two[0])
    assert scores(reserve) == [(4, 5, 1), (4, 5, 1)]


def test_where_only_the_reserve_paper_counts_its_question_is_worth_nothing(
    client: Client,
    two: list[User],
    in_review: PaperQuestion,
    edition: Edition,
    school_class: SchoolClass,
) -> None:
    reserve = play_reserve(edition, school_class)
    for attempt in Attempt.objects.filter(sitting__paper=in_review.paper):
        void(attempt, reason="rules", by=two[0], at=clock.now())
    propose(client, reserve.items.get(number=1), by=two[0])
    settle(client, "confirm", by=two[1])
    assert scores(reserve) == [(4, 4, 0), (3, 4, 1)]


def test_what_was_proposed_before_a_second_paper_counts_is_not_confirmed(
    client: Client,
    two: list[User],
    in_review: PaperQuestion,
    edition: Edition,
    school_class: SchoolClass,
) -> None:
    propose(client, in_review, by=two[0])
    play_reserve(edition, school_class)
    settle(client, "confirm", by=two[1])
    assert "Results have changed" in text(client)
    settle(client, "withdraw", by=two[0])
    propose(client, in_review, by=two[0])
    assert "12–13 · official paper" in text(client)
    settle(client, "confirm", by=two[1])
    assert {most for _own, most, _wrong in scores(in_review.paper)} == {5}


def test_a_reserve_paper_that_nobody_played_is_not_offered(
    client: Client, two: list[User], in_review: PaperQuestion, edition: Edition
) -> None:
    paper = cast.make_papers(reserve=5)["reserve"]
    edition.divisions.update(reserve=paper)
    client.force_login(two[0])
    assert "reserve paper</option>" not in text(client)
    wish = {"item": paper.items.get(number=1).pk, "reason": "key"}
    assert client.post(f"{PAGE}new/", wish).status_code == 404


def test_the_seal_waits_until_all_could_get_as_many_points(
    client: Client,
    two: list[User],
    in_review: PaperQuestion,
    edition: Edition,
    school_class: SchoolClass,
) -> None:
    def faults() -> list[str]:
        checks = checks_of_step(edition, "review", "sealed", at=clock.now())
        return [fault for check in checks for fault in check.faults if "points" in fault]

    propose(client, in_review, by=two[0])
    settle(client, "confirm", by=two[1])
    assert faults() == []
    play_reserve(edition, school_class)
    assert len(faults()) == 1
    propose(client, in_review, by=two[1], again=True)
    [board] = QuestionRuling.objects.earliest("-pk").moves
    assert (board["pupils"], board["rescored"]) == (5, 1), "the other paper is worth the same"
    settle(client, "confirm", by=two[0])
    assert faults() == []


def test_nobody_confirms_moves_of_results_that_have_changed(
    client: Client, two: list[User], in_review: PaperQuestion
) -> None:
    propose(client, in_review, by=two[0])
    void(Attempt.objects.earliest("pk"), reason="rules", by=two[0], at=clock.now())
    settle(client, "confirm", by=two[1])
    assert "Results have changed" in text(client)
    assert not PaperQuestion.objects.filter(neutralised=True).exists()
