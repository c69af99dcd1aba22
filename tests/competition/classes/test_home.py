"""A teacher's first page: what there is to do, and the days as a calendar file."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from base import clock
from base.models import User
from competition.models import Edition, Entry, Window
from competition.sittings.actions.sittings import close
from schools.models import Country, Grade, Role, School, SchoolClass
from tests import cast
from tests.cells import in_one_world

HOME = "/en/staff/"


@pytest.fixture
def staff(client: Client, teacher: User) -> Client:
    """A browser in which the teacher has logged in."""
    client.force_login(teacher)
    return client


def states(page: str) -> dict[str, str]:
    """Each thing to do with its state; nothing once a class has played."""
    return dict(re.findall(r'data-task="(\w+)"\s+data-state="(\w+)"', page))


def filled(page: str) -> list[str]:
    """The words of the filled buttons in the main part."""
    main = page[page.index("<main") :]
    found = re.findall(r'<(?:a|button)[^>]*class="[^"]*\bbutton\s*"[^>]*>(.*?)</', main, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in found]


def test_a_teacher_without_a_class_is_led_to_adding_one(staff: Client, edition: Edition) -> None:
    page = staff.get(HOME).text
    assert states(page) == {"add_class": "open", "cards": "open", "rehearse": "open"}
    assert filled(page) == ["Add a class"]


def test_a_class_has_one_button_with_what_is_next(
    staff: Client, entry: Entry, teacher: User
) -> None:
    opens = clock.now() + timedelta(days=1)
    Window.objects.update(opens_at=opens, closes_at=opens + timedelta(hours=6))
    assert filled(staff.get(HOME).text) == ["Cards"]
    # Whoever adds a class sees the page of its cards, and has printed none by that.
    staff.get(f"/en/staff/classes/{entry.school_class_id}/cards/")
    assert states(staff.get(HOME).text)["cards"] == "open"
    staff.get(f"/en/staff/classes/{entry.school_class_id}/pack/cards.pdf")
    assert states(staff.get(HOME).text)["cards"] == "done"
    Window.objects.update(opens_at=clock.now() - timedelta(hours=1))
    assert filled(staff.get(HOME).text) == ["Open the quiz"]
    sitting = cast.make_sitting(entry)
    assert filled(staff.get(HOME).text) == ["Open the monitor"]
    first, *rest = entry.school_class.cards.order_by("number")
    cast.make_attempt(first, sitting, at=clock.now())
    close(sitting, by=teacher, at=clock.now())
    # So many more are a group, not pupils who were ill.
    assert filled(staff.get(HOME).text) == ["Open for the rest…"]
    sitting = cast.make_sitting(entry)
    for card in rest:
        cast.make_attempt(card, sitting, at=clock.now())
    close(sitting, by=teacher, at=clock.now())
    page = staff.get(HOME).text
    assert (states(page), filled(page)) == ({}, ["Results"])


def test_a_class_that_can_play_now_stands_before_those_that_have(
    staff: Client, entry: Entry, teacher: User, edition: Edition
) -> None:
    sitting = cast.make_sitting(entry)
    for card in entry.school_class.cards.all():
        cast.make_attempt(card, sitting, at=clock.now())
    close(sitting, by=teacher, at=clock.now())
    later = cast.make_class(entry.school_class.school, teacher, label="VIII-9")
    cast.make_entry(later, edition)
    assert filled(staff.get(HOME).text) == ["Open the quiz", "Results"]


def test_a_rehearsal_is_done_once_somebody_has_played_it(
    staff: Client, entry: Entry, teacher: User
) -> None:
    for numbers, done in (([], "open"), ([1], "done")):
        sitting = cast.make_sitting(entry, kind="rehearsal")
        assert states(staff.get(HOME).text)["rehearse"] == "open"
        for card in entry.school_class.cards.filter(number__in=numbers):
            cast.make_attempt(card, sitting, at=clock.now())
        close(sitting, by=teacher, at=clock.now())
        assert states(staff.get(HOME).text)["rehearse"] == done


def test_a_class_of_last_year_is_offered_a_year_older_with_new_cards(
    staff: Client, school_class: SchoolClass, edition: Edition
) -> None:
    SchoolClass.objects.update(school_year="2019/2020")
    Grade.objects.create(
        country=school_class.school.country, code="8", position=2, division_code="12-13"
    )
    page = staff.get(HOME).text
    assert "Take it over as VIII-2" in " ".join(page.split())
    form = staff.get(f"/en/staff/classes/add/?{urlencode({'from': school_class.pk})}")
    begun = form.context["form"].initial
    assert (begun["label"], begun["size"]) == ("VIII-2", school_class.cards.count())
    for name in ("school", "grade", "language", "label", "size"):
        assert begun[name]
    staff.post("/en/staff/classes/add/", begun)
    assert "Take it over" not in staff.get(HOME).text


def test_a_class_of_a_closed_school_goes_on_in_the_one_that_stays(
    staff: Client, school_class: SchoolClass, edition: Edition, teacher: User, country: Country
) -> None:
    stays, way = cast.make_school(country, name="OŠ Весна"), "/en/staff/classes/add/"
    Grade.objects.create(country=country, code="8", position=2, division_code="12-13")
    begun = f"{way}?{urlencode({'from': school_class.pk})}"
    School.objects.filter(pk=school_class.school_id).update(closed_at=clock.now())
    assert staff.get(begun).context["form"]["school"].value() == school_class.school_id
    Role.objects.create(user=teacher, kind="teacher", school=stays, approved_at=clock.now())
    form = staff.get(begun).context["form"]
    told = {field.name: getattr(field.value(), "pk", field.value()) for field in form}
    staff.post(way, told)
    made = SchoolClass.objects.exclude(pk=school_class.pk).get()
    assert made.school == stays


@in_one_world(
    ("division", "closed"), [("14-15", False), ("12-13", True)], ids=["no age group", "closed"]
)
def test_it_is_not_offered_where_it_would_be_refused_or_its_school_is_gone(
    staff: Client, school_class: SchoolClass, edition: Edition, division: str, *, closed: bool
) -> None:
    SchoolClass.objects.update(school_year="2019/2020")
    School.objects.update(closed_at=clock.now() if closed else None)
    country = school_class.school.country
    Grade.objects.create(country=country, code="8", position=2, division_code=division)
    page = staff.get(HOME).text
    assert "Take it over" not in page
    assert ("In the register this school is closed" in page) == closed


def test_of_two_schools_a_closed_one_gets_no_class(
    staff: Client, school: School, teacher: User, edition: Edition
) -> None:
    other = cast.make_school(school.country, name="OŠ Jesen")
    Role.objects.create(user=teacher, kind="teacher", school=other, approved_at=clock.now())
    School.objects.filter(pk=school.pk).update(closed_at=clock.now())
    assert _schools_offered(staff) == {"OŠ Jesen"}
    School.objects.update(closed_at=clock.now())
    assert _schools_offered(staff) == {"OŠ Jesen", school.name}


def _schools_offered(staff: Client) -> set[str]:
    form = staff.get("/en/staff/classes/add/").context["form"]
    return set(form.fields["school"].queryset.values_list("name", flat=True))


def test_a_colleagues_class_is_not_taken_over(
    client: Client, school_class: SchoolClass, other_teacher: User
) -> None:
    client.force_login(other_teacher)
    form = client.get(f"/en/staff/classes/add/?from={school_class.pk}")
    assert not form.context["form"].initial


def calendar_of(client: Client, language: str = "en") -> tuple[bytes, dict[str, Any]]:
    """The file, and its events by the beginning of their names."""
    reply = client.get(f"/{language}/staff/calendar/")
    assert reply["Content-Type"] == "text/calendar; charset=utf-8"
    events: list[Any] = Calendar.from_ical(reply.content).walk("VEVENT")
    return reply.content, {str(one["uid"]).split("-")[0]: one for one in events}


def test_the_calendar_has_the_windows_by_the_clocks_of_their_country(
    staff: Client, entry: Entry, edition: Edition
) -> None:
    zone = ZoneInfo(entry.school_class.school.country.timezone)
    opens = datetime(2027, 2, 9, 8, tzinfo=zone)
    closes = opens + timedelta(hours=6)
    Window.objects.update(opens_at=opens, closes_at=closes)
    content, events = calendar_of(staff)
    assert list(events) == ["window"]
    assert (events["window"].start, events["window"].end) == (opens, closes)
    assert "TZID=Europe/Sarajevo:20270209T080000" in content.decode()
    assert b"BEGIN:VTIMEZONE" in content
    moved = opens + timedelta(days=1)
    Window.objects.update(opens_at=moved, closes_at=moved + timedelta(hours=6))
    _content, later = calendar_of(staff)
    assert later["window"]["uid"] == events["window"]["uid"]
    assert later["window"].start == moved


def test_the_calendar_keeps_to_the_lines_of_the_standard_in_every_script(
    staff: Client, entry: Entry, edition: Edition
) -> None:
    name = "Дан сигурнијег интернета, међународно такмичење; ученика основних школа"
    edition.names = {"sr": name}
    edition.save()
    content, events = calendar_of(staff, "sr")
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert not any(b"\n" in one or len(one) > 75 for one in lines)
    assert name in events["window"]["summary"]


def test_whoever_teaches_nowhere_gets_an_empty_calendar(client: Client, superuser: User) -> None:
    client.force_login(superuser)
    _content, events = calendar_of(client)
    assert not events
