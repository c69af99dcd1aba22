"""The wall of the last ten minutes: what it may tell before the key is open, and after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.discussion.queries import talk_of
from competition.models import Attempt, Division, Sitting, Window
from competition.sittings.actions.sittings import close
from quizbank.models import Question
from schools.models import SchoolClass
from tests import cast


@pytest.fixture
def played(
    sitting: Sitting,
    school_class: SchoolClass,
    teacher: User,
    finished_attempt: Callable[..., Attempt],
) -> Sitting:
    """Three pupils; the second question nobody knew, the third one of them, the rest all."""
    first = cast.right_choices(sitting.paper)
    wrong = [str(int(one) % 4 + 1) for one in first]
    answers = [
        [first[0], wrong[1], first[2], *first[3:]],
        [first[0], wrong[1], wrong[2], *first[3:]],
        [first[0], wrong[1], wrong[2], *first[3:]],
    ]
    for card, choices in zip(school_class.cards.all(), answers, strict=True):
        finished_attempt(card=card, choices="".join(choices))
    close(sitting, by=teacher, at=clock.now())
    return Sitting.objects.select_related(
        "entry__school_class__school__country", "entry__division__edition"
    ).get(pk=sitting.pk)


@pytest.fixture
def practice(division: Division) -> list[Question]:
    """The questions that anybody may practise."""
    return list(Question.objects.filter(key__startswith="practice-"))


def asked(client: Client, sitting: Sitting, teacher: User) -> str:
    client.force_login(teacher)
    return client.get(f"/en/staff/sittings/{sitting.pk}/discussion/").text


@pytest.mark.usefixtures("practice")
def test_before_the_key_is_open_only_what_anybody_may_practise_is_asked(
    client: Client, played: Sitting, teacher: User
) -> None:
    page = asked(client, played, teacher)
    own = [item.question.key for item in played.paper.items.select_related("question")]
    assert not any(f"{key} " in page or f"about {key}?" in page for key in own)
    assert "What about practice-1?" in page
    assert "knew it" not in page
    opens = Window.objects.get().closes_at
    assert f"{clock.now().astimezone(opens.tzinfo):%Y}" in page
    assert "its answers open on" in page


def test_after_a_rehearsal_the_wall_talks_about_its_own_questions_at_once(
    client: Client, played: Sitting, teacher: User
) -> None:
    Sitting.objects.update(kind=Sitting.Kind.REHEARSAL)
    Attempt.objects.update(kind=Sitting.Kind.REHEARSAL)
    page = asked(client, played, teacher)
    assert ("What about official-2?" in page, "Other classes still" in page) == (True, False)


def test_two_topics_are_chosen_that_the_class_knew_least(
    played: Sitting, practice: list[Question], now: datetime
) -> None:
    talk = talk_of(played, at=now)
    assert talk.topics == ["Privacy"]
    assert {one.told["stem"] for one in talk.questions} == {
        f"What about {one.key}?" for one in practice
    }
    assert [one.told["stem"] for one in talk_of(played, at=now).questions] == [
        one.told["stem"] for one in talk.questions
    ]


def test_after_it_the_questions_missed_most_come_with_what_tempted(
    client: Client, played: Sitting, teacher: User
) -> None:
    ago = clock.now() - timedelta(hours=2)
    Window.objects.update(opens_at=ago - timedelta(hours=8), closes_at=ago)
    Question.objects.update(purpose="Asks before posting.")
    talk = talk_of(played, at=clock.now())
    assert [(one.number, one.right_share) for one in talk.questions] == [(2, 0), (3, 33)]
    assert [one.missed_share for one in talk.questions] == [100, 67]
    page = asked(client, played, teacher)
    assert "What about official-2?" in page
    assert "0 % of the class knew it." in " ".join(page.split())
    assert "Because of official-2." in page
    assert "Asks before posting." in page
    for card in played.entry.school_class.cards.all():
        assert f"card {card.number}" not in page.lower()
    assert " of 3" not in page


def test_an_open_sitting_has_nothing_to_talk_about_yet(
    client: Client, sitting: Sitting, teacher: User
) -> None:
    client.force_login(teacher)
    reply = client.get(f"/en/staff/sittings/{sitting.pk}/discussion/")
    assert reply.status_code == 302
