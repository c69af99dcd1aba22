"""A card taken by mistake: the work goes to the right one, and nothing counts twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from competition import exceptions
from competition.models import (
    Alias,
    Answer,
    Attempt,
    Decision,
    Edition,
    NotedNumber,
    Result,
    Sitting,
    Window,
)
from competition.pupil_api import joining, storage
from competition.pupil_api.attempt_state import Batch, runs_of
from competition.pupil_api.pending import Again, PendingRequest
from competition.pupil_api.protocol import JoinBody
from competition.sittings.actions.noting import note_number
from competition.sittings.actions.reopening import reopen
from competition.sittings.actions.resitting import let_play_again
from competition.sittings.actions.sittings import close, pause, resume, start_all
from competition.sittings.actions.swapping import swap_cards
from schools import clock
from schools.models import Card, User
from tests import cast

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def cards(sitting: Sitting) -> list[Card]:
    return list(sitting.entry.school_class.cards.order_by("number"))


def animals(cards: list[Card]) -> list[tuple[str, str, int]]:
    found = {one.card_id: one for one in Alias.objects.all()}
    return [(found[c.pk].adjective, found[c.pk].animal, found[c.pk].number) for c in cards]


def test_work_goes_to_a_free_card_with_its_time_and_its_animal(
    sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    Card.objects.filter(pk=second.pk).update(extra_time=50)
    attempt = cast.make_attempt(first, sitting, at=clock.now() - MINUTE)
    deadline, before = attempt.deadline, animals(cards)
    assert deadline is not None
    swap_cards(sitting, card=first, number=2, by=teacher, at=clock.now())
    attempt.refresh_from_db()
    assert (attempt.card, attempt.deadline) == (second, deadline + 10 * MINUTE)
    assert animals(cards) == [before[1], before[0], before[2]]
    decision = Decision.objects.get(kind="swap")
    assert (decision.card, decision.amount, decision.attempt) == (first, 2, attempt)
    assert decision.reason == "wrong_card"


def test_two_change_places_and_results_and_receipts_go_along(
    sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    done = cast.finish(cast.make_attempt(first, sitting), "1230")
    running = cast.make_attempt(second, sitting)
    receipt, score = done.receipt, Result.objects.get().score
    swap_cards(sitting, card=second, number=1, by=teacher, at=clock.now())
    done.refresh_from_db()
    running.refresh_from_db()
    assert (done.card, running.card) == (second, first)
    assert (done.receipt, Result.objects.get(attempt=done).score) == (receipt, score)
    counting = Attempt.objects.filter(voided_at=None).values_list("card", flat=True)
    assert sorted(counting) == sorted([first.pk, second.pk])
    assert Decision.objects.filter(kind="swap").count() == 2


def test_time_follows_a_card_without_a_limit_and_back(
    sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    Card.objects.filter(pk=second.pk).update(untimed=True)
    attempt = cast.make_attempt(first, sitting)
    deadline = attempt.deadline
    swap_cards(sitting, card=first, number=2, by=teacher, at=clock.now())
    attempt.refresh_from_db()
    assert attempt.deadline is None
    second.refresh_from_db()
    swap_cards(sitting, card=second, number=1, by=teacher, at=clock.now())
    attempt.refresh_from_db()
    assert attempt.deadline == deadline


@pytest.mark.parametrize(("extra", "minutes"), [(0, 17), (50, 27)])
def test_what_is_opened_again_has_the_time_of_the_card_it_went_to_meanwhile(
    extra: int, minutes: int, sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    Card.objects.filter(pk=second.pk).update(extra_time=extra)
    at = clock.now()
    attempt = cast.make_attempt(first, sitting, at=at - 10 * MINUTE)
    close(sitting, by=teacher, at=at)
    swap_cards(sitting, card=first, number=2, by=teacher, at=at + MINUTE)
    reopen(sitting, reason="mistake", by=teacher, at=at + 7 * MINUTE)
    attempt.refresh_from_db()
    assert (attempt.card, attempt.deadline) == (second, at + minutes * MINUTE)


def test_on_a_card_with_less_time_nothing_becomes_late_once_the_quiz_has_ended(
    sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    Card.objects.filter(pk=first.pk).update(extra_time=100)
    began = clock.now() - 25 * MINUTE
    attempt = cast.make_attempt(first, sitting, at=began)
    Attempt.objects.update(deadline=began + 40 * MINUTE)
    cast.store_choices(attempt, "123")
    at = clock.now()
    close(sitting, by=teacher, at=at)
    swap_cards(sitting, card=first, number=2, by=teacher, at=at)
    attempt.refresh_from_db()
    assert (attempt.deadline, Result.objects.get().choices) == (at, "12300")
    # Given back, it has its time again.
    swap_cards(sitting, card=second, number=1, by=teacher, at=at)
    attempt.refresh_from_db()
    assert attempt.deadline == began + 40 * MINUTE


@pytest.mark.parametrize(("paused", "untimed"), [(False, False), (True, False), (False, True)])
def test_on_a_card_with_less_time_nothing_becomes_late_while_the_quiz_runs(
    paused: bool, untimed: bool, sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, at = cards[0], clock.now()
    began = at - 25 * MINUTE
    start_all(sitting, by=teacher, at=began)
    attempt = cast.make_attempt(first, sitting, at=began)
    Attempt.objects.update(deadline=None if untimed else began + 40 * MINUTE)
    cast.store_choices(attempt, "123")
    Answer.objects.update(received_at=at)
    if paused:
        pause(sitting, by=teacher, at=at)
        at += 3 * MINUTE
    swap_cards(sitting, card=first, number=2, by=teacher, at=at)
    attempt.refresh_from_db()
    assert attempt.deadline == began + 25 * MINUTE
    if paused:
        resume(sitting, by=teacher, at=at)
    close(sitting, by=teacher, at=at + 10 * MINUTE)
    result = Result.objects.get()
    assert (result.choices, result.late) == ("12300", 0)


@pytest.mark.parametrize(
    ("what", "refusal"),
    [
        ("same", exceptions.SameCard),
        ("unknown", exceptions.NoSuchCard),
        ("idle", exceptions.NothingToDo),
        ("elsewhere", exceptions.PlayedElsewhere),
        ("sealed", exceptions.EditionSealed),
    ],
)
def test_a_swap_that_would_count_twice_or_say_nothing_is_refused(
    what: str, refusal: type[Exception], sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    if what != "idle":
        cast.make_attempt(first, sitting)
    if what == "elsewhere":
        cast.finish(cast.make_attempt(second, cast.make_sitting(sitting.entry)), "1")
    if what == "sealed":
        Edition.objects.update(state="sealed")
    number = {"same": 1, "unknown": 77}.get(what, 2)
    with pytest.raises(refusal):
        swap_cards(sitting, card=first, number=number, by=teacher, at=clock.now())


def test_who_has_only_come_in_elsewhere_has_not_played_there_and_changes_places(
    sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    there = cast.make_attempt(second, cast.make_sitting(sitting.entry))
    Attempt.objects.filter(pk=there.pk).update(started_at=None, deadline=None)
    work = cast.make_attempt(first, sitting)
    assert swap_cards(sitting, card=first, number=2, by=teacher, at=clock.now()) == [work]
    assert dict(Attempt.objects.values_list("pk", "card")) == {
        there.pk: first.pk,
        work.pk: second.pk,
    }
    assert Decision.objects.get(kind="swap").attempt == work


def test_a_join_that_found_the_work_before_it_changed_hands_looks_again(
    sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    attempt = cast.make_attempt(first, sitting, at=clock.now() - 2 * MINUTE)
    item = PendingRequest(JoinBody(code=sitting.code, number=1, pin=first.pin))
    with transaction.atomic():
        joins = joining.resolve([item])
        Attempt.objects.update(card=second)
        batch = Batch(clock.now(), 0.0, runs=runs_of(storage.lock([attempt.pk])))
        assert isinstance(joining.decide(joins, batch)[id(item)], Again)


# ---------------------------------------------------------------- played anew


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


def test_the_noted_number_of_a_file_goes_with_the_work(
    sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    for card in (first, second):
        cast.make_attempt(card, sitting)
    for card, number in ((first, "00000000"), (second, "00000018")):
        note_number(sitting, card=card, typed=number, by=teacher, at=clock.now())
    swap_cards(sitting, card=first, number=2, by=teacher, at=clock.now())
    noted = NotedNumber.objects.order_by("number").values_list("number", "card")
    assert list(noted) == [("00000000", second.pk), ("00000018", first.pk)]


def test_a_number_typed_at_both_seats_is_noted_once_where_the_work_goes(
    sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    cast.make_attempt(first, sitting)
    # The screen tells the number of the card, the child another one: the own.
    for card in (first, second):
        note_number(sitting, card=card, typed="00000000", by=teacher, at=clock.now())
    note_number(sitting, card=second, typed="00000018", by=teacher, at=clock.now())
    swap_cards(sitting, card=first, number=2, by=teacher, at=clock.now())
    noted = NotedNumber.objects.order_by("number").values_list("number", "card")
    assert list(noted) == [("00000000", second.pk), ("00000018", second.pk)]


@pytest.mark.parametrize("kind", [Sitting.Kind.OFFICIAL, Sitting.Kind.REHEARSAL])
def test_a_number_noted_at_the_monitor_of_the_other_group_goes_with_the_work_too(
    kind: str, sitting: Sitting, cards: list[Card], teacher: User
) -> None:
    first, second, _third = cards
    cast.make_attempt(first, sitting)
    beside = cast.make_sitting(sitting.entry, kind=kind)
    note_number(beside, card=first, typed="00000000", by=teacher, at=clock.now())
    swap_cards(sitting, card=first, number=2, by=teacher, at=clock.now())
    official = kind == Sitting.Kind.OFFICIAL
    assert NotedNumber.objects.get().card == (second if official else first)
