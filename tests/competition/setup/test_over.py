"""Two days after the review began a credential is worth nothing; until then everything is taken."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Answer, Attempt, Edition, Sitting
from competition.rules.edition_steps import STILL_TAKEN
from competition.setup.actions import take_step
from competition.sittings.actions import sittings
from tests import cast
from tests.competition.pupil_api.client import Pupil, open_hall

pytestmark = pytest.mark.django_db(transaction=True)
OVER = (410, {"error": "edition_over"})
SECOND = timedelta(seconds=1)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with open_hall() as client:
        yield client


@pytest.fixture
async def pupil(client: httpx.AsyncClient, sitting: Sitting, teacher: User) -> Pupil:
    """Has answered once."""
    pupil = Pupil(client)
    await pupil.join(sitting)
    ago = clock.now() - 8 * SECOND
    await sync_to_async(sittings.start_all)(sitting, by=teacher, at=ago)
    await pupil.start()
    await pupil.choose(1, 2)
    return pupil


async def end(before: timedelta) -> None:
    await Edition.objects.aupdate(answers_until=clock.now() - before)


async def test_every_request_with_a_credential_is_refused_for_good(pupil: Pupil) -> None:
    await end(before=SECOND)
    assert await pupil.choose(1, 3) == OVER
    assert await pupil.post("heartbeat", {}) == OVER
    assert await pupil.start() == OVER
    assert await pupil.finish() == OVER
    assert await Answer.objects.acount() == 1
    assert (await Attempt.objects.aget()).finished_at is None


async def test_until_then_everything_is_taken(pupil: Pupil) -> None:
    await end(before=-60 * SECOND)
    assert (await pupil.choose(1, 3))[0] == 200
    assert (await pupil.finish())[0] == 200


async def test_others_in_the_same_hall_go_on(
    client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await end(before=SECOND)
    other = await sync_to_async(begin_in_another_edition)(sitting, teacher)
    another = Pupil(client)
    assert (await another.join(other))[0] == 200
    assert (await another.post("heartbeat", {}))[0] == 200
    assert await pupil.post("heartbeat", {}) == OVER


async def test_the_card_still_opens_its_result(
    client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    receipt = (await pupil.finish())[1]["receipt"]
    await sync_to_async(sittings.close)(sitting, by=teacher, at=clock.now())
    await end(before=SECOND)
    status, reply = await Pupil(client).join(sitting)
    assert (status, reply["state"]["receipt"]) == (200, receipt)


def test_the_end_is_two_days_after_the_step_to_the_review(
    edition: Edition, superuser: User
) -> None:
    at = clock.now()
    edition.windows.update(opens_at=at - 2 * SECOND, closes_at=at - SECOND)
    Edition.objects.update(state="live")
    take_step(edition, to="review", by=superuser, at=at, seen=True)
    assert Edition.objects.get().answers_until == at + STILL_TAKEN


def begin_in_another_edition(sitting: Sitting, teacher: User) -> Sitting:
    school = sitting.entry.school_class.school
    there = cast.make_class(school, teacher, label="VII-3")
    return cast.make_sitting(cast.make_entry(there, cast.make_edition(school.country, slug="2028")))
