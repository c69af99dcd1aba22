"""What a receipt opens, and when."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.aliases.alias import texts, texts_everywhere
from competition.models import (
    Alias,
    Answer,
    Attempt,
    Division,
    Result,
    Sitting,
    Window,
)
from competition.rate_limit import Bucket
from competition.sittings.actions.attempts import void
from competition.sittings.actions.results import write_results
from leaderboard.receipts import receipt_api
from leaderboard.rules.receipts import ResultPhase, phase, readings
from quizbank.bank.queries import compiled_body
from quizbank.models import PaperQuestion
from schools.models import Card
from tests import cast


@pytest.fixture(autouse=True)
def _empty_bucket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_api, "guesses", Bucket(capacity=300, per_second=5))


@pytest.fixture
def attempt(finished_attempt: Callable[..., Attempt], card: Card, division: Division) -> Attempt:
    """The first answer right, the second wrong, the others open."""
    assert division.official is not None
    key = cast.right_choices(division.official)
    return finished_attempt(card=card, choices=f"{key[0]}{int(key[1]) % 4 + 1}000")


def ask(client: Client, receipt: object) -> tuple[int, dict[str, Any]]:
    body = json.dumps({"receipt": receipt})
    reply = client.post("/receipts/", body, content_type="application/json")
    return reply.status_code, reply.json()


def close() -> None:
    Sitting.objects.update(closed_at=clock.now())


def end_windows() -> None:
    now = clock.now()
    Window.objects.update(opens_at=now - timedelta(hours=9), closes_at=now - timedelta(hours=1))


def named(attempt: Attempt) -> dict[str, object]:
    """What a receipt says of its pupil."""
    alias = Alias.objects.get(card=attempt.card)
    return {"alias": texts_everywhere(alias), "animal": alias.animal, "country": "BA"}


def test_an_open_sitting_tells_the_alias_only(client: Client, attempt: Attempt) -> None:
    assert ask(client, attempt.receipt) == (
        200,
        {
            **named(attempt),
            "kind": "official",
            "phase": "wait",
            "score": None,
            "max_score": None,
            "topics": [],
            "opens": "",
            "codes": [],
            "keys": {},
            "halves": True,
        },
    )


def test_answers_that_came_when_it_was_over_are_told_to_their_pupil(
    client: Client, attempt: Attempt
) -> None:
    assert attempt.finished_at is not None
    Answer.objects.create(
        attempt=attempt,
        lease=2,
        seq=1,
        question=4,
        choice=1,
        received_at=attempt.finished_at,
        browser_ms=0,
    )
    write_results([attempt.pk], at=clock.now())
    assert "late" not in ask(client, attempt.receipt)[1], "before the end nobody knows"
    close()
    assert ask(client, attempt.receipt)[1]["late"] == 1
    page = client.post("/en/receipt/", {"receipt": attempt.receipt}).text
    assert "1 of your answers arrived after the end" in page


def test_who_is_at_work_again_reads_so_where_the_receipt_is_typed(
    client: Client, attempt: Attempt
) -> None:
    words = "The quiz was opened again, and you have time left."
    assert words not in client.post("/en/receipt/", {"receipt": attempt.receipt}).text
    Result.objects.all().delete()
    Attempt.objects.update(finished_at=None, ending="")
    page = client.post("/en/receipt/", {"receipt": attempt.receipt}).text
    assert (words in page, "when your teacher has ended" in page) == (True, False)
    assert ask(client, attempt.receipt)[1]["goes_on"] is True


def test_a_closed_sitting_tells_score_and_topics(client: Client, attempt: Attempt) -> None:
    close()
    assert ask(client, attempt.receipt)[1] == {
        **named(attempt),
        "kind": "official",
        "phase": "scored",
        "score": 1,
        "max_score": 5,
        "topics": [{"names": {"en": "Privacy"}, "right": 1, "asked": 5}],
        "opens": Window.objects.latest("closes_at").closes_at.isoformat(timespec="minutes"),
        "codes": [],
        "keys": {},
        "halves": True,
    }


def test_the_key_is_told_when_the_last_window_is_over(client: Client, attempt: Attempt) -> None:
    close()
    end_windows()
    reply = ask(client, attempt.receipt)[1]
    assert (reply["phase"], set(reply["keys"])) == ("revealed", set(cast.LANGUAGES))
    body = json.loads(compiled_body(reply["keys"]["en"]) or b"")
    assert [one["number"] for one in body["questions"]] == [1, 2, 3, 4, 5]
    first = body["questions"][0]
    assert first["choices"][first["key"] - 1] == "official-1 a"
    assert {name: first[name] for name in ("stem", "explanation", "notes", "sensitive")} == {
        "stem": "What about official-1?",
        "explanation": "Because of official-1.",
        "notes": ["", "", "", ""],
        "sensitive": False,
    }
    right, wrong, *others = zip(reply["codes"], body["questions"], strict=True)
    assert right[0] == right[1]["key"]
    assert wrong[0] not in (0, wrong[1]["key"])
    assert [code for code, _question in others] == [0, 0, 0]


def test_a_neutralised_question_stays_in_its_place_without_right_or_wrong(
    client: Client, attempt: Attempt
) -> None:
    close()
    end_windows()
    asked = PaperQuestion.objects.filter(number=2, paper=attempt.sitting.paper)
    asked.update(neutralised=True)
    reply = ask(client, attempt.receipt)[1]
    assert [code is None for code in reply["codes"]] == [False, True, False, False, False]
    assert reply["topics"][0]["asked"] == 4
    page = client.post("/en/receipt/", {"receipt": attempt.receipt}).text
    _before, _start, second = page.partition('value="2"')
    second = second.partition('value="3"')[0]
    assert "What about official-2?" in second
    assert "counts for nobody" in second
    for word in ("worth another look", "Right answer", "Because of official-2."):
        assert word not in second


def test_a_rehearsal_tells_all_when_its_sitting_closes(
    client: Client, entry: object, card: Card
) -> None:
    sitting = cast.make_sitting(card.school_class.entries.get(), kind="rehearsal")
    attempt = cast.finish(cast.make_attempt(card, sitting), "123")
    close()
    reply = ask(client, attempt.receipt)[1]
    assert (reply["kind"], reply["phase"], len(reply["codes"])) == ("rehearsal", "revealed", 3)


@pytest.mark.parametrize(
    "receipt",
    ["BCDFGHJKMN", "", "x", "'; drop table", "9" * 500, None, 7, ["BCDFGHJKMN"]],
    ids=["unknown", "empty", "short", "hostile", "long", "null", "number", "list"],
)
def test_what_is_no_receipt_is_unknown(receipt: object, client: Client, attempt: Attempt) -> None:
    assert ask(client, receipt) == (404, {"error": "unknown_receipt"})


def test_a_post_needs_no_token_and_a_get_gives_nothing(attempt: Attempt) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert ask(strict, attempt.receipt)[0] == 200
    assert strict.get("/receipts/").status_code == 405


def test_guesses_fill_a_bucket_that_keeps_no_pupil_from_the_own_result(
    client: Client, attempt: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_api, "guesses", Bucket(capacity=3, per_second=0))
    assert [ask(client, attempt.receipt)[0] for _ in range(4)] == [200] * 4
    assert [ask(client, "BCDFGHJKMN")[0] for _ in range(4)] == [404, 404, 404, 429]
    assert ask(client, attempt.receipt)[0] == 200


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("bcd fgh-jkmn", ["BCDFGHJKMN"], id="kindly"),
        pytest.param("  ", [], id="nothing"),
        pytest.param("bcd!", [], id="no letter"),
        pytest.param("A" * 13, [], id="too long"),
        pytest.param("Я" * 10, [], id="no letter of ours"),
        pytest.param("љњзџцфг234", ["QWZXCFG234"], id="only on one key"),
        pytest.param("BKМН234567", ["BKMN234567", "BKMH234567"], id="key, then look"),
        pytest.param("вктмх 23456", ["VKTMH23456", "BKTMX23456"], id="small letters"),
        pytest.param("РСВНХ23456", ["RSVNH23456", "PCBHX23456"], id="all five that differ"),
        pytest.param("КТМЈ234567", ["KTMJ234567"], id="key and look agree"),
    ],
)
def test_a_receipt_is_read_kindly(typed: str, expected: list[str]) -> None:
    assert readings(typed) == expected


@pytest.mark.parametrize(
    ("receipt", "typed"),
    [
        *(("BKTMX23456", typed) for typed in ("ВКТМХ23456", "BKTMX23456", "вкТМx23456")),
        ("QWRSVHN234", "љњрсвхн234"),
    ],
)
def test_a_receipt_is_found_by_the_look_of_cyrillic_letters_and_by_their_keys(
    client: Client, attempt: Attempt, receipt: str, typed: str
) -> None:
    Attempt.objects.update(receipt=receipt)
    assert ask(client, typed)[0] == 200
    assert client.post("/sr/receipt/", {"receipt": typed}).status_code == 200


def test_who_could_mean_two_receipts_sees_neither(
    client: Client, attempt: Attempt, finished_attempt: Callable[..., Attempt]
) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(receipt="VKTMH23456")
    other = finished_attempt(card=Card.objects.exclude(pk=attempt.card_id)[0], choices="00000")
    Attempt.objects.filter(pk=other.pk).update(receipt="BKTMX23456")
    assert ask(client, "ВКТМХ23456")[0] == 404
    assert ask(client, "BKTMX23456")[0] == 200


@pytest.mark.parametrize(
    ("closed", "key_open", "expected"),
    [
        (False, True, ResultPhase.WAIT),
        (False, False, ResultPhase.WAIT),
        (True, False, ResultPhase.SCORED),
        (True, True, ResultPhase.REVEALED),
    ],
)
def test_phases(closed: bool, key_open: bool, expected: ResultPhase) -> None:
    assert phase(closed=closed, key_open=key_open) is expected


def test_the_page_works_without_script(client: Client, attempt: Attempt) -> None:
    close()
    end_windows()
    page = client.post("/en/receipt/", {"receipt": (attempt.receipt or "").lower()}).text
    for sentence in ("1 of 5 points", "Privacy", "official-1 a", "Because of official-2."):
        assert sentence in page


def test_the_page_speaks_as_the_pupils_country_does(client: Client, attempt: Attempt) -> None:
    close()
    end_windows()
    page = client.post("/sr/receipt/", {"receipt": attempt.receipt}).text
    assert "вриједи погледати" in page
    assert "вреди погледати" not in page


def test_who_was_taken_out_of_the_count_is_told_to_ask_and_promised_no_board(
    client: Client, attempt: Attempt, teacher: User
) -> None:
    close()
    name = str(texts(Alias.objects.get(card=attempt.card), "BA")["en"])
    void(attempt, reason="rules", by=teacher, at=clock.now())
    told = ask(client, attempt.receipt)[1]
    assert (told["voided"], told["alias"], told["score"]) == (True, {}, 1)
    page = client.post("/en/receipt/", {"receipt": attempt.receipt}).text
    assert "This attempt does not count. Ask your teacher." in page
    assert "on the board" not in page
    assert name not in page
