"""Two editions at once, and countries with other clocks: which is meant, and at which hour."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.formats import date_format
from icalendar import Calendar
from pypdf import PdfReader

from base import clock
from base.models import User
from competition.models import Edition, Entry, Sitting, Window
from schools.models import Country, Role, School, SchoolClass
from tests import cast

HOME = "/en/staff/"
ADD = f"{HOME}classes/add/"
LISBON, SERVER = ZoneInfo("Europe/Lisbon"), ZoneInfo("Europe/Sarajevo")


@pytest.fixture
def staff(client: Client, teacher: User) -> Client:
    """A browser in which the teacher has logged in."""
    client.force_login(teacher)
    return client


@pytest.fixture
def following(edition: Edition, country: Country) -> Edition:
    """Next year's, in registration while this one is live."""
    made = Edition.objects.create(
        slug="2028",
        names={"en": "Day of 2028"},
        year=2028,
        state=Edition.State.REGISTRATION,
        languages=["en"],
    )
    opens = clock.now() + timedelta(days=300)
    made.windows.create(country=country, opens_at=opens, closes_at=opens + timedelta(hours=5))
    paper = edition.divisions.get()
    made.divisions.create(code=paper.code, minutes=33, rehearsal=paper.rehearsal)
    return made


@pytest.fixture
def elsewhere(country: Country) -> Country:
    """The country of the class, where clocks are an hour behind those of the server."""
    country.timezone = "Europe/Lisbon"
    country.save()
    return country


def printed(client: Client, school_class: SchoolClass, piece: str) -> str:
    reply = client.get(f"/en/staff/classes/{school_class.pk}/pack/{piece}.pdf")
    pages = PdfReader(io.BytesIO(reply.content)).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def said(moment: datetime) -> str:
    """The hour as it is told in the country of the class."""
    return date_format(moment.astimezone(LISBON), "TIME_FORMAT")


def test_what_is_printed_for_a_class_is_of_its_own_edition(
    staff: Client, school_class: SchoolClass, edition: Edition, following: Edition
) -> None:
    SchoolClass.objects.update(language="en")
    assert "Safer Internet Day 2027" in printed(staff, school_class, "letter")
    cast.make_entry(school_class, following)
    letter = printed(staff, school_class, "letter")
    opens = following.windows.get().opens_at
    assert ("Day of 2028" in letter, "Safer Internet Day" in letter) == (True, False)
    assert f"{opens:%Y}" in letter
    assert "33 minutes" in printed(staff, school_class, "lesson")
    # In both it is the nearer one that is meant.
    cast.make_entry(school_class, edition)
    assert "20 minutes" in printed(staff, school_class, "lesson")


def new_class(school: School, **changes: object) -> dict[str, object]:
    grade = school.country.grades.get().pk
    told = {"school": school.pk, "label": "VII-9", "grade": grade, "language": "bs", "size": 2}
    return {**told, **changes}


def test_the_edition_that_is_left_is_entered_only_where_it_is_chosen(
    staff: Client, school: School, edition: Edition, following: Edition
) -> None:
    told = new_class(school, edition=following.slug)
    Edition.objects.filter(pk=following.pk).update(state="draft")
    page = staff.post(ADD, told)
    assert "This edition takes no classes any more." in page.text
    assert [slug for slug, _name in page.context["choice"].fields["edition"].choices] == [
        *("", edition.slug)
    ]
    assert "selected" not in str(page.context["choice"]["edition"])
    assert "This field is required." in staff.post(ADD, {**told, "edition": ""}).text
    assert not SchoolClass.objects.exists()
    staff.post(ADD, {**told, "edition": edition.slug})
    assert Entry.objects.get().edition == edition


def test_days_and_hours_are_told_by_the_clocks_of_the_class(
    staff: Client, elsewhere: Country, entry: Entry
) -> None:
    opens = clock.now().replace(minute=30) + timedelta(days=1)
    Window.objects.update(opens_at=opens, closes_at=opens + timedelta(hours=3))
    here, at_the_server = said(opens), date_format(opens.astimezone(SERVER), "TIME_FORMAT")
    page = staff.get(HOME).text
    assert (page.count(here), page.count(at_the_server)) == (1, 0)
    began = opens - timedelta(days=2)
    sitting = cast.make_sitting(entry, kind="rehearsal")
    Sitting.objects.update(opened_at=began)
    assert said(began) in staff.get(HOME).text
    Sitting.objects.update(closed_at=clock.now())
    results = staff.get(f"/en/staff/sittings/{sitting.pk}/results/").text
    assert f"{date_format(began.astimezone(LISBON), 'DATE_FORMAT')}, {said(began)}" in results


def test_in_a_calendar_of_two_countries_each_day_says_whose_it_is(
    staff: Client, teacher: User, school: School, edition: Edition, elsewhere: Country
) -> None:
    def summaries() -> set[str]:
        found = Calendar.from_ical(staff.get("/en/staff/calendar/").content).walk("VEVENT")
        return {str(one["summary"]) for one in found}

    assert "The quiz is open: Safer Internet Day 2027" in summaries()
    abroad = cast.make_country("HR")
    own = edition.windows.get()
    edition.windows.create(country=abroad, opens_at=own.opens_at, closes_at=own.closes_at)
    other = cast.make_school(abroad, name="OŠ Zagreb")
    Role.objects.create(user=teacher, kind="teacher", school=other, approved_at=clock.now())
    assert summaries() >= {
        "The quiz is open: Safer Internet Day 2027 (Bosnia and Herzegovina)",
        "The quiz is open: Safer Internet Day 2027 (Croatia)",
    }
