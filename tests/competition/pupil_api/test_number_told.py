"""Work that its teacher gave to another card is told under that card's number."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async

from competition.models import Sitting
from competition.sittings.actions import sittings
from competition.sittings.actions.swapping import swap_cards
from schools import clock
from schools.models import User
from tests.competition.pupil_api.client import Pupil, start_now

pytestmark = pytest.mark.django_db(transaction=True)


@sync_to_async
def swap(sitting: Sitting, teacher: User) -> None:
    card = sitting.entry.school_class.cards.get(number=1)
    swap_cards(sitting, card=card, number=2, by=teacher, at=clock.now())


async def test_every_reply_tells_the_number_of_the_card_that_has_the_work(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    joined = (await pupil.join(sitting))[1]
    assert (joined["you"]["number"], joined["state"]["number"]) == (1, 1)
    await start_now(sitting, teacher)
    await pupil.start()
    assert (await pupil.choose(1, 1))[1]["state"]["number"] == 1
    await swap(sitting, teacher)
    for reply in (
        await pupil.post("heartbeat", {}),
        await pupil.choose(2, 1),
        await pupil.start(),
        await pupil.finish(),
    ):
        assert reply[1]["state"]["number"] == 2


async def test_at_another_computer_the_work_has_its_order_under_the_new_number_too(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    begun = (await pupil.join(sitting))[1]
    neighbour = (await pupil.join(sitting, 3))[1]
    await start_now(sitting, teacher)
    await swap(sitting, teacher)
    await release(sitting, teacher)
    moved = (await pupil.join(sitting, 2))[1]
    assert (moved["you"]["number"], moved["order"]) == (2, begun["order"])
    assert neighbour["order"] != begun["order"]


@sync_to_async
def release(sitting: Sitting, teacher: User) -> None:
    card = sitting.entry.school_class.cards.get(number=2)
    sittings.release(sitting, card=card, by=teacher, at=clock.now())
