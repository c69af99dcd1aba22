"""How a class did: shares, most chosen wrong answers, topics."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Answer, Attempt, Edition, Sitting, Window
from competition.results.queries import class_results, sentences
from competition.sittings.actions.attempts import accept_late
from competition.sittings.actions.results import write_results
from competition.sittings.actions.sittings import close
from quizbank.models import PaperQuestion
from schools.models import SchoolClass
from tests import cast


@pytest.fixture
def played(
    sitting: Sitting, school_class: SchoolClass, finished_attempt: Callable[..., Attempt]
) -> Sitting:
    """Three pupils: all right, all wrong by the same choice, nothing answered."""
    right = cast.right_choices(sitting.paper)
    wrong = "".join("2" if key == "1" else "1" for key in right)
    for card, choices in zip(school_class.cards.all(), (right, wrong, "00000"), strict=True):
        finished_attempt(card=card, choices=choices)
    return sitting


def test_pupils_are_listed_by_number_with_what_they_left_open(played: Sitting) -> None:
    results = class_results(played, at=clock.now())
    rows = [(p["number"], p["score"], p["wrong"], p["unanswered"]) for p in results["pupils"]]
    assert rows == [(1, 5, 0, 0), (2, 0, 5, 0), (3, 0, 0, 5)]
    assert (results["max_score"], results["average"]) == (5, 1.7)


def test_what_came_too_late_is_told_by_question_with_the_next_step(
    played: Sitting, teacher: User, client: Client
) -> None:
    attempt = Attempt.objects.get(card__number=3)
    assert attempt.finished_at is not None
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            lease=1,
            seq=seq,
            question=question,
            choice=1,
            received_at=attempt.finished_at + timedelta(seconds=seq),
            browser_ms=0,
        )
        for seq, question in enumerate((1, 1, 2), start=1)
    )
    write_results([attempt.pk], at=clock.now())
    close(played, by=teacher, at=clock.now())
    results = class_results(played, at=clock.now())
    assert ([one["late"] for one in results["pupils"]], results["late"]) == ([0, 0, 2], 1)
    client.force_login(teacher)
    page = client.get(f"/en/staff/sittings/{played.pk}/results/").text
    assert "Answers of 1 card arrived after the end" in page
    accept_late(attempt, by=teacher, at=clock.now())
    assert class_results(played, at=clock.now())["late"] == 0


def test_a_question_counts_those_who_left_it_open_as_not_right(played: Sitting) -> None:
    question = class_results(played, at=clock.now())["questions"][0]
    assert (question["right"], question["right_share"], question["answered"]) == (1, 33, 2)
    assert question["stem"] == "What about official-1?"


def test_a_rehearsal_tells_its_answers_as_soon_as_it_has_ended(
    played: Sitting, teacher: User, client: Client
) -> None:
    """As its pupils read them by their receipts, while the window of the edition lies ahead."""
    Sitting.objects.update(kind=Sitting.Kind.REHEARSAL)
    Attempt.objects.update(kind=Sitting.Kind.REHEARSAL)
    ended = close(played, by=teacher, at=clock.now())
    results = class_results(ended, at=clock.now())
    assert results["key_open"]
    assert results["questions"][0]["explanation"] == "Because of official-1."
    client.force_login(teacher)
    page = client.get(f"/en/staff/sittings/{played.pk}/results/").text
    assert ("Because of official-1." in page, "Other classes still" in page) == (True, False)


def test_nothing_that_tells_the_key_is_there_while_a_window_is_open(played: Sitting) -> None:
    results = class_results(played, at=clock.now())
    assert not results["key_open"]
    telling = ("most_chosen_wrong", "most_chosen_wrong_count", "right_choice", "explanation")
    assert {question[name] for question in results["questions"] for name in telling} == {"", 0}  # type: ignore[literal-required]


def test_the_key_comes_out_when_the_last_window_has_closed_or_early_by_choice(
    played: Sitting, edition: Edition
) -> None:
    last = Window.objects.get().closes_at
    assert not class_results(played, at=last - timedelta(seconds=1))["key_open"]
    question = class_results(played, at=last)["questions"][0]
    assert question["right_choice"] == "official-1 a"
    assert question["most_chosen_wrong_count"] == 1
    assert question["most_chosen_wrong"].startswith("official-1 ")
    Edition.objects.update(reveal_early=True)
    fresh = Sitting.objects.get(pk=played.pk)
    assert class_results(fresh, at=clock.now())["key_open"]


def test_topics_add_up_their_questions_without_neutralised_ones(played: Sitting) -> None:
    assert [(t["right"], t["asked"]) for t in class_results(played, at=clock.now())["topics"]] == [
        (5, 15)
    ]
    PaperQuestion.objects.filter(paper=played.paper, number=1).update(neutralised=True)
    results = class_results(played, at=clock.now())
    assert [(t["right"], t["asked"]) for t in results["topics"]] == [(4, 12)]


def test_a_voided_attempt_is_not_among_the_results(played: Sitting) -> None:
    Attempt.objects.filter(card__number=1).update(voided_at=clock.now())
    numbers = [pupil["number"] for pupil in class_results(played, at=clock.now())["pupils"]]
    assert numbers == [2, 3]


def test_a_sitting_that_nobody_finished_has_empty_results(sitting: Sitting) -> None:
    results = class_results(sitting, at=clock.now())
    assert (results["pupils"], results["topics"]) == ([], [])


def test_sentences_come_first_and_name_nobody(played: Sitting) -> None:
    results = class_results(played, at=clock.now())
    results["topics"] = [
        {**results["topics"][0], "name": name, "share": share}
        for name, share in (("Passwords", 82), ("Scams", 41))
    ]
    results["questions"][1]["right_share"] = 100
    results["country_mean"] = 61.4
    assert sentences(results) == [
        "3 pupils finished, with 1.7 of 5 points on average.",
        "That is 33 % of the points; in the whole country this age group had 61 %.",
        "Your class knew most about: Passwords (82 %), and least about: Scams (41 %).",
        "Everybody knew question 2.",
        "Questions 1, 3, 4 and 5 were the hardest: 33 % knew each of them.",
    ]
    results["topics"][1]["share"] = 80
    assert "Your class knew all topics about equally well." in sentences(results)
