"""What a pupil sends or plays after the own points were told counts on boards when an organizer
says so, and stands in the class's results at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Answer, AnswerFile, Attempt, Decision, Result, Sitting
from competition.results.queries import class_results
from competition.sittings.actions.attempts import take_back, void
from competition.sittings.actions.reopening import reopen
from competition.sittings.actions.resitting import let_play_again
from competition.sittings.actions.results import write_results
from competition.sittings.actions.sittings import close
from leaderboard.receipts.actions import open_receipt
from leaderboard.results.public_results import best_rows
from schools.models import Card, Country
from tests import cast

pytestmark = pytest.mark.django_db
DESK = "/en/staff/editions/2027/desk/"


@pytest.fixture
def attempt(sitting: Sitting, card: Card) -> Attempt:
    """At work, with one right answer; the teacher ends too early."""
    attempt = cast.make_attempt(card, sitting, at=clock.now() - timedelta(minutes=3))
    cast.store_choices(attempt, key(sitting)[:1])
    return attempt


def key(sitting: Sitting) -> str:
    return cast.right_choices(sitting.paper)


def see_points(attempt: Attempt) -> int | None:
    """What the pupil's browser is told."""
    attempt.refresh_from_db()
    opened = open_receipt([attempt.receipt or ""], at=clock.now())
    assert opened is not None
    return opened.result["score"]


def board(sitting: Sitting) -> list[int]:
    division = sitting.entry.division
    return [row.score for row in best_rows({(division.pk, "BA"): ("score",)})[division.pk, "BA"]]


def in_class(sitting: Sitting) -> list[int]:
    return [row["score"] for row in class_results(sitting, at=clock.now())["pupils"]]


def play_on(sitting: Sitting, attempt: Attempt, teacher: User) -> None:
    """The rest of the right answers arrive, then it is opened again and ends again."""
    rest = key(sitting)
    cast.store_choices(attempt, f"0{rest[1:3]}")
    reopen(sitting, reason="mistake", by=teacher, at=clock.now())
    cast.store_choices(attempt, f"000{rest[3:]}")
    close(sitting, by=teacher, at=clock.now())


@pytest.mark.parametrize("seen", [False, True])
def test_an_answer_after_the_points_counts_on_no_board(
    sitting: Sitting, attempt: Attempt, teacher: User, seen: bool
) -> None:
    close(sitting, by=teacher, at=clock.now())
    if seen:
        assert see_points(attempt) == 1
    play_on(sitting, attempt, teacher)
    assert board(sitting) == [1 if seen else 5]
    assert in_class(sitting) == [5]
    assert class_results(sitting, at=clock.now())["waiting"] == ([1] if seen else [])
    assert see_points(attempt) == 5


