"""A running edition stays what it is while others are begun and walk through all their states."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Attempt, Edition, EditionStep, Entry, Sitting
from competition.public.views import public
from competition.setup.actions import LookFirst, take_step
from leaderboard.boards.actions import publish_boards
from schools.models import Card, Country, SchoolClass
from tests import cast
from tests.cells import in_one_world

STATES = ("registration", "rehearsal", "live", "review", "sealed", "published")
# What differs each time: the switch itself, what time it is, and spaces.
SWITCH = re.compile(
    r'<nav class="tabs edition-switch".*?</nav>|<p class="edition-named">.*?</p>'
    r"|\s",
    re.DOTALL,
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


def begin(country: Country, slug: str, *, year: int) -> Edition:
    """A draft like the running one, for another year; it opens when the running one is over."""
    other = Edition.objects.create(
        slug=slug,
        names=dict.fromkeys(cast.LANGUAGES, f"Edition {slug}"),
        year=year,
    )
    opens = clock.now() + timedelta(days=1)
    other.windows.create(country=country, opens_at=opens, closes_at=opens + timedelta(hours=9))
    other.divisions.create(code="12-13", **cast.make_papers(official=5, rehearsal=3, practice=2))
    return other


def bring(edition: Edition, state: str) -> None:
    """To a state as if its steps had been taken; what they look at is another test's matter."""
    if state == "review":
        past = clock.now() - timedelta(minutes=1)
        edition.windows.update(opens_at=past - timedelta(hours=1), closes_at=past)
    Edition.objects.filter(pk=edition.pk).update(state=state)


def seen(client: Client, person: User | None, path: str) -> str:
    """A page as somebody sees it, without what differs each time, the switch, and spaces."""
    public.forget()
    client.logout()
    if person is not None:
        client.force_login(person)
    page = TOKEN.sub("", client.get(path).text)
    return SWITCH.sub("", page)


@pytest.fixture
def looks(
    client: Client, teacher: User, organizer: User, sitting: Sitting
) -> Callable[[], dict[str, str]]:
    """What people of the running edition see, by who and where."""

    def look() -> dict[str, str]:
        publish_boards(at=clock.now())
        return {
            "windows": seen(client, organizer, "/en/staff/day/windows/"),
            "monitor": seen(client, teacher, f"/en/staff/sittings/{sitting.pk}/"),
            "home": seen(client, None, "/en/ba/"),
            "rules": seen(client, None, "/en/ba/rules/"),
            "board": seen(client, None, "/en/boards/2027/ba/12-13/"),
        }

    return look


@in_one_world(
    ("year", "states"),
    [(2028, STATES), (2027, ("live", "sealed"))],
    ids=["the next year's", "one of the same year"],
)
def test_nothing_of_a_running_edition_changes_while_another_walks_its_states(
    year: int,
    states: Sequence[str],
    client: Client,
    country: Country,
    teacher: User,
    organizer: User,
    card: Card,
    sitting: Sitting,
    looks: Callable[[], dict[str, str]],
    finished_attempt: Callable[..., Attempt],
) -> None:
    finished_attempt(card=card, choices="12312")
    before = looks()
    other = begin(country, "other", year=year)
    for state in states:
        bring(other, state)
        assert looks() == before
        mine = seen(client, teacher, "/en/staff/")
        assert 'data-step="watch"' in mine
        assert mine.index("SaferInternetDay2027") < mine.find("Editionother") % 10**9
        day = seen(client, organizer, "/en/staff/day/")
        assert "Pupilsfinished</dt><dd>1</dd>" in day
        lists = seen(client, None, "/en/boards/")
        assert lists.index("SaferInternetDay") < lists.find("Editionother") % 10**9


def test_a_second_edition_asks_twice_while_the_first_is_live(
    country: Country, edition: Edition, superuser: User
) -> None:
    other = begin(country, "2028", year=2028)
    with pytest.raises(LookFirst):
        take_step(other, to="registration", by=superuser, at=clock.now())
    take_step(other, to="registration", by=superuser, at=clock.now(), seen=True)
    assert EditionStep.objects.get().after == "registration"


