"""A pupil's five requests, through the real hall and a real database."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from asgiref.sync import sync_to_async

from base import clock
from base.models import User
from competition.models import Answer, Attempt, Result, Sitting
from competition.sittings.actions import sittings
from tests import cast
from tests.competition.pupil_api.book import another_clock
from tests.competition.pupil_api.client import Pupil, start_now

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_pupil_joins_waits_starts_answers_and_finishes(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    status, joined = await pupil.join(sitting, 2)
    assert (status, joined["state"]["phase"]) == (200, "waiting")
    assert joined["you"]["number"] == 2
    assert (await pupil.start())[1] == {"error": "not_started"}
    await start_now(sitting, teacher)
    status, started = await pupil.start("hr")
    assert (status, started["state"]["phase"], started["answers"]) == (200, "running", {})
    assert 1190 < started["state"]["left"] <= 1200
    key = await sync_to_async(cast.right_choices)(sitting.paper)
    for number, choice in enumerate(key, start=1):
        status, reply = await pupil.choose(number, int(choice))
        assert (status, reply["acked"]) == (200, [number])
    status, finished = await pupil.finish()
    assert (status, finished["state"]["phase"]) == (200, "finished")
    result = await Result.objects.aget(attempt__receipt=finished["receipt"])
    assert (result.score, result.max_score, result.choices) == (5, 5, key)


async def test_a_repeated_event_is_acknowledged_and_stored_once(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    events = {"events": [[1, 1, 2, 0], [2, 2, 3, 0]]}
    assert (await pupil.post("answers", events))[1]["acked"] == [1, 2]
    assert (await pupil.post("answers", events))[1]["acked"] == [1, 2]
    assert await Answer.objects.acount() == 2


async def test_the_same_number_with_another_choice_is_refused(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    await pupil.post("answers", {"events": [[1, 1, 2, 0]]})
    status, reply = await pupil.post("answers", {"events": [[1, 1, 3, 0], [2, 1, 3, 0]]})
    assert (status, reply["acked"], reply["refused"]) == (200, [2], [1])
    assert await Answer.objects.filter(seq=1).aget() is not None
    assert (await Answer.objects.aget(seq=1)).choice == 2


async def test_finish_asks_for_what_is_missing(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    await pupil.post("answers", {"events": [[2, 1, 1, 0]]})
    status, reply = await pupil.post("finish", {"made": 3})
    assert (status, reply) == (409, {"error": "unsent", "missing": [1, 3]})
    assert (await Attempt.objects.aget()).finished_at is None


async def test_nobody_finishes_in_the_second_before_the_common_moment(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    moment = clock.now() + timedelta(seconds=30)
    await Attempt.objects.aupdate(started_at=moment, deadline=moment + timedelta(minutes=20))
    assert (await pupil.choose(1, 2))[1]["acked"] == [1]
    assert await pupil.finish() == (409, {"error": "not_started"})
    assert not await Result.objects.aexists()
    await Attempt.objects.aupdate(started_at=clock.now())
    assert (await pupil.finish())[0] == 200
    assert (await Result.objects.aget()).choices == "20000"


async def test_a_teacher_may_close_in_that_second_and_its_answers_count(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    moment = clock.now() + timedelta(seconds=30)
    await Attempt.objects.aupdate(started_at=moment, deadline=moment + timedelta(minutes=20))
    await pupil.choose(1, 2)
    await sync_to_async(sittings.close)(sitting, by=teacher, at=clock.now())
    status, reply = await pupil.finish()
    assert (status, reply["state"]["phase"]) == (200, "closed")
    assert (await Result.objects.aget(attempt__receipt=reply["receipt"])).choices == "20000"


async def test_an_answer_after_the_finish_is_kept_but_does_not_count(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    await pupil.choose(1, 2)
    await pupil.finish()
    status, reply = await pupil.choose(1, 3)
    assert (status, reply["acked"]) == (200, [2])
    assert await Answer.objects.acount() == 2
    assert (await Result.objects.aget()).choices == "20000"


async def test_a_live_card_cannot_be_taken_over_until_it_is_released(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    second = Pupil(hall_client)
    assert await second.join(sitting) == (409, {"error": "in_use"})
    card = await sitting.entry.school_class.cards.aget(number=1)
    await sync_to_async(sittings.release)(sitting, card=card, by=teacher, at=clock.now())
    assert (await second.join(sitting))[0] == 200
    assert (await pupil.post("heartbeat", {}))[1]["state"]["current"] is False


async def test_the_last_choice_wins_over_two_computers(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    card = await sitting.entry.school_class.cards.aget(number=1)
    await sync_to_async(sittings.release)(sitting, card=card, by=teacher, at=clock.now())
    second = Pupil(hall_client)
    await second.join(sitting)
    assert (await second.start())[1]["answers"] == {}
    await second.choose(1, 4)
    assert (await pupil.choose(1, 2))[1]["acked"] == [1]
    assert (await pupil.finish())[1] == {"error": "superseded"}
    await second.finish()
    assert (await Result.objects.aget()).choices == "40000"


@pytest.mark.parametrize(
    ("name", "body", "refusal"),
    [
        ("join", b"{", (400, "bad_request")),
        ("join", b"\xff\xfe", (400, "bad_request")),
        ("join", {"code": "12a456", "number": 1, "pin": "1001"}, (400, "bad_request")),
        ("join", {"code": "000000", "number": 1, "pin": "1001"}, (404, "unknown_code")),
        ("join", {"code": "CODE", "number": 9, "pin": "1001"}, (404, "unknown_card")),
        ("join", {"code": "CODE", "number": 1, "pin": "9999"}, (403, "wrong_pin")),
        (
            "join",
            {"code": "CODE", "number": 1, "pin": "1001", "language": "xx"},
            (400, "unknown_language"),
        ),
        ("start", {"language": "xx"}, (400, "unknown_language")),
        ("answers", {"events": [[1, 999, 1, 0]]}, (400, "bad_request")),
        ("answers", {"events": [[1, 1, 32_768, 0]]}, (400, "bad_request")),
        ("answers", {"events": [[0, 1, 1, 0]]}, (400, "bad_request")),
        ("answers", b"[" * 40_000, (413, "too_large")),
        ("nothing", {}, (404, "no_such_request")),
    ],
)
async def test_bad_input_is_refused_and_changes_nothing(
    pupil: Pupil, sitting: Sitting, name: str, body: object, refusal: tuple[int, str]
) -> None:
    if name != "join":
        await pupil.join(sitting, 2)
    before = await Attempt.objects.acount(), await Answer.objects.acount()
    if isinstance(body, dict) and body.get("code") == "CODE":
        body = {**body, "code": sitting.code}
    status, reply = await pupil.post(name, body)
    assert (status, reply["error"]) == refusal
    assert (await Attempt.objects.acount(), await Answer.objects.acount()) == before


async def test_a_question_outside_the_paper_is_refused(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    await pupil.start()
    status, reply = await pupil.post("answers", {"events": [[1, 6, 1, 0]]})
    assert (status, reply["acked"], reply["refused"]) == (200, [], [1])
    assert await Answer.objects.acount() == 0


@pytest.mark.parametrize("credential", ["", "x", "1.1:forged", "999.1"])
async def test_a_forged_credential_is_refused(
    pupil: Pupil, sitting: Sitting, credential: str
) -> None:
    pupil.credential = credential or "none"
    assert await pupil.post("heartbeat", {}) == (401, {"error": "bad_credential"})


async def test_a_closed_sitting_takes_nobody(pupil: Pupil, sitting: Sitting, teacher: User) -> None:
    await sync_to_async(sittings.close)(sitting, by=teacher, at=clock.now())
    assert await pupil.join(sitting) == (410, {"error": "sitting_closed"})


async def test_a_late_pupil_waits_until_the_teacher_lets_him_in(
    pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await start_now(sitting, teacher)
    assert (await pupil.join(sitting))[1]["state"]["phase"] == "late"
    assert (await pupil.start())[1] == {"error": "not_started"}
    card = await sitting.entry.school_class.cards.aget(number=1)
    await sync_to_async(sittings.admit)(sitting, card=card, by=teacher, at=clock.now())
    state = (await pupil.post("heartbeat", {}))[1]["state"]
    assert (state["phase"], round(state["starts_in"])) == ("starting", 8)
    assert (await pupil.start())[1] == {"error": "not_started"}
    with another_clock(8):
        status, started = await pupil.start()
    assert (status, round(started["state"]["left"])) == (200, 20 * 60)


async def test_the_paper_holds_no_key_and_is_immutable(
    hall_client: httpx.AsyncClient, pupil: Pupil, sitting: Sitting, teacher: User
) -> None:
    await pupil.join(sitting)
    await start_now(sitting, teacher)
    papers = (await pupil.start())[1]["papers"]
    assert sorted(papers) == sorted(cast.LANGUAGES)
    reply = await hall_client.get(f"/hall/papers/{papers['sr']}")
    assert reply.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert sorted(reply.json()["questions"][0]) == ["choices", "number", "stem", "topic"]
    assert (await hall_client.get("/hall/papers/unknown")).status_code == 404
