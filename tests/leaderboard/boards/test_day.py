"""The day's page: the right numbers for the right people, calm or not, cheap for any size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from base import clock
from base.models import User
from competition.day.hour_bars import bars
from competition.day.queries.day import Day, Figures, Sat, SittingRow, day_of, memory
from competition.models import Attempt, Beat, Edition, Lease, Outage, Sitting, Window
from competition.notices.permissions import managed_sittings
from competition.rules.alarms import is_troubled
from competition.sittings.actions.sittings import close, pause, start_all
from schools.models import Country, Region, Role, SchoolClass
from tests import cast

PAGE, FIGURES = "/en/staff/day/", "/en/staff/day/figures/"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    memory.forget()
    yield
    memory.forget()


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def attempts(sitting: Sitting, school_class: SchoolClass, now: datetime) -> list[Attempt]:
    """The three of the class are at work, heard of just now."""
    start_all(sitting, by=sitting.opened_by, at=now - 10 * MINUTE)
    cards = school_class.cards.order_by("number")
    found = [cast.make_attempt(card, sitting, at=now - 10 * MINUTE) for card in cards]
    Lease.objects.update(heard_at=now)
    return found


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def look(client: Client, address: str = PAGE) -> str:
    memory.forget()
    return " ".join(client.get(address).text.split())


def counted(edition: Edition, at: datetime) -> Figures:
    """The sums over everything of the last day."""
    return day_of(Sitting.objects.all(), edition, begins=at - 23 * HOUR, at=at).total()


def silence(*attempts: Attempt, at: datetime) -> None:
    """Nothing was heard of them for a minute."""
    Lease.objects.filter(attempt__in=attempts).update(heard_at=at - MINUTE)


# ---------------------------------------------------------------- the numbers


def test_sittings_are_counted_by_what_they_are_doing(
    sitting: Sitting, edition: Edition, teacher: User, now: datetime
) -> None:
    others = [cast.make_sitting(sitting.entry) for _ in range(3)]
    for one in others:
        start_all(one, by=teacher, at=now)
    pause(others[1], by=teacher, at=now)
    close(others[2], by=teacher, at=now)
    cast.make_sitting(sitting.entry, kind="rehearsal")
    found = counted(edition, now)
    assert (found.waiting, found.running, found.paused, found.closed) == (1, 1, 1, 1)
    assert found.open == 3


def test_pupils_are_counted_by_where_they_are(
    attempts: list[Attempt], edition: Edition, now: datetime
) -> None:
    cast.finish(attempts[0], "123")
    silence(attempts[1], at=now)
    found = counted(edition, now)
    assert (found.joined, found.finished, found.at_work) == (3, 1, 2)
    assert (found.silent, found.answering) == (1, 1)


def test_who_moved_to_another_computer_is_not_silent(
    attempts: list[Attempt], edition: Edition, now: datetime
) -> None:
    moved = attempts[0]
    silence(moved, at=now)
    Lease.objects.create(attempt=moved, number=2, opened_at=now, heard_at=now, active_at=now)
    Attempt.objects.filter(pk=moved.pk).update(lease=2)
    assert counted(edition, now).silent == 0


def test_nobody_is_silent_in_a_pause(
    attempts: list[Attempt], edition: Edition, teacher: User, now: datetime
) -> None:
    silence(*attempts, at=now)
    pause(attempts[0].sitting, by=teacher, at=now)
    assert counted(edition, now).silent == 0


def test_who_was_ended_while_silent_may_have_answers_left(
    attempts: list[Attempt], edition: Edition, teacher: User, now: datetime
) -> None:
    cast.finish(attempts[0], "123")
    silence(attempts[0], attempts[1], at=now)
    close(attempts[0].sitting, by=teacher, at=now)
    found = counted(edition, now)
    assert (found.cut_off, found.finished) == (1, 3)


def test_voided_attempts_and_rehearsals_do_not_count(
    attempts: list[Attempt], edition: Edition, now: datetime
) -> None:
    Attempt.objects.filter(pk=attempts[0].pk).update(voided_at=now)
    rehearsal = cast.make_sitting(attempts[0].entry, kind="rehearsal")
    cast.make_attempt(attempts[0].card, rehearsal)
    assert counted(edition, now).joined == 2


def at_clock(hour: int) -> datetime:
    return datetime(2027, 2, 9, hour, 30, tzinfo=ZoneInfo("Europe/Sarajevo"))


def sat(hour: int | None, started: int, *, region: str = "/1/", number: int = 1) -> Sat:
    """A sitting that began in an hour of the day."""
    starts_at = None if hour is None else at_clock(hour)
    row = SittingRow(number, "BA", region, "official", starts_at, None, None)
    return Sat(row, joined=started, started=started)


def test_hours_are_those_of_the_clock_on_the_wall_without_a_hole() -> None:
    day = Day([sat(8, 20), sat(8, 10), sat(11, 5), sat(None, 0)])
    hours = [(one.hour, one.sittings, one.started) for one in day.hours(ZoneInfo("Europe/Zagreb"))]
    assert hours == [(8, 2, 30), (9, 0, 0), (10, 0, 0), (11, 1, 5)]


@given(st.lists(st.tuples(st.integers(0, 23), st.integers(0, 900)), max_size=12))
def test_the_chart_loses_nobody_and_starts_at_zero(rows: list[tuple[int, int]]) -> None:
    day = Day([sat(hour, started) for hour, started in rows])
    found = bars(day.hours(ZoneInfo("Europe/Zagreb")))
    assert sum(bar.hour.started for bar in found) == sum(started for _hour, started in rows)
    assert all(bar.y + bar.height == 160 and 0 <= bar.height <= 160 for bar in found)


@pytest.mark.parametrize(
    ("silent", "running", "troubled"),
    [(0, 0, False), (2, 3, False), (3, 3, True), (3, 15, True), (3, 16, False), (6, 30, True)],
)
def test_when_a_sitting_is_in_trouble(silent: int, running: int, troubled: bool) -> None:
    assert is_troubled(silent, running) is troubled


# ---------------------------------------------------------------- the page


def test_all_is_well(client: Client, organizer: User, attempts: list[Attempt]) -> None:
    page = look(client)
    assert "All is well" in page
    assert "Answers arrive and are saved." in page
    assert "running: 1 · waiting: 0 · paused: 0" in page


def test_a_silent_class_is_named_with_the_way_to_it(
    client: Client, organizer: User, attempts: list[Attempt], now: datetime
) -> None:
    silence(*attempts, at=now)
    page = look(client)
    assert "1 thing needs a look" in page
    assert "In 1 class quiz several pupils are silent." in page
    assert "3 / 3" in page
    assert f'href="/en/staff/sittings/{attempts[0].sitting_id}/"' in page
    assert attempts[0].sitting.code in page


def test_a_gap_a_window_that_closes_and_kept_answers_are_told(
    client: Client, organizer: User, attempts: list[Attempt], teacher: User, now: datetime
) -> None:
    Outage.objects.create(began_at=now - 5 * MINUTE, ended_at=now - 4 * MINUTE)
    other = cast.make_sitting(attempts[0].entry)
    silence(attempts[1], at=now)
    close(attempts[0].sitting, by=teacher, at=now)
    Window.objects.update(closes_at=now + 20 * MINUTE)
    Beat.objects.create(process="gone", at=now - MINUTE)
    page = look(client)
    assert other.closed_at is None
    for words in (
        "4 things need a look",
        "1 gap of the server waits for a decision.",
        "periodic work stands still",
        "The time of 1 pupil ended while the computer was silent",
        "The window of Bosnia and Herzegovina closes at",
    ):
        assert words in page


def test_an_edition_that_nobody_takes_to_review_is_told(
    client: Client, organizer: User, edition: Edition, now: datetime
) -> None:
    told = "the edition is still live"
    assert told not in look(client)
    Window.objects.update(opens_at=now - 60 * MINUTE, closes_at=now - MINUTE)
    page = look(client)
    assert told in page
    assert f'href="/en/staff/editions/{edition.slug}/"' in page
    Edition.objects.update(state="review")
    assert told not in look(client)


def test_an_organizer_abroad_sees_nothing_of_it(
    client: Client, attempts: list[Attempt], edition: Edition
) -> None:
    abroad = cast.make_country("HR")
    edition.countries.add(abroad)
    client.force_login(cast.make_staff("organizer", country=abroad))
    page = look(client)
    assert "running: 0 · waiting: 0 · paused: 0" in page
    assert "joined in all: 0" in page
    region = Region.objects.get(country_id="BA")
    assert client.get(f"{PAGE}?country=BA").status_code == 404
    assert client.get(f"{PAGE}?region={region.pk}").status_code == 404
    assert client.get(f"{FIGURES}?region={region.pk}").status_code == 404


def test_sittings_are_looked_for_in_the_own_area_only(
    sitting: Sitting, country: Country, teacher: User
) -> None:
    region, abroad = country.regions.get(), cast.make_country("HR")
    seen = {}
    areas: dict[str, dict[str, object]] = {
        "HR": {"country": abroad},
        "BA": {"country": country},
        "region": {"region": region},
    }
    for name, where in areas.items():
        user = User.objects.create_user(f"{name}@example.org")
        Role.objects.create(user=user, kind="organizer", approved_at=clock.now(), **where)
        seen[name] = managed_sittings(user).count()
    assert seen == {"HR": 0, "BA": 1, "region": 1}
    assert managed_sittings(cast.make_staff("coordinator")).count() == 1
    assert managed_sittings(cast.make_staff("ministry", country=country)).count() == 0
    assert managed_sittings(teacher).count() == 0


def test_a_coordinator_goes_from_countries_down_to_regions(
    client: Client, attempts: list[Attempt], country: Country
) -> None:
    client.force_login(cast.make_staff("coordinator"))
    page = look(client)
    assert "By country" in page
    assert "/en/staff/day/?country=BA" in page
    region = country.regions.get()
    page = look(client, f"{PAGE}?country=BA")
    assert f"/en/staff/day/?region={region.pk}" in page
    page = look(client, f"{PAGE}?region={region.pk}")
    assert "joined in all: 3" in page
    assert "There is no smaller place below this one." in page


def test_the_numbers_come_with_an_etag_and_nothing_of_a_form(
    client: Client, organizer: User, attempts: list[Attempt]
) -> None:
    reply = client.get(FIGURES)
    assert "csrf" not in reply.json()["html"]
    again = client.get(FIGURES, headers={"If-None-Match": reply["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("classes", [1, 4])
def test_the_page_costs_the_same_for_any_number_of_sittings(
    classes: int,
    client: Client,
    organizer: User,
    country: Country,
    attempts: list[Attempt],
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    silence(*attempts, at=now)
    for n in range(classes - 1):
        school = cast.make_school(country, name=f"OŠ {n}")
        teacher = cast.make_teacher(school, f"t{n}@example.org")
        entry = cast.make_entry(cast.make_class(school, teacher), attempts[0].entry.edition)
        sitting = cast.make_sitting(entry)
        start_all(sitting, by=teacher, at=now - 10 * MINUTE)
        for card in entry.school_class.cards.all():
            cast.make_attempt(card, sitting)
    memory.forget()
    with django_assert_num_queries(29):
        client.get(PAGE)