def test_the_day_names_its_edition_and_leads_to_the_other_and_back(
    client: Client, country: Country, edition: Edition, organizer: User
) -> None:
    other = begin(country, "2028", year=2028)
    bring(other, "registration")
    client.force_login(organizer)
    day = client.get("/en/staff/day/").text
    assert 'href="?edition=2028"' in day
    there = client.get("/en/staff/day/?edition=2028").text
    assert "This page is about Edition 2028, not about Safer Internet Day 2027" in there
    for page in ("notices/", "boards/"):
        assert f'/staff/day/{page}?edition=2028"' in there
        assert "Edition 2028" in client.get(f"/en/staff/day/{page}?edition=2028").text
    assert client.get("/en/staff/day/?edition=nothing").status_code == 404


@pytest.fixture
def next_one(country: Country, edition: Edition) -> Edition:
    """The next edition, open for registration while this one runs."""
    other = begin(country, "2028", year=2028)
    bring(other, "registration")
    return other


def test_a_teacher_adds_a_class_of_next_school_year_for_the_next_edition(
    client: Client, teacher: User, school_class: SchoolClass, next_one: Edition
) -> None:
    client.force_login(teacher)
    grade = school_class.grade_id
    data = {"school": school_class.school_id, "label": "VII-2", "grade": grade, "size": 2}
    data |= {"language": "bs", "edition": "2028"}
    client.post("/en/staff/classes/add/", data)
    made = SchoolClass.objects.exclude(pk=school_class.pk).get()
    assert (made.school_year, made.entries.get().edition) == ("2027/2028", next_one)


def test_without_a_choice_a_class_is_entered_in_the_one_that_runs(
    client: Client, teacher: User, school_class: SchoolClass, next_one: Edition, edition: Edition
) -> None:
    client.force_login(teacher)
    client.post(f"/en/staff/classes/{school_class.pk}/enter/")
    assert Entry.objects.get().edition == edition


def test_a_class_in_two_editions_stands_under_both_and_sits_in_the_one_that_is_meant(
    client: Client, teacher: User, entry: Entry, next_one: Edition
) -> None:
    client.force_login(teacher)
    client.post(f"/en/staff/classes/{entry.school_class_id}/enter/", {"edition": "2028"})
    page = client.get("/en/staff/").text
    assert page.count('class="panel class-card"') == 2
    assert page.index("Safer Internet Day 2027") < page.index("Edition 2028")
    client.post(f"/en/staff/classes/{entry.school_class_id}/open/", {"kind": "official"})
    assert Sitting.objects.get().entry == entry
    data = {"kind": "rehearsal", "edition": "2028"}
    client.post(f"/en/staff/classes/{entry.school_class_id}/open/", data)
    assert Sitting.objects.filter(entry__edition=next_one).count() <= 1


def test_boards_are_stopped_in_one_edition_and_counted_in_one(
    client: Client, country: Country, edition: Edition, superuser: User, next_one: Edition
) -> None:
    Edition.objects.filter(pk=next_one.pk).update(state="live")
    publish_boards(at=clock.now())
    client.force_login(superuser)
    page = client.get("/en/staff/day/boards/").text
    assert page.count("Bosnia and Herzegovina · 12–13") == 2  # a row, and the choice of one board
    there = client.get("/en/staff/day/boards/?edition=2028").text
    assert "Edition 2028" in there
    client.post("/en/staff/day/boards/?edition=2028", {"which": "all", "reason": "check"})
    day = client.get("/en/staff/day/").text
    assert re.search(r"Boards that are frozen: 0 of \d", day)
    assert re.search(
        r"Boards that are frozen: [1-9]", client.get("/en/staff/day/?edition=2028").text
    )


def test_the_last_results_stay_at_hand_while_the_next_one_is_prepared(
    client: Client, edition: Edition, next_one: Edition
) -> None:
    bring(edition, "published")
    bring(next_one, "registration")
    home = seen(client, None, "/en/ba/")
    assert "ResultsofSaferInternetDay2027:" in home
    assert 'href="/en/boards/2027/ba/12-13/"' in home
    bring(edition, "archived")
    assert "/boards/2027/" not in seen(client, None, "/en/ba/")
