"""Classes of last year beside those of now."""

from __future__ import annotations

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition, Entry
from competition.sittings.actions.sittings import close
from schools.models import Country, Grade, SchoolClass
from schools.rules.pins import school_year
from tests import cast

HOME = "/en/staff/"
NOW = school_year(clock.now().date())


@pytest.fixture
def staff(client: Client, teacher: User) -> Client:
    """A browser in which the teacher has logged in."""
    client.force_login(teacher)
    return client


def play(entry: Entry, teacher: User) -> None:
    """The first pupil of the class, to the end."""
    sitting = cast.make_sitting(entry)
    card = entry.school_class.cards.get(number=1)
    cast.finish(cast.make_attempt(card, sitting), cast.right_choices(sitting.paper))
    close(sitting, by=teacher, at=clock.now())


def read(staff: Client) -> str:
    return " ".join(staff.get(HOME).text.partition("<main")[2].split())


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
