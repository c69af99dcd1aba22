"""The pages on which an organizer chooses, previews and publishes papers."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.editions.permissions import Desk
from competition.models import Division, PaperRecord, Window
from competition.papers.actions.papers import SAME_LOOK, publish_draft
from competition.papers.queries.candidates import CandidateFilters, bank_of, rows_of
from competition.papers.queries.drafts import chosen_of, draft_of
from quizbank.models import PaperQuestion, Question, QuestionText, Topic
from schools.models import Country, Role
from tests import cast
from tests.cells import in_one_world
from tests.competition.papers.cast import choose, make_bank, make_draft_edition, make_question
from tests.quizbank.people import reword
from tests.reading import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

KEY = "bank-0"


@pytest.fixture
def place(country: Country) -> Division:
    return make_draft_edition(country)


@pytest.fixture
def coordinator(client: Client) -> User:
    """Has logged in."""
    user = cast.make_staff(Role.Kind.COORDINATOR)
    client.force_login(user)
    return user


def address(division: Division, name: str = "paper", *more: str, kind: str = "official") -> str:
    return reverse(f"competition:{name}", args=[division.edition.slug, division.code, kind, *more])


def press(client: Client, division: Division, do: str, **data: object) -> str:
    """What the page says after a button was pressed on its present state."""
    version = draft_of(division, "official").version
    sent = {"do": do, "version": version, **data}
    return read(client.post(address(division), sent, follow=True).text)


def read(text: str) -> str:
    return " ".join(" ".join(said.text for said in Page(text).said).split())


# ---------------------------------------------------------------- who


@in_one_world(
    ("kind", "where", "abroad", "status"),
    [
        ("organizer", {"country_id": "BA"}, False, 200),
        ("organizer", {"country_id": "BA"}, True, 404),
        ("organizer", {"country_id": "HR"}, False, 404),
        ("ministry", {"country_id": "BA"}, False, 404),
        ("coordinator", {}, True, 200),
    ],
    ids=["own", "two-countries", "foreign", "ministry", "coordinator"],
)
def test_an_organizer_sees_papers_of_editions_of_no_country_but_the_own(
    kind: str, where: dict[str, Any], abroad: bool, status: int, client: Client, place: Division
) -> None:
    far, window = cast.make_country("HR"), place.edition.windows.get()
    if abroad:
        Window.objects.create(
            edition=place.edition,
            country=far,
            opens_at=window.opens_at,
            closes_at=window.closes_at,
        )
    client.force_login(cast.make_staff(kind, **where))
    paths = [
        reverse("competition:papers", args=[place.edition.slug]),
        address(place),
        address(place, "paper_preview", "hr"),
        address(place, "paper_screen", "hr"),
    ]
    assert {client.get(path).status_code for path in paths} == {status}


def test_an_organizer_of_a_region_or_of_an_edition_without_windows_sees_none(
    client: Client, place: Division, country: Country
) -> None:
    region = cast.make_staff(Role.Kind.ORGANIZER, country=country, region=country.regions.get())
    client.force_login(region)
    assert client.get(address(place)).status_code == 404
    Role.objects.update(region=None)
    assert client.get(address(place)).status_code == 200
    place.edition.windows.all().delete()
    assert client.get(address(place)).status_code == 404


# ---------------------------------------------------------------- the workshop


def test_questions_are_added_moved_marked_and_taken_out(
    client: Client, coordinator: User, place: Division
) -> None:
    bank = make_bank(3)
    for question in bank:
        assert "1 question added." in press(client, place, f"add:{question.pk}")
    press(client, place, f"up:{bank[2].pk}")
    press(client, place, f"tie:{bank[2].pk}")
    press(client, place, f"remove:{bank[0].pk}")
    chosen = chosen_of(draft_of(place, "official"))
    assert [(item.question, item.tie_break) for item in chosen] == [
        (bank[2], True),
        (bank[1], False),
    ]


def test_a_page_that_was_overtaken_says_so_and_stores_nothing(
    client: Client, coordinator: User, place: Division
) -> None:
    bank = make_bank(2)
    press(client, place, f"add:{bank[0].pk}")
    said = press(client, place, f"add:{bank[1].pk}", version=0)
    assert "Somebody else has changed this draft meanwhile" in said
    assert len(chosen_of(draft_of(place, "official"))) == 1


@in_one_world("version", ["", "x", "-1", "9" * 30])
def test_a_version_nobody_was_given_changes_nothing(
    version: str, client: Client, coordinator: User, place: Division
) -> None:
    assert "nothing of yours was stored" in press(client, place, "draw", version=version)


@in_one_world("do", ["", "burn:1", "__class__"])
def test_an_act_there_is_not_is_not_found(
    do: str, client: Client, coordinator: User, place: Division
) -> None:
    assert client.post(address(place), {"do": do, "version": 0}).status_code == 404


def test_a_blueprint_is_stored_and_a_wrong_one_says_which_field(
    client: Client, coordinator: User, place: Division
) -> None:
    make_bank(4)
    topics = {f"topic_{topic.code}": 1 for topic in Topic.objects.all()}
    levels = {"difficulty_easy": 1, "difficulty_medium": 1, "difficulty_hard": 0}
    said = press(client, place, "blueprint", size=61, **topics, **levels)
    assert "The blueprint was not stored" in said
    assert "less than or equal to 60" in said
    assert "must be more than 0" in press(
        client, place, "blueprint", size=8, **topics, **dict.fromkeys(levels, 0)
    )
    assert "The blueprint is stored." in press(
        client, place, "blueprint", size=8, **topics, **levels
    )
    assert draft_of(place, "official").difficulties == {"easy": 1, "medium": 1, "hard": 0}


def test_everything_against_publishing_is_listed_and_the_button_waits_for_it(
    client: Client, coordinator: User, place: Division
) -> None:
    choose(place, "official", [cast.make_question(KEY)], coordinator)
    said = read(client.get(address(place)).text)
    assert "What keeps the draft from being published" in said
    assert "Nobody has reviewed the texts in this language" in said
    assert "Publish the paper" not in said
    assert "The paper was not published." in press(client, place, "publish", in_spite="1")


def test_a_paper_is_published_in_spite_of_its_warnings(
    client: Client, coordinator: User, place: Division
) -> None:
    choose(place, "official", make_bank(2), coordinator)
    assert "There are warnings." in press(client, place, "publish")
    assert "The paper is published" in press(client, place, "publish", in_spite="1")
    place.refresh_from_db()
    assert place.official is not None
    text = client.get(reverse("competition:papers", args=[place.edition.slug])).text
    assert "2 questions" in read(text)


def test_a_second_person_signs_a_sensitive_question_off(
    client: Client, coordinator: User, superuser: User, place: Division
) -> None:
    question = make_question("pictures", sensitive=True)
    choose(place, "official", [question], superuser)
    text = client.get(address(place)).text
    seen = text.split(f'name="seen-{question.pk}" value="')[1].split('"')[0]
    stale = press(client, place, f"sign:{question.pk}", **{f"seen-{question.pk}": "old"})
    assert "The texts have changed" in stale
    press(client, place, f"sign:{question.pk}", **{f"seen-{question.pk}": seen})
    client.force_login(superuser)
    assert "Signed off for child protection by a second person." in read(
        client.get(address(place)).text
    )


# ---------------------------------------------------------------- the bank


@in_one_world(
    ("filters", "found"),
    [
        (CandidateFilters(), {0, 1, 2, 3, 4, 5}),
        (CandidateFilters(topic="ACC"), {1, 5}),
        (CandidateFilters(difficulty="easy"), {0, 3}),
        (CandidateFilters(reviewed=True), {0, 1, 2, 3, 4}),
        (CandidateFilters(unused=True), {0, 2, 3, 4, 5}),
        (CandidateFilters(words="ДУГАЧКО питање"), {3}),
        (CandidateFilters(topic="ACC", unused=True), {5}),
    ],
    ids=["all", "topic", "difficulty", "reviewed", "unused", "cyrillic-words", "together"],
)
def test_the_bank_is_filtered(
    filters: CandidateFilters, found: set[int], place: Division, superuser: User
) -> None:
    bank = make_bank(6)
    bank[5].texts.filter(language="sr").update(state=QuestionText.State.DRAFT)
    bank[3].texts.filter(language="en").update(stem="Дугачко и тешко питање?")
    draft = choose(place, "practice", [bank[1]], superuser)
    publish_draft(draft, version=draft.version, in_spite=True, by=superuser, at=clock.now())
    shown = bank_of(place, filters, cast.LANGUAGES)
    assert {bank.index(question) for question in shown} == found


def test_a_question_tells_where_it_was_used(edition: object) -> None:
    bank = Question.objects.filter(key="official-1")
    [row] = rows_of(bank, cast.LANGUAGES, desk=Desk(every=True)).values()
    assert [use.where for use in row.uses] == ["Safer Internet Day 2027, official"]


def test_the_bank_says_where_a_question_was_neutralised(
    client: Client, coordinator: User, place: Division, superuser: User
) -> None:
    bank = make_bank(3)
    draft = choose(place, "practice", [bank[1], bank[2]], superuser)
    publish_draft(draft, version=draft.version, in_spite=True, by=superuser, at=clock.now())
    PaperQuestion.objects.filter(question=bank[1]).update(neutralised=True)
    page = client.get(address(place)).text
    assert page.count('<span class="tag tag-fault">neutralised</span>') == 1


def test_proposals_that_are_ticked_come_in(
    client: Client, coordinator: User, place: Division
) -> None:
    bank = make_bank(3)
    text = client.get(f"{address(place)}?fill=1").text
    assert all(f'value="{question.pk}"' in text for question in bank)
    said = press(client, place, "add_all", question=[bank[0].pk, bank[2].pk, "x", "9" * 5000])
    assert "2 questions added." in said


@in_one_world("count", [30, 300])
def test_the_pages_cost_the_same_for_a_bank_of_any_size(
    count: int,
    client: Client,
    coordinator: User,
    place: Division,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_bank(4)
    rows = [
        Question(key=f"q-{n}", division_code="12-13", topic_id="ACC", difficulty="easy", right="a")
        for n in range(count)
    ]
    made = Question.objects.bulk_create(rows)
    QuestionText.objects.bulk_create(
        QuestionText(
            question=one,
            language=code,
            stem=one.key,
            choices={"a": "1"},
            explanation="So.",
            state="approved",
        )
        for one in made
        for code in cast.LANGUAGES
    )
    choose(place, "official", made[:20], coordinator)
    with django_assert_num_queries(33):
        client.get(address(place))
    with django_assert_num_queries(42):
        client.get(f"{address(place)}?fill=1")
    with django_assert_num_queries(18):
        client.get(reverse("competition:papers", args=[place.edition.slug]))
    with django_assert_num_queries(22):
        client.get(address(place, "paper_preview", "hr"))


# ---------------------------------------------------------------- preview


@in_one_world("language", cast.LANGUAGES)
def test_a_preview_shows_every_question_in_its_language(
    language: str, client: Client, coordinator: User, place: Division
) -> None:
    question = make_bank(2)[1]
    question.texts.filter(language=language).update(
        stem=f"In {language}?", state=QuestionText.State.DRAFT
    )
    choose(place, "official", [question], coordinator)
    said = read(client.get(address(place, "paper_preview", language)).text)
    assert f"In {language}?" in said
    assert "not reviewed" in said
    assert "longest question" in said
    with translation.override(language):
        page = client.get(address(place, "paper_screen", language))
    screen = json.loads(page.text.split('id="screen" type="application/json">')[1].split("<")[0])
    assert [(one["number"], one["stem"]) for one in screen["questions"]] == [(1, f"In {language}?")]
    assert screen["shell"]["language"] == language


def test_a_missing_text_is_said_and_a_country_variant_fills_up_from_its_language(
    client: Client, coordinator: User, place: Division
) -> None:
    bank = make_bank(2)
    bank[0].texts.filter(language="hr").delete()
    bank[1].texts.filter(language="sr").update(stem="Екавски?")
    QuestionText.objects.create(
        question=bank[0],
        language="sr-BA",
        stem="Ијекавски?",
        choices=dict.fromkeys("abcd", "x"),
        explanation="Зато.",
    )
    choose(place, "official", bank, coordinator)
    assert "no text" in read(client.get(address(place, "paper_preview", "hr")).text)
    said = read(client.get(address(place, "paper_preview", "sr-BA")).text)
    assert ("Ијекавски?" in said, "Екавски?" in said) == (True, True)
    assert client.get(address(place, "paper_screen", "sr-BA")).status_code == 200
    assert client.get(address(place, "paper_preview", "de")).status_code == 404


def test_what_was_published_is_shown_as_it_went_out(
    client: Client, coordinator: User, place: Division
) -> None:
    draft = choose(place, "official", make_bank(1), coordinator)
    publish_draft(draft, version=draft.version, in_spite=True, by=coordinator, at=clock.now())
    reword(Question.objects.get(), "Written afterwards?")
    choose(place, "official", [make_question("spare")], coordinator)
    path = address(place, "paper_preview", "en")
    assert "What about spare?" in client.get(path).text
    shown = client.get(f"{path}?published=1").text
    assert ("What about bank-0?" in shown, "Written afterwards?" in shown) == (True, False)
    assert "Because of bank-0." in shown


def test_looks_at_an_official_paper_are_on_record_and_no_cache_keeps_them(
    client: Client, coordinator: User, place: Division
) -> None:
    for kind, key in (("official", "one"), ("practice", "two")):
        choose(place, kind, [make_question(key)], coordinator)
        for name in ("paper_preview", "paper_screen"):
            page = client.get(address(place, name, "hr", kind=kind))
            assert "no-store" in page.headers["Cache-Control"]
    look = PaperRecord.objects.get()
    assert (look.act, look.kind, look.language, look.by) == (
        "looked",
        "official",
        "hr",
        coordinator,
    )
    PaperRecord.objects.update(at=look.at - SAME_LOOK - timedelta(seconds=1))
    client.get(address(place, "paper_preview", "hr"))
    assert PaperRecord.objects.count() == 2
    assert "looked at (Hrvatski)" in read(client.get(address(place)).text)


def test_only_our_own_page_may_frame_the_screen(
    client: Client, coordinator: User, place: Division
) -> None:
    page = client.get(address(place, "paper_screen", "hr"))
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    around = client.get(address(place, "paper_preview", "hr"))
    assert around.headers["X-Frame-Options"] == "DENY"
