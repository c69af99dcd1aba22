"""PCs that are checked: their numbers, who sees them, what strangers cannot do, and how long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

import pytest
from channels.testing import WebsocketCommunicator
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from competition.config.sockets import sockets
from competition.exceptions import LabFull
from competition.lab.actions import code_of, forget_checks, note_check, renew_code
from competition.lab.queries import (
    NOT_YET,
    READY,
    TROUBLE,
    lab_schools,
    narrowed_to,
    sorted_schools,
    totals_of,
)
from competition.lab.views import check_page
from competition.models import LabCheck, LabCode
from competition.rate_limit import Bucket
from competition.rules.lab import Browser, LabReport, Line, LineState
from schools import clock
from schools.models import Country, School, User
from tests import cast

NOON = datetime(2027, 2, 9, 11, 0, tzinfo=UTC)
FINE = {line.value: "ok" for line in Line}


def told(token: str = "a", **bad: str) -> LabReport:
    lines = {line: LineState(bad.get(line, LineState.OK)) for line in Line}
    return LabReport(token * 32, lines, Browser.CHROME, 120)


@pytest.fixture
def lab(school: School) -> LabCode:
    return code_of(school, at=NOON)


def post(client: Client, code: str, **body: object) -> tuple[int, dict[str, object]]:
    sent = {"token": "a" * 32, "lines": FINE, "browser": "firefox", "version": 115} | body
    path = reverse("competition_plain:lab_report", args=[code])
    reply = client.post(path, sent, content_type="application/json")
    return reply.status_code, reply.json()


# ---------------------------------------------------------------- the number of a PC


def test_a_pc_keeps_its_number_for_the_day_and_the_last_result_counts(lab: LabCode) -> None:
    first = note_check(lab, report=told("a", storage="bad"), at=NOON)
    second = note_check(lab, report=told("b"), at=NOON)
    again = note_check(lab, report=told("a"), at=NOON + timedelta(hours=1))
    assert [first.number, second.number, again.number] == [1, 2, 1]
    assert list(LabCheck.objects.values_list("number", "ready")) == [(1, True), (2, True)]


def test_the_day_turns_at_midnight_of_the_school(lab: LabCode) -> None:
    evening = datetime(2027, 2, 8, 22, 59, tzinfo=UTC)  # 23:59 in Sarajevo
    before = note_check(lab, report=told(), at=evening)
    after = note_check(lab, report=told(), at=evening + timedelta(minutes=1))
    assert (before.day.day, after.day.day, after.number) == (8, 9, 1)


def test_a_school_is_full_for_the_day(lab: LabCode, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("competition.lab.actions.MOST_A_DAY", 1)
    note_check(lab, report=told("a"), at=NOON)
    with pytest.raises(LabFull):
        note_check(lab, report=told("b"), at=NOON)
    assert note_check(lab, report=told("a"), at=NOON).number == 1
    assert note_check(lab, report=told("b"), at=NOON + timedelta(days=1)).number == 1


def test_what_was_found_goes_after_sixty_days(lab: LabCode) -> None:
    note_check(lab, report=told(), at=NOON)
    assert forget_checks(at=NOON + timedelta(days=60)) == 0
    assert forget_checks(at=NOON + timedelta(days=61, minutes=1)) == 0
    assert forget_checks(at=NOON + timedelta(days=61)) == 1


# ---------------------------------------------------------------- what a browser sends


def test_a_report_gets_a_number_and_leaves_nothing_but_results(
    client: Client, lab: LabCode
) -> None:
    assert post(client, lab.code.lower(), name="Vedad") == (200, {"number": 1, "ready": True})
    stored = LabCheck.objects.values("lines", "browser", "version", "token", "ready").get()
    assert stored == {
        "lines": FINE,
        "browser": "firefox",
        "version": 115,
        "token": "a" * 32,
        "ready": True,
    }
    assert not client.cookies


def test_strangers_get_nothing_into_the_list(client: Client, lab: LabCode) -> None:
    assert post(client, "AAAAAA")[0] == 404
    assert post(client, lab.code, token="x")[0] == 400
    path = reverse("competition_plain:lab_report", args=[lab.code])
    assert client.post(path, {"token": "a" * 32}).status_code == 400
    long = '{"token": "' + "a" * 5000 + '"}'
    assert client.post(path, long, content_type="application/json").status_code == 400
    renew_code(lab.school, at=NOON)
    assert post(client, lab.code)[0] == 404
    assert not LabCheck.objects.exists()


def test_a_flood_of_one_school_is_told_to_slow_down_and_no_other_school(
    client: Client, lab: LabCode, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = lru_cache(lambda _lab_id: Bucket(capacity=1, per_second=0))
    monkeypatch.setattr(check_page, "reports_of", few)
    assert [post(client, lab.code)[0], post(client, lab.code)[0]] == [200, 429]
    other = code_of(cast.make_school(country, name="OŠ Druga"), at=NOON)
    assert post(client, other.code)[0] == 200


def test_junk_that_is_refused_keeps_no_school_out(
    client: Client, lab: LabCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_page, "misses", Bucket(capacity=2, per_second=0))
    junk = [post(client, "AAAAAA", token="x")[0] for _ in range(5)]
    assert (junk[0], junk[-1]) == (404, 429)
    assert post(client, lab.code) == (200, {"number": 1, "ready": True})


def test_whoever_tries_codes_is_stopped_and_a_right_one_still_opens(
    client: Client, lab: LabCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_page, "misses", Bucket(capacity=2, per_second=0))
    tried = [client.get(f"/en/check/{code}/").status_code for code in ("AAAAAA", "CCCCCC")]
    assert tried == [404, 429]
    assert client.get(f"/en/check/{lab.code}/").status_code == 200
    assert post(client, "AAAAAA") == (429, {"error": "slow_down"})


def test_a_typed_code_leads_to_its_page(client: Client, lab: LabCode) -> None:
    typed = f"{lab.code[:3]} {lab.code[3:]}".lower()
    reply = client.get("/en/check/", {"code": typed}, follow=True)
    assert reply.status_code == 200
    assert lab.school.name in reply.text


async def test_the_socket_says_a_word_back_and_ends() -> None:
    socket = WebsocketCommunicator(
        sockets,
        "/ws/check/",
        headers=[(b"host", b"localhost"), (b"origin", b"http://localhost")],
    )
    assert (await socket.connect())[0]
    await socket.send_to(text_data="hello")
    assert await socket.receive_from() == "hello"
    assert (await socket.receive_output())["type"] == "websocket.close"


# ---------------------------------------------------------------- who sees it


def test_a_teacher_sees_what_to_do_and_forgets_all(
    client: Client, lab: LabCode, teacher: User
) -> None:
    note_check(lab, report=told("a", storage="bad"), at=clock.now())
    client.force_login(teacher)
    page = client.get(reverse("competition:computers"), follow=True).text
    assert "0 of 1 PC is ready" in page
    assert "This browser keeps nothing." in page
    path = reverse("competition:forget_computers", args=[lab.pk])
    client.post(path)
    assert LabCode.objects.get().code == lab.code
    client.post(path, {"renew": "1"})
    assert LabCode.objects.get().code != lab.code
    assert not LabCheck.objects.exists()


@pytest.fixture
def three(country: Country, school: School) -> list[School]:
    """One whose trouble was mended the day after, one with trouble, one that has not checked."""
    second = cast.make_school(country, name="OŠ Druga")
    third = cast.make_school(country, name="OŠ Treća")
    mended = code_of(school, at=NOON)
    note_check(mended, report=told("a", storage="bad"), at=NOON)
    note_check(mended, report=told("a"), at=NOON + timedelta(days=1))
    note_check(code_of(second, at=NOON), report=told("a", clock="bad", font="bad"), at=NOON)
    return [school, second, third]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("", {0, 1, 2}),
        (READY, {0}),
        (TROUBLE, {1}),
        (NOT_YET, {2}),
        ("clock", {1}),
        ("socket", set()),
    ],
)
def test_the_last_day_of_a_school_counts(three: list[School], state: str, found: set[int]) -> None:
    ids = sorted_schools(narrowed_to(School.objects.all(), state), "")
    assert set(ids) == {three[one].pk for one in found}


def test_an_area_in_numbers(
    three: list[School], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        totals = totals_of(School.objects.all())
    assert (totals.schools, totals.checked, totals.ready, totals.pcs) == (3, 2, 1, 2)
    assert totals.trouble == {Line.CLOCK: 1, Line.FONT: 1}
    with django_assert_num_queries(2):
        rows = lab_schools([one.pk for one in three])
    assert [(row.pcs, row.ready) for row in rows] == [(1, 1), (1, 0), (0, 0)]


def test_the_page_of_an_area_counts_the_register_alone(
    client: Client, three: list[School], country: Country
) -> None:
    proposed, closed = (cast.make_school(country, name=f"OŠ {name}") for name in ("Nova", "Stara"))
    School.objects.filter(pk=proposed.pk).update(proposed_at=clock.now())
    School.objects.filter(pk=closed.pk).update(closed_at=clock.now())
    client.force_login(cast.make_staff("organizer", country=country))
    page = client.get(reverse("competition:area_labs"))
    assert page.context["totals"].schools == 3
    assert {row.school for row, _trouble in page.context["rows"]} == set(three)
