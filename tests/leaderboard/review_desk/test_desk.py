"""The review desk: what an organizer sees of the own area, and decides with a reason."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Answer, Attempt, Decision, Edition, Result, Sitting
from competition.sittings.actions.attempts import void
from competition.sittings.actions.results import write_results
from schools.models import Card, Country, SchoolClass
from tests import cast
from tests.leaderboard.appealing import appeal

PAGE = "/en/staff/editions/2027/desk/"
APPEALS = "/en/staff/editions/2027/appeals/"
OFFERED = re.compile(
    r'name="attempt" value="(\d+)" />\s*<button type="submit" name="act" value="back"'
)


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


@pytest.fixture
def copied(sitting: Sitting, school_class: SchoolClass, edition: Edition) -> list[Attempt]:
    """Three of the class; the second one began when the first had finished, and wrote the same."""
    cards = list(school_class.cards.order_by("number"))
    at = clock.now() - timedelta(minutes=15)
    made = [cast.make_attempt(card, sitting, at=at) for card in cards]
    for attempt, said in zip(made, ("24313", "24313", "11111"), strict=True):
        cast.finish(attempt, said)
    first, second = made[0], made[1]
    Attempt.objects.filter(pk=first.pk).update(finished_at=at + timedelta(minutes=4))
    late = {"started_at": at + timedelta(minutes=5), "finished_at": at + timedelta(minutes=7)}
    Attempt.objects.filter(pk=second.pk).update(**late)
    return made


def test_a_card_is_taken_out_on_the_page_of_its_class_or_beside_its_appeal(
    copied: list[Attempt], organizer: User, teacher: User, client: Client
) -> None:
    Sitting.objects.update(closed_at=clock.now())
    client.force_login(organizer)
    results = f"/en/staff/sittings/{copied[0].sitting_id}/results/"
    assert f'<option value="{copied[0].pk}">1</option>' in client.get(results).text
    client.post(f"{PAGE}decide/", {"act": "void", "attempt": copied[0].pk, "reason": "rules"})
    assert Decision.objects.get(kind="void").attempt == copied[0]
    assert "Let the attempt count again" in client.get(PAGE).text
    appeal(copied[1].sitting, by=teacher, about="result", card=2)
    page = client.get(APPEALS).text
    assert f'name="attempt" value="{copied[1].pk}"' in page
    decided = {"act": "void", "attempt": copied[1].pk, "reason": "rules", "from": "appeals"}
    assert client.post(f"{PAGE}decide/", decided)["Location"] == APPEALS
    assert "Let the attempt count again" in client.get(APPEALS).text
    assert Result.objects.filter(counts=False).count() == 2
    client.force_login(teacher)
    assert "Take a card out of the count" not in client.get(results).text


def test_late_answers_count_once_somebody_says_so(
    sitting: Sitting, card: Card, organizer: User, client: Client
) -> None:
    attempt = cast.finish(cast.make_attempt(card, sitting), "1111")
    late = clock.now() + timedelta(hours=2)
    Answer.objects.create(attempt=attempt, lease=1, seq=9, question=5, choice=1, received_at=late)
    write_results([attempt.pk], at=clock.now())
    client.force_login(organizer)
    assert "Let them count" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}decide/", {"act": "accept", "attempt": attempt.pk})
    assert Result.objects.get().choices == "11111"
    assert "Let them count" not in client.get(PAGE).content.decode()


def test_the_last_decision_about_an_attempt_is_taken_back(
    copied: list[Attempt], organizer: User, teacher: User, client: Client
) -> None:
    theirs, ours, again = copied
    at = clock.now()
    for attempt in (theirs, again):
        void(attempt, reason="technical", by=teacher, at=at)
    void(ours, reason="rules", by=organizer, at=at)
    cast.finish(cast.make_attempt(again.card, again.sitting, at=at), "24313")
    client.force_login(organizer)

    def offered() -> set[int]:
        return {int(pk) for pk in OFFERED.findall(client.get(PAGE).text)}

    assert offered() == {theirs.pk, ours.pk, again.pk}
    for attempt in copied:
        client.post(f"{PAGE}decide/", {"act": "back", "attempt": attempt.pk})
    assert "has played again since" in client.get(PAGE).text
    counting = Result.objects.filter(counts=True).values_list("attempt__card", flat=True)
    assert sorted(counting) == sorted([theirs.card_id, ours.card_id, again.card_id])
    assert offered() == {again.pk}
    void(theirs, reason="technical", by=teacher, at=clock.now())
    assert offered() == {theirs.pk, again.pk}, "each time anew"


def test_another_country_sees_and_decides_nothing(
    copied: list[Attempt], organizer: User, edition: Edition, client: Client
) -> None:
    client.force_login(organizer)
    Attempt.objects.update(lease=3)
    assert "Card 2 played on" in client.get(PAGE).content.decode()
    abroad = cast.make_country("HR")
    organizer.roles.update(country=abroad)
    edition.countries.add(abroad)
    text = client.get(PAGE).content.decode()
    assert "Card 2 played on" not in text
    wish = {"act": "void", "attempt": copied[1].pk, "reason": "rules"}
    assert client.post(f"{PAGE}decide/", wish).status_code == 404
    assert not Decision.objects.filter(kind="void").exists()
