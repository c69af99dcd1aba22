"""A teacher objects to an attempt, until the edition's date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.editions.queries.visible import objections_until
from competition.exceptions import CompetitionError
from competition.models import Attempt, Decision, Edition, Sitting
from competition.results.actions import (
    NothingToObject,
    ObjectionsOver,
    object_to,
    objections_of,
)
from competition.sittings.actions.attempts import NoReasonToVoid
from competition.sittings.actions.sittings import close
from schools.models import Card
from tests.cells import in_one_world


@pytest.fixture
def attempt(
    sitting: Sitting, card: Card, teacher: User, finished_attempt: Callable[..., Attempt]
) -> Attempt:
    """One that is finished, in a sitting that is closed."""
    made = finished_attempt(card=card, choices="11111")
    close(sitting, by=teacher, at=clock.now())
    return Attempt.objects.get(pk=made.pk)


def test_an_objection_takes_the_attempt_out_of_the_count_and_stands_on_record(
    client: Client, attempt: Attempt, teacher: User
) -> None:
    client.force_login(teacher)
    address = f"/en/staff/sittings/{attempt.sitting_id}/object/"
    client.post(address, {"card": attempt.card.number, "reason": "technical"})
    attempt.refresh_from_db()
    assert attempt.voided_at is not None
    assert not attempt.result.counts
    decision = Decision.objects.get(kind=Decision.Kind.VOID)
    assert (decision.reason, decision.decided_by) == ("technical", teacher)
    assert client.post(address, {"card": attempt.card.number}).status_code == 404


def test_whose_attempt_it_is_is_seen_before_and_it_comes_back_by_a_press(
    client: Client, attempt: Attempt, teacher: User, other_teacher: User
) -> None:
    Card.objects.filter(pk=attempt.card_id).update(name="Lejla")
    client.force_login(teacher)
    page = f"/en/staff/sittings/{attempt.sitting_id}/results/"
    assert "Lejla" not in client.get(page).text
    assert "Lejla" in client.get(page, {"card": attempt.card.number}).text
    object_to(attempt, reason="technical", by=teacher, at=clock.now())
    [made] = objections_of(attempt.sitting, by=teacher)
    assert f'name="back" value="{made.pk}"' in client.get(page).text
    assert objections_of(attempt.sitting, by=other_teacher) == []
    client.post(f"/en/staff/sittings/{attempt.sitting_id}/object/", {"back": made.pk})
    attempt.refresh_from_db()
    assert attempt.voided_at is None
    assert objections_of(attempt.sitting, by=teacher) == []


@in_one_world(
    ("change", "late", "reason", "refusal"),
    [
        pytest.param({}, timedelta(0), "technical", ObjectionsOver, id="too late"),
        pytest.param({}, -timedelta(seconds=1), "", NoReasonToVoid, id="no reason"),
        pytest.param({}, -timedelta(seconds=1), "lesson", NoReasonToVoid, id="no such reason"),
        pytest.param(
            {"kind": "rehearsal"}, -timedelta(days=1), "rules", NothingToObject, id="rehearsal"
        ),
        pytest.param(
            {"finished_at": None}, -timedelta(days=1), "rules", NothingToObject, id="unfinished"
        ),
    ],
)
def test_an_objection_is_refused(
    change: dict[str, object],
    late: timedelta,
    reason: str,
    refusal: type[CompetitionError],
    attempt: Attempt,
    teacher: User,
) -> None:
    for name, value in change.items():
        setattr(attempt, name, value)
    until = objections_until(attempt.entry.edition)
    assert until is not None
    with pytest.raises(refusal):
        object_to(attempt, reason=reason, by=teacher, at=until + late)


def test_the_date_follows_the_days_of_the_edition(attempt: Attempt) -> None:
    before = objections_until(attempt.entry.edition)
    Edition.objects.update(objection_days=9)
    after = objections_until(Edition.objects.get())
    assert before is not None
    assert after == before + timedelta(days=2)
