"""A parent asks: all that is kept is shown, and deleted, by who looks after the class."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.aliases.actions import aliases_for
from competition.models import (
    Alias,
    Answer,
    Attempt,
    Decision,
    Edition,
    PinGuess,
    Result,
    Sitting,
)
from deploy.backup import erased_since
from leaderboard.awards.actions import DrawRefused, draw
from leaderboard.models import (
    Appeal,
    Draw,
    Winner,
    WinnersPlan,
)
from leaderboard.pupil_data.actions.erasing import AskOrganizer, DrawAhead, HoldsAward, erase_card
from leaderboard.pupil_data.queries import awards_held, kept_attempts
from schools.models import Card, SchoolClass
from tests import cast
from tests.leaderboard import crowd
from tests.leaderboard.appealing import appeal
from tests.leaderboard.sealed import KNOWN, award, seal_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(
    edition: Edition,
    card: Card,
    sitting: Sitting,
    teacher: User,
    finished_attempt: Callable[..., Attempt],
) -> Attempt:
    """A closed attempt with answers and a result, taken out of the count, appealed."""
    attempt = finished_attempt(card=card, choices="1230")
    crowd.close(sitting)
    aliases_for([card.pk], edition=edition)
    at = clock.now()
    out = {"kind": "void", "reason": "rules", "decided_at": at, "decided_by": teacher}
    Decision.objects.create(sitting=sitting, attempt=attempt, card=card, **out)
    appeal(sitting, by=teacher, about="result", card=card.number, text="Why so few?", at=at)
    return attempt


def left_of(card: Card) -> list[int]:
    """How many rows of each kind are still there."""
    return [
        Card.objects.filter(pk=card.pk).count(),
        Alias.objects.filter(card=card).count(),
        Attempt.objects.filter(card=card).count(),
        Answer.objects.count(),
        Result.objects.count(),
        Decision.objects.filter(card=card).count(),
        Appeal.objects.count(),
    ]


def test_a_card_goes_with_everything_and_the_record_says_so(
    card: Card,
    played: Attempt,
    teacher: User,
    client: Client,
    settings: LazySettings,
    tmp_path: Path,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    settings.DATA_DIR = tmp_path
    Edition.objects.update(state="published")
    client.force_login(teacher)
    at = {"class_id": card.school_class_id, "card_id": card.pk}
    page = client.get(reverse("leaderboard:kept_of_card", kwargs=at)).content.decode()
    assert "voided the attempt" in page
    assert left_of(card) == [1, 1, 1, 3, 1, 1, 1]
    with django_capture_on_commit_callbacks(execute=True):
        reply = client.post(reverse("leaderboard:erase_card", kwargs=at), follow=True)
    assert "are deleted" in reply.content.decode()
    assert left_of(card) == [0] * 7
    told = LogEntry.objects.get_for_object(card.school_class).values_list("additional_data")
    assert {"deed": "pupil_erased", "number": card.number} in [one for (one,) in told]
    noted = erased_since(tmp_path / "backups" / "quiz.dump")
    assert noted == [(card.school_class_id, at["card_id"], card.number)]


def test_nothing_goes_while_the_quiz_is_open(
    card: Card, sitting: Sitting, teacher: User, client: Client
) -> None:
    cast.make_attempt(card, sitting)
    client.force_login(teacher)
    at = {"class_id": card.school_class_id, "card_id": card.pk}
    reply = client.post(reverse("leaderboard:erase_card", kwargs=at), follow=True)
    assert "End it first" in reply.content.decode()
    assert Attempt.objects.count() == 1


def test_who_has_an_award_passes_it_on_first(
    reviewed: Edition, first: User, superuser: User
) -> None:
    award(reviewed, "rank", amount=1, reserves=1)
    award(reviewed, "threshold", amount=1)
    seal_now(reviewed, first, superuser)
    won = Winner.objects.filter(place=1, rule__kind="rank").earliest("pk")
    assert won.attempt
    by_points = Winner.objects.filter(rule__kind="threshold").exclude(attempt=won.attempt)
    other = by_points.latest("pk").attempt
    assert other
    erase_card(other.card, by=first, at=clock.now())
    card = won.attempt.card
    with pytest.raises(HoldsAward):
        erase_card(card, by=first, at=clock.now())
    Edition.objects.update(state="published")
    assert not awards_held(card).exists(), "nobody is asked"
    dates = {"confirm_by": date(2027, 3, 1), "names_until": date(2027, 9, 1)}
    WinnersPlan.objects.create(edition=reviewed, **dates)
    with pytest.raises(HoldsAward):
        erase_card(card, by=first, at=clock.now())
    gone = {"gone_at": clock.now(), "gone_why": "declined"}
    Winner.objects.filter(pk=won.pk).update(told_at=clock.now(), **gone)
    erase_card(card, by=first, at=clock.now())
    assert not Card.objects.filter(pk=card.pk).exists()


def test_who_may_be_drawn_stays_until_the_draw_or_the_archive(
    reviewed: Edition, plan: Draw, first: User, superuser: User
) -> None:
    award(reviewed, "draw", amount=1, reserves=1)
    seal_now(reviewed, first, superuser)
    last = Result.objects.filter(counts=True).latest("pk")
    card = last.attempt.card
    with pytest.raises(DrawAhead):
        erase_card(card, by=first, at=clock.now())
    Edition.objects.update(state="archived")
    wish: dict[str, Any] = {"number": "7 12", "again": "7 12"}
    wish |= {"by": first, "at": clock.now() + KNOWN}
    with pytest.raises(DrawRefused, match="archived"):
        draw(reviewed, **wish)
    erase_card(card, by=first, at=clock.now())
    assert not Result.objects.filter(pk=last.pk).exists()
    Edition.objects.update(state="published")
    with pytest.raises(DrawRefused, match="have been deleted"):
        draw(reviewed, **wish)
    assert not Winner.objects.exists()


def test_what_counts_is_not_for_its_own_teacher_to_take_away(
    edition: Edition, played: Attempt, teacher: User
) -> None:
    Edition.objects.update(state="review")
    with pytest.raises(AskOrganizer):
        erase_card(played.card, by=teacher, at=clock.now())
    organizer = cast.make_staff("organizer", country=played.card.school_class.school.country)
    erase_card(Card.objects.get(pk=played.card_id), by=organizer, at=clock.now())
    assert left_of(played.card) == [0] * 7


def test_an_organizer_sees_no_name_without_a_reason(
    card: Card, played: Attempt, client: Client, teacher: User
) -> None:
    Card.objects.filter(pk=card.pk).update(name="Selma")
    address = reverse("leaderboard:kept_of_card", args=[card.school_class_id, card.pk])
    organizer = cast.make_staff("organizer", country=card.school_class.school.country)
    for who, sees in ((teacher, True), (organizer, False)):
        client.force_login(who)
        assert ("Selma" in client.get(address).content.decode()) is sees


def test_what_is_shown_is_what_the_pupil_sees(card: Card, played: Attempt) -> None:
    (kept,) = kept_attempts(card, "en", at=clock.now())
    assert (kept.counts["answers"], kept.counts["leases"]) == (3, 1)
    assert kept.own is not None
    assert kept.own["score"] == played.result.score


def test_what_sittings_keep_beside_the_attempts_is_shown(
    card: Card, sitting: Sitting, teacher: User, client: Client
) -> None:
    at = clock.now()
    other = SchoolClass.objects.get(pk=card.school_class_id).cards.exclude(pk=card.pk).first()
    assert other is not None
    numbers = f"{card.number},{other.number}"
    Sitting.objects.filter(pk=sitting.pk).update(numbers=numbers, closed_at=at)
    PinGuess.objects.create(sitting=sitting, card=card, wrong=4, last_at=at)
    decided = {"kind": "release", "decided_at": at, "decided_by": teacher}
    Decision.objects.create(sitting=sitting, card=card, **decided)
    client.force_login(teacher)
    address = reverse("leaderboard:kept_of_card", args=[card.school_class_id, card.pk])
    page = " ".join(client.get(address).text.split())
    for words in ("Wrong PINs</dt> <dd> 4 ·", "released a card", "Numbers that play"):
        assert words in page, words
    Sitting.objects.update(numbers=str(other.number))
    assert "Numbers that play" not in client.get(address).text
