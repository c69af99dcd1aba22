"""Every reply tells the number and needs of the card that has the work."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Sitting
from competition.sittings.actions import sittings
from schools.models import Card
from tests.competition.pupil_api.client import Pupil, start_now

pytestmark = pytest.mark.django_db(transaction=True)


async def test_every_reply_tells_the_number_and_needs_of_the_card_that_has_the_work(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    joined = (await pupil.join(sitting))[1]
    assert (joined["you"]["number"], joined["state"]["number"]) == (1, 1)
    await start_now(sitting, teacher)
    await pupil.start()
    state = (await pupil.choose(1, 1))[1]["state"]
    assert (state["number"], "needs" in state) == (1, False)
    await Card.objects.filter(number=1).aupdate(large_text=True, contrast=True)
    for reply in (
        await pupil.post("heartbeat", {}),
        await pupil.choose(2, 1),
        await pupil.start(),
        await pupil.finish(),
    ):
        state = reply[1]["state"]
        assert (state["number"], state["needs"]) == (1, ["large", "contrast"])


async def test_a_page_whose_card_is_open_elsewhere_learns_no_needs(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await Card.objects.filter(number=1).aupdate(contrast=True)
    joined = (await pupil.join(sitting))[1]
    assert (joined["you"]["needs"], joined["state"]["needs"]) == (["contrast"], ["contrast"])
    before = pupil.credential
    await start_now(sitting, teacher)
    await release(sitting, teacher, number=1)
    await pupil.join(sitting)
    pupil.credential = before
    state = (await pupil.post("heartbeat", {}))[1]["state"]
    assert (state["current"], "needs" in state) == (False, False)


@sync_to_async
def release(sitting: Sitting, teacher: User, *, number: int) -> None:
    card = sitting.entry.school_class.cards.get(number=number)
    sittings.release(sitting, card=card, by=teacher, at=clock.now())