def test_nobody_is_told_points_before_it_is_stored(
    sitting: Sitting, attempt: Attempt, teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened again between the look and the store: the points wait for the next end."""
    monkeypatch.setattr("leaderboard.receipts.actions.note_marks_told", lambda _ids: {})
    close(sitting, by=teacher, at=clock.now())
    assert see_points(attempt) is None


def test_the_minutes_are_those_of_the_points_too(
    sitting: Sitting, attempt: Attempt, teacher: User
) -> None:
    at = clock.now()
    close(sitting, by=teacher, at=at)
    see_points(attempt)
    reopen(sitting, reason="mistake", by=teacher, at=at + timedelta(minutes=10))
    close(sitting, by=teacher, at=at + timedelta(minutes=17))
    assert Result.objects.get().time == 3
    attempt.decisions.create(kind="accept_late", decided_at=at)
    write_results([attempt.pk], at=at)
    assert Result.objects.get().time == 10


def test_what_a_file_had_brought_before_the_points_counts_and_later_waits_for_an_organizer(
    sitting: Sitting, attempt: Attempt, teacher: User
) -> None:
    close(sitting, by=teacher, at=clock.now())
    bring_file(attempt, teacher, seq=8, question=2)
    assert see_points(attempt) == 2
    later = bring_file(attempt, teacher, seq=9, question=3)
    assert (board(sitting), in_class(sitting)) == ([2], [3])
    later.accepted_at = clock.now()
    later.save()
    write_results([attempt.pk], at=clock.now())
    assert board(sitting) == [3]


def bring_file(attempt: Attempt, teacher: User, *, seq: int, question: int) -> AnswerFile:
    """Counted by the teacher."""
    at, right = clock.now(), int(key(attempt.sitting)[question - 1])
    made = {"seq": seq, "question": question, "choice": right, "received_at": at}
    Answer.objects.create(attempt=attempt, lease=1, **made)
    told = {"lease": 1, "mark": str(seq), "uploaded_at": at, "uploaded_by": teacher}
    counts = {"fresh": 1, "seqs": [seq], "counted_at": at}
    file = attempt.answer_files.create(**told, **counts)
    attempt.decisions.create(kind="count_file", decided_at=at, decided_by=teacher)
    write_results([attempt.pk], at=at)
    return file


# ------------------------------------------------------------------ a second attempt


@pytest.fixture
def again(sitting: Sitting, attempt: Attempt, teacher: User) -> Attempt:
    """The pupil has seen 1 point; the teacher lets play again, and all is right."""
    close(sitting, by=teacher, at=clock.now())
    see_points(attempt)
    let_play_again(sitting, reason="power", by=teacher, at=clock.now(), card=attempt.card)
    return play_anew(attempt)


def play_anew(attempt: Attempt) -> Attempt:
    other = cast.make_sitting(attempt.entry)
    found = cast.finish(cast.make_attempt(attempt.card, other), key(other))
    Sitting.objects.filter(pk=other.pk).update(closed_at=clock.now(), approved_at=clock.now())
    return found


def test_a_second_attempt_stands_in_the_class_and_the_first_on_boards(again: Attempt) -> None:
    assert (board(again.sitting), in_class(again.sitting)) == ([1], [5])
    assert class_results(again.sitting, at=clock.now())["waiting"] == [1]
    assert see_points(again) == 5


def test_nobody_had_seen_points_and_the_second_counts_as_before(
    sitting: Sitting, attempt: Attempt, teacher: User
) -> None:
    close(sitting, by=teacher, at=clock.now())
    let_play_again(sitting, reason="power", by=teacher, at=clock.now())
    again = play_anew(attempt)
    assert (board(again.sitting), in_class(again.sitting)) == ([5], [5])


def test_who_was_at_work_again_has_the_first_points_on_boards(
    sitting: Sitting, attempt: Attempt, teacher: User
) -> None:
    """Opened again after the points, then a power cut: nothing of it was finished."""
    close(sitting, by=teacher, at=clock.now())
    see_points(attempt)
    reopen(sitting, reason="mistake", by=teacher, at=clock.now())
    cast.store_choices(attempt, f"0{key(sitting)[1:]}")
    attempt.leases.update(heard_at=clock.now() - timedelta(minutes=5))
    let_play_again(sitting, reason="power", by=teacher, at=clock.now())
    assert board(sitting) == [1]
    play_anew(attempt)
    assert board(sitting) == [1]


def test_an_organizer_accepts_it_and_takes_that_back(again: Attempt, client: Client) -> None:
    organizer = cast.make_staff("organizer", country=Country.objects.get())
    client.force_login(organizer)
    page = client.get(DESK).text
    for told in ("second attempt", "Who asked", again.sitting.opened_by.name):
        assert told in page
    client.post(f"{DESK}decide/", {"act": "accept", "attempt": again.pk})
    assert board(again.sitting) == [5]
    assert "second attempt" not in client.get(DESK).text
    decision = Decision.objects.get(kind="accept_late")
    assert decision.decided_by == organizer
    take_back(decision, by=organizer, at=clock.now())
    assert board(again.sitting) == [1]


def test_later_answers_are_shown_with_both_scores_and_who_asked(
    sitting: Sitting, attempt: Attempt, teacher: User, client: Client
) -> None:
    close(sitting, by=teacher, at=clock.now())
    see_points(attempt)
    play_on(sitting, attempt, teacher)
    client.force_login(cast.make_staff("organizer", country=Country.objects.get()))
    page = " ".join(client.get(DESK).text.split())
    assert 'data-label="Points now">1</td>' in page
    assert 'data-label="Points then">5</td>' in page
    assert f"{teacher} <span" in page
    client.post(f"{DESK}decide/", {"act": "accept", "attempt": attempt.pk})
    assert (board(sitting), in_class(sitting)) == ([5], [5])


def test_what_a_teacher_objects_to_leaves_and_the_next_attempt_waits(
    sitting: Sitting, attempt: Attempt, teacher: User
) -> None:
    """Else a weak result could be objected to and played anew with what was seen."""
    cast.finish(attempt, "")
    close(sitting, by=teacher, at=clock.now())
    see_points(attempt)
    void(attempt, reason="technical", by=teacher, at=clock.now())
    again = play_anew(attempt)
    assert (board(sitting), in_class(again.sitting)) == ([], [5])


def test_an_organizer_takes_the_first_off_too(again: Attempt, attempt: Attempt) -> None:
    void(attempt, reason="rules", by=cast.make_admin("a@example.org"), at=clock.now())
    assert board(again.sitting) == []
