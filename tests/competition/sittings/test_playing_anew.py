"""After a power cut pupils play anew who could not hand in, and nobody plays twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition import exceptions
from competition.models import Attempt, Decision, Edition, Result, Sitting, Window
from competition.sittings.actions.ending import let_play_again
from competition.sittings.actions.sittings import close
from schools.models import Card
from tests import cast

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def cards(sitting: Sitting) -> list[Card]:
    return list(sitting.entry.school_class.cards.order_by("number"))


def test_after_a_power_cut_all_play_anew_who_could_not_hand_in(
    sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, third = cards
    done = cast.finish(cast.make_attempt(first, sitting), "1")
    cut = [cast.make_attempt(one, sitting) for one in (second, third)]
    close(sitting, by=teacher, at=clock.now())
    assert let_play_again(sitting, reason="power", by=teacher, at=clock.now()) == 2
    assert list(Attempt.objects.filter(voided_at=None)) == [done]
    assert set(Decision.objects.filter(kind="void").values_list("reason", "attempt")) == {
        ("power", one.pk) for one in cut
    }
    again = cast.make_attempt(second, cast.make_sitting(sitting.entry))
    assert again.pk


@pytest.mark.parametrize("over", ["window", "review"])
def test_nobody_is_let_play_anew_once_the_class_cannot_play_any_more(
    over: str, sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    cut = cast.make_attempt(cards[1], sitting)
    at = clock.now()
    close(sitting, by=teacher, at=at)
    end_of_the_day(over, at)
    with pytest.raises(exceptions.NotLive):
        let_play_again(sitting, reason="power", by=teacher, at=at)
    cut.refresh_from_db()
    assert (cut.voided_at, Result.objects.get().counts) == (None, True)
    assert not Decision.objects.filter(kind="void").exists()


def end_of_the_day(over: str, at: datetime) -> None:
    if over == "window":
        Window.objects.update(closes_at=at)
    elif over == "review":
        Edition.objects.update(state="review")


@pytest.mark.parametrize(("over", "offered"), [("", True), ("window", False), ("review", False)])
def test_playing_anew_is_offered_only_where_it_is_not_refused(
    over: str, offered: bool, sitting: Sitting, card: Card, teacher: User, client: Client
) -> None:
    cast.make_attempt(card, sitting)
    at = clock.now()
    close(sitting, by=teacher, at=at)
    end_of_the_day(over, at)
    client.force_login(teacher)
    page = client.get(reverse("competition:sitting", args=[sitting.pk])).text
    seat = client.get(reverse("competition:seat", args=[sitting.pk, card.pk])).text
    assert ('data-again="1"' in page, "seat-again" in seat) == (offered, offered)


def test_in_a_quiz_that_is_open_a_pupil_plays_anew_also_after_the_window(
    sitting: Sitting, card: Card, teacher: User
) -> None:
    at = clock.now()
    cast.make_attempt(card, sitting, at=at - 2 * MINUTE)
    end_of_the_day("window", at)
    assert let_play_again(sitting, card=card, reason="power", by=teacher, at=at) == 1


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ("handed in", exceptions.HandedIn),
        ("there", exceptions.StillAtWork),
        ("nothing", exceptions.NothingToDo),
        ("reason", exceptions.ReasonMissing),
    ],
)
def test_nobody_plays_twice_for_another_reason(
    what: str, refusal: type[Exception], sitting: Sitting, card: Card, teacher: User
) -> None:
    at = clock.now()
    if what == "handed in":
        cast.finish(cast.make_attempt(card, sitting), "1")
    elif what == "there":
        cast.make_attempt(card, sitting, at=at)
    reason = "rules" if what == "reason" else "technical"
    with pytest.raises(refusal):
        let_play_again(sitting, card=card, reason=reason, by=teacher, at=at)
