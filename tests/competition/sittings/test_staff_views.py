"""The teacher's screens: opening, monitor, projector, one seat, results."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from base.pages.addresses import sitting_link
from competition.models import Attempt, Decision, Edition, Entry, PinGuess, Sitting, Window
from competition.rules.lesson import Advice, LessonStep
from competition.sittings.actions.sittings import close, give_minutes, pause, resume, start_all
from schools.classes.queries import qr_code
from schools.models import Card, School, SchoolClass
from tests import cast
from tests.cells import in_one_world

JSON = {"Accept": "application/json"}
DATA = re.compile(r'<data value="(\w+)">(.*?)</data>', re.DOTALL)


@pytest.fixture
def staff(client: Client, teacher: User) -> Client:
    """A browser in which the teacher has logged in."""
    client.force_login(teacher)
    return client


def url(name: str, *args: int) -> str:
    return reverse(f"competition:{name}", args=args)


# ---------------------------------------------------------------- opening


@in_one_world("kind", ["official", "rehearsal"])
def test_opening_leads_to_the_monitor(kind: str, staff: Client, entry: Entry) -> None:
    page = staff.post(url("open", entry.school_class_id), {"kind": kind}, follow=True)
    assert Sitting.objects.get().kind == kind
    assert 'id="monitor"' in page.text


def test_an_official_sitting_outside_the_window_is_refused_in_words(
    staff: Client, entry: Entry
) -> None:
    Window.objects.update(closes_at=clock.now() - timedelta(minutes=1))
    page = staff.post(url("open", entry.school_class_id), {"kind": "official"}, follow=True)
    assert 'class="notice notice-attention"' in page.text
    assert not Sitting.objects.exists()


def test_an_official_sitting_is_asked_about_once_with_class_paper_and_minutes(
    staff: Client, entry: Entry, card: Card
) -> None:
    assert f'href="{url("open", entry.school_class_id)}?edition' in staff.get(url("classes")).text
    page = staff.get(url("open", entry.school_class_id), {"kind": "official"}).text
    for words in ("VII-2", "5 questions for ages", "20 minutes"):
        assert words in page
    assert "have finished already" not in page
    assert not Sitting.objects.exists()
    cast.finish(cast.make_attempt(card, cast.make_sitting(entry)), "1")
    again = staff.get(url("open", entry.school_class_id)).text
    assert "1 of 3 have finished already" in again
    assert "A quiz of this class is open already." in again


def test_a_sitting_that_nobody_took_leaves_no_results(
    staff: Client, sitting: Sitting, teacher: User
) -> None:
    close(sitting, by=teacher, at=clock.now())
    assert url("sitting_results", sitting.pk) not in staff.get(url("classes")).text
    assert 'data-next="leave"' in staff.get(url("sitting", sitting.pk)).text


# ---------------------------------------------------------------- monitor


def test_the_monitor_holds_no_name_no_need_and_no_minutes_left(
    staff: Client, sitting: Sitting, card: Card
) -> None:
    Card.objects.filter(pk=card.pk).update(name="Lejla", extra_time=50)
    cast.make_attempt(card, sitting)
    page = staff.get(url("sitting", sitting.pk)).text
    assert f"{sitting.code[:3]}\u202f{sitting.code[3:]}" in page.replace("&#8239;", "\u202f")
    assert "Lejla" not in page
    assert "+50" not in page


def test_the_monitor_shows_wrong_pins_and_who_waits(
    staff: Client, sitting: Sitting, school_class: SchoolClass, teacher: User
) -> None:
    first, second, third = school_class.cards.order_by("number")
    for card, wrong in ((first, 3), (second, 10)):
        PinGuess.objects.create(sitting=sitting, card=card, wrong=wrong, last_at=clock.now())
    start_all(sitting, by=teacher, at=clock.now() - timedelta(minutes=1))
    late = cast.make_attempt(third, sitting, at=clock.now())
    Attempt.objects.filter(pk=late.pk).update(started_at=None, admitted_at=None, deadline=None)
    cards = staff.get(url("sitting_state", sitting.pk)).json()["cards"]
    told = [(card["state"], card["needs"], card["wrong_pins"]) for card in cards]
    assert told == [("absent", "check_card", 3), ("absent", "unlock", 10), ("late", "let_in", 0)]


def test_the_monitor_costs_the_same_for_a_class_of_forty(
    staff: Client,
    teacher: User,
    school: School,
    edition: Edition,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    big = cast.make_class(school, teacher, label="IX-1", cards=40)
    sitting = cast.make_sitting(cast.make_entry(big, edition))
    for card in big.cards.all():
        cast.make_attempt(card, sitting)
    with django_assert_num_queries(13):
        assert len(staff.get(url("sitting", sitting.pk)).context["state"]["cards"]) == 40


def test_every_word_of_the_monitor_has_its_places(staff: Client, sitting: Sitting) -> None:
    page = staff.get(f"/bs/staff/sittings/{sitting.pk}/").text
    words = dict(DATA.findall(page))
    assert re.findall(r"%\(\w+\)s", words["answered"]) == ["%(answered)s", "%(questions)s"]
    keys = {f"needs_{advice}" for advice in Advice if advice not in ("", "let_in")}
    keys |= {f"advice_{advice}" for advice in Advice if advice}
    keys |= {f"why_{step}" for step in LessonStep if step not in ("", "results")}
    assert keys <= set(words)
    assert "PIN" in words["why_show"]
    Sitting.objects.update(without_pins=True)
    page = staff.get(f"/bs/staff/sittings/{sitting.pk}/").text
    assert "PIN" not in dict(DATA.findall(page))["why_show"]


def test_name_and_needs_come_out_behind_a_click(
    staff: Client, sitting: Sitting, card: Card
) -> None:
    Card.objects.filter(pk=card.pk).update(name="Lejla", extra_time=50)
    page = staff.get(url("seat", sitting.pk, card.pk)).text
    assert "Lejla" in page
    assert "+50 %" in page


def test_a_seat_says_which_minutes_were_added_and_counts_no_pause(
    staff: Client, sitting: Sitting, card: Card, teacher: User
) -> None:
    at = clock.now()
    cast.make_attempt(card, sitting, at=at - timedelta(minutes=4))
    start_all(sitting, by=teacher, at=at - timedelta(minutes=5))
    page = url("seat", sitting.pk, card.pk)
    assert "Added during the quiz" not in staff.get(page).text
    for minutes in (5, 1):
        give_minutes(sitting, minutes=minutes, card=card, by=teacher, at=at)
    pause(sitting, by=teacher, at=at - timedelta(minutes=2))
    resume(sitting, by=teacher, at=at)
    assert re.search(r"Added during the quiz</dt>\s*<dd>\s*6 min", staff.get(page).text)


def test_a_seat_leads_to_the_pin_of_its_card_which_is_on_record(
    staff: Client, sitting: Sitting, card: Card
) -> None:
    page = staff.get(url("seat", sitting.pk, card.pk)).text
    link = f"{reverse('schools:cards_screen', args=[card.school_class_id])}?number={card.number}"
    assert f'href="{link}"' in page
    assert card.pin not in page
    assert card.pin in staff.get(link).text
    entry = LogEntry.objects.get_for_object(card.school_class).latest("pk")
    assert (entry.additional_data or {})["read"] == "screen"
    Sitting.objects.update(without_pins=True)
    assert link not in staff.get(url("seat", sitting.pk, card.pk)).text


def test_a_card_of_another_class_is_no_seat_of_this_sitting(
    staff: Client, sitting: Sitting, school: School, teacher: User
) -> None:
    foreign = cast.make_class(school, teacher, label="V-1").cards.all()[0]
    assert staff.get(url("seat", sitting.pk, foreign.pk)).status_code == 404


def test_the_state_is_json_with_an_etag(staff: Client, sitting: Sitting) -> None:
    first = staff.get(url("sitting_state", sitting.pk))
    assert first.json()["total"] == 3
    again = staff.get(url("sitting_state", sitting.pk), headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_the_code_on_the_wall_is_one_the_page_of_pupils_reads(
    staff: Client, sitting: Sitting, settings: LazySettings
) -> None:
    settings.PUBLIC_ADDRESS = "https://quiz.example.org"
    link = sitting_link("https://quiz.example.org", language="bs", code=sitting.code)
    assert link == f"https://quiz.example.org/bs/#code={sitting.code}"
    assert qr_code(link) in staff.get(url("projector", sitting.pk)).text


def test_the_projector_shows_the_code_and_nothing_personal(
    staff: Client, sitting: Sitting, card: Card
) -> None:
    Card.objects.filter(pk=card.pk).update(name="Lejla")
    page = staff.get(url("projector", sitting.pk), {"look": "dark"}).text
    assert sitting.code[:3] in page
    assert 'data-theme="dark"' in page
    assert "Српски" in page
    assert "Lejla" not in page
    assert card.pin not in page


# ---------------------------------------------------------------- deciding


def test_a_script_gets_the_new_state_or_the_refusal_in_words(
    staff: Client, sitting: Sitting
) -> None:
    done = staff.post(url("act", sitting.pk), {"action": "start"}, headers=JSON)
    assert done.json()["phase"] == "starting"
    refused = staff.post(url("act", sitting.pk), {"action": "start"}, headers=JSON)
    assert refused.status_code == 409
    assert refused.json() == {"refusal": "The quiz of this class has already started."}


def test_minutes_for_one_card_are_on_record_with_their_reason(
    staff: Client, sitting: Sitting, card: Card
) -> None:
    cast.make_attempt(card, sitting)
    data = {"action": "extra", "card": card.pk, "minutes": 5, "reason": "technical"}
    assert staff.post(url("act", sitting.pk), data, headers=JSON).status_code == 200
    decision = Decision.objects.get(kind="extra")
    assert (decision.card, decision.amount, decision.reason) == (card, 300, "technical")


@in_one_world(
    "data",
    [
        pytest.param({"action": "explode"}, id="unknown action"),
        pytest.param({"action": "release"}, id="release without a card"),
        pytest.param({"action": "extra"}, id="extra without minutes"),
        pytest.param({"action": "extra", "minutes": "61"}, id="too many minutes"),
        pytest.param({"action": "extra", "minutes": "5", "reason": "he cried"}, id="own words"),
    ],
)
def test_what_makes_no_sense_changes_nothing(
    data: dict[str, str], staff: Client, sitting: Sitting
) -> None:
    assert staff.post(url("act", sitting.pk), data, headers=JSON).status_code == 409
    assert set(Decision.objects.values_list("kind", flat=True)) == {"open"}


def test_a_card_of_another_class_cannot_be_released_here(
    staff: Client, sitting: Sitting, school: School, teacher: User
) -> None:
    foreign = cast.make_class(school, teacher, label="V-1").cards.all()[0]
    data = {"action": "release", "card": foreign.pk}
    assert staff.post(url("act", sitting.pk), data, headers=JSON).status_code == 409


# ---------------------------------------------------------------- results


@pytest.fixture
def closed(
    sitting: Sitting, card: Card, teacher: User, finished_attempt: Callable[..., Attempt]
) -> Sitting:
    """A sitting that one pupil finished, with the last of five questions left open."""
    finished_attempt(card=card, choices=cast.right_choices(sitting.paper)[:4] + "0")
    return close(sitting, by=teacher, at=clock.now())


def test_there_are_no_results_before_the_sitting_is_closed(staff: Client, sitting: Sitting) -> None:
    page = staff.get(url("sitting_results", sitting.pk))
    assert page["Location"] == url("sitting", sitting.pk)


def test_results_show_names_only_when_asked(staff: Client, closed: Sitting, card: Card) -> None:
    Card.objects.filter(pk=card.pk).update(name="Lejla")
    assert "Lejla" not in staff.get(url("sitting_results", closed.pk)).text
    assert "Lejla" in staff.get(url("sitting_results", closed.pk), {"names": "1"}).text


def test_results_keep_the_key_until_the_last_window_has_closed(
    staff: Client, closed: Sitting
) -> None:
    page = staff.get(url("sitting_results", closed.pk)).text
    assert "What about official-1?" in page
    assert "Because of official-1." not in page
    Window.objects.update(closes_at=clock.now() - timedelta(seconds=1))
    page = staff.get(url("sitting_results", closed.pk)).text
    assert "Because of official-1." in page


def test_results_of_a_whole_class_cost_no_more_queries(
    staff: Client,
    sitting: Sitting,
    school_class: SchoolClass,
    teacher: User,
    finished_attempt: Callable[..., Attempt],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for card in school_class.cards.all():
        finished_attempt(card=card, choices="12312")
    close(sitting, by=teacher, at=clock.now())
    with django_assert_num_queries(22):
        staff.get(url("sitting_results", sitting.pk))
