"""A demonstration beside the edition that counts, and classes of last year beside those of now."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import User
from competition.models import Edition, Entry, Window
from competition.sittings.actions.sittings import close
from schools.models import Country, Grade, SchoolClass
from schools.rules.pins import school_year
from tests import cast
from tests.cells import in_one_world

HOME = "/en/staff/"
NOW = school_year(clock.now().date())


@pytest.fixture
def staff(client: Client, teacher: User) -> Client:
    """A browser in which the teacher has logged in."""
    client.force_login(teacher)
    return client


@pytest.fixture
def shown(country: Country) -> Edition:
    """It is live, for demonstration."""
    made = cast.make_edition(country, slug="show")
    Edition.objects.filter(pk=made.pk).update(demonstration=True, names={"en": "Demo"})
    return Edition.objects.get(pk=made.pk)


def play(entry: Entry, teacher: User) -> None:
    """The first pupil of the class, to the end."""
    sitting = cast.make_sitting(entry)
    card = entry.school_class.cards.get(number=1)
    cast.finish(cast.make_attempt(card, sitting), cast.right_choices(sitting.paper))
    close(sitting, by=teacher, at=clock.now())


def read(staff: Client) -> str:
    return " ".join(staff.get(HOME).text.partition("<main")[2].split())


def headings(page: str) -> list[str]:
    """Of the sections by edition."""
    found = re.findall(r'<h2 class="section-edition"[^>]*>(.*?)</h2>', page)
    return [" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in found]


@in_one_world("state", ["live", "review", "sealed", "published"])
def test_what_is_shown_takes_no_results_from_the_first_page(
    state: str, staff: Client, teacher: User, entry: Entry, shown: Edition
) -> None:
    play(entry, teacher)
    cast.make_entry(entry.school_class, shown)
    Edition.objects.filter(pk=entry.edition_id).update(state=state)
    page = read(staff)
    states = dict(re.findall(r'data-task="(\w+)"\s+data-state="(\w+)"', page))
    assert (states["add_class"], states["results"], states["certificates"]) == (
        *("done", "open", "open"),
    )
    assert [one.split()[0] for one in headings(page)] == ["Safer", "Demo"]


def test_a_class_that_only_shows_something_is_there_too(
    staff: Client, school_class: SchoolClass, shown: Edition
) -> None:
    cast.make_entry(school_class, shown)
    assert [one.split()[0] for one in headings(read(staff))] == ["Demo"]
    Edition.objects.update(state="published")
    assert [one.split()[0] for one in headings(read(staff))] == ["Demo"]


def test_a_class_of_last_year_stands_below_also_once_this_year_is_over(
    staff: Client, teacher: User, entry: Entry, country: Country
) -> None:
    now = SchoolClass.objects.create(
        school=entry.school_class.school,
        grade=entry.school_class.grade,
        label="VIII-2",
        school_year=NOW,
        language="bs",
    )
    now.teachers.add(teacher)
    Edition.objects.update(state="archived")
    SchoolClass.objects.exclude(pk=now.pk).update(school_year="2019/2020")
    following = cast.make_edition(country, slug="now")
    cast.make_entry(now, following)
    for state in ("live", "review", "published"):
        Edition.objects.filter(pk=following.pk).update(year=int(NOW[-4:]), state=state)
        above, _heading, below = read(staff).partition('id="earlier"')
        assert ("VIII-2" in above, "VII-2" in above.replace("VIII-2", "")) == (True, False), state
        assert "VII-2" in below


def test_until_the_next_one_is_begun_last_years_classes_are_those_that_are_looked_for(
    staff: Client, teacher: User, entry: Entry
) -> None:
    play(entry, teacher)
    SchoolClass.objects.update(school_year="2019/2020")
    Edition.objects.update(state="published", year=2020)
    page = read(staff)
    assert 'id="earlier"' not in page
    assert "VII-2" in page


def test_nobody_takes_a_class_over_into_an_edition_that_takes_none(
    staff: Client, entry: Entry, country: Country
) -> None:
    Grade.objects.create(country=country, code="8", position=2, division_code="12-13")
    SchoolClass.objects.update(school_year="2019/2020")
    Edition.objects.filter(pk=entry.edition_id).update(state="archived")
    following = cast.make_edition(country, slug="now")
    Edition.objects.filter(pk=following.pk).update(year=int(NOW[-4:]), state="registration")
    assert "Take it over as VIII-2" in read(staff)
    Edition.objects.filter(pk=following.pk).update(state="published")
    assert "Take it over" not in read(staff)


def test_last_years_demonstration_is_offered_to_no_class(
    staff: Client, school_class: SchoolClass, edition: Edition, shown: Edition
) -> None:
    assert "Demo" in staff.get("/en/staff/classes/add/").text
    then = clock.now() - timedelta(days=400)
    Window.objects.filter(edition=shown).update(opens_at=then, closes_at=then + timedelta(hours=2))
    assert "Demo" not in staff.get("/en/staff/classes/add/").text
    assert "Demo" not in read(staff)


def test_the_page_before_an_official_quiz_says_that_it_only_shows_something(
    staff: Client, school_class: SchoolClass, edition: Edition, shown: Edition
) -> None:
    cast.make_entry(school_class, edition)
    cast.make_entry(school_class, shown)
    said = {}
    for one in (edition, shown):
        address = reverse("competition:open", args=[school_class.pk])
        page = staff.get(address, {"kind": "official", "edition": one.slug}).text
        said[one.slug] = " ".join(page.partition("<main")[2].split())
    assert "It counts: each pupil can take it once." in said[edition.slug]
    assert "for demonstration only" not in said[edition.slug]
    assert "It counts:" not in said[shown.slug]
    assert "This edition is for demonstration only" in said[shown.slug]
