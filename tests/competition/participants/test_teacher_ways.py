"""How far teachers are, by region: the counts, who is held up by what, and the cost of the page."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from competition.models import Edition, Sitting
from competition.participants.queries.teacher_ways import (
    STAGES,
    TeacherStage,
    held_up,
    progress_lines,
    teacher_ways,
)
from schools import clock
from schools.models import Country, Region, Role, School, User
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/schools/registration/"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def below(region: Region, code: str) -> Region:
    """A part of a region."""
    made = Region.objects.create(
        country=region.country, parent=region, code=code, level="town", names={"bs": code}
    )
    made.path = f"{region.path}{made.pk}/"
    made.save()
    return made


def test_each_teacher_is_counted_at_each_stage_and_held_up_by_one(
    organizer: User, sitting: Sitting, school: School
) -> None:
    """The cast's teacher has a class; the others stand one stage further back each."""
    cast.rehearse(sitting.entry)
    cast.make_teacher(school, "classless@example.org")
    cast.make_teacher(school, "waiting@example.org", approved=False)
    unconfirmed = cast.make_teacher(school, "unconfirmed@example.org", approved=False)
    EmailAddress.objects.filter(user=unconfirmed).delete()
    unconfirmed.roles.update(asked_at=clock.now())
    ways = teacher_ways(organizer, sitting.entry.edition)
    lines, total = progress_lines(ways, list(Region.objects.all()), None)
    assert [line.cells for line in lines] == [total.cells] == [[4, 3, 2, 1, 1]]
    emails = {
        stage: [Role.objects.get(pk=pk).user.email.split("@")[0] for pk in held_up(ways, stage)]
        for stage in STAGES[1:]
    }
    assert emails == {
        TeacherStage.CONFIRMED: ["unconfirmed"],
        TeacherStage.APPROVED: ["waiting"],
        TeacherStage.CLASS: ["classless"],
        TeacherStage.REHEARSED: [],
    }


@in_one_world(("waiting", "told"), [(1, "waits to be approved"), (2, "wait to be approved")])
def test_what_holds_it_up_is_said_in_the_number_of_those_it_holds(
    client: Client, organizer: User, school: School, waiting: int, told: str
) -> None:
    for n in range(waiting):
        cast.make_teacher(school, f"t{n}@example.org", approved=False)
    page = client.get(PAGE, {"lacks": "approved"}).text
    assert f'<strong class="figures">{waiting}</strong> {told}' in page
    assert f">{waiting} {told}</h2>" in page


def test_classes_and_rehearsals_of_last_year_are_not_of_this_one(
    client: Client, organizer: User, sitting: Sitting
) -> None:
    cast.rehearse(sitting.entry)
    last = sitting.entry.edition
    coming = cast.make_edition(sitting.entry.school_class.school.country, slug="2028")
    Edition.objects.filter(pk=last.pk).update(state="archived", year=2027)
    Edition.objects.filter(pk=coming.pk).update(state="registration", year=2028)
    coming.refresh_from_db()
    teacher = TeacherStage.REGISTERED, TeacherStage.CONFIRMED, TeacherStage.APPROVED
    assert [way.reached for way in teacher_ways(organizer, coming)] == [frozenset(teacher)]
    page = client.get(PAGE).text
    assert f"{coming.title} <span" in page
    assert "has no class yet" in page
    entry = cast.make_entry(sitting.entry.school_class, coming)
    assert [way.lacks for way in teacher_ways(organizer, coming)] == [TeacherStage.REHEARSED]
    cast.make_sitting(entry, kind="rehearsal")
    assert [way.lacks for way in teacher_ways(organizer, coming)] == [TeacherStage.REHEARSED]
    cast.rehearse(entry)
    assert [way.lacks for way in teacher_ways(organizer, coming)] == [None]


def test_the_edition_that_was_chosen_stays_with_the_region(
    client: Client, organizer: User, edition: Edition, country: Country
) -> None:
    coming = cast.make_edition(country, slug="2028")
    Edition.objects.filter(pk=coming.pk).update(state="registration", year=2028)
    page = client.get(PAGE, {"edition": "2028"}).text
    assert 'name="edition" value="2028"' in page
    assert f"This page is about {Edition.objects.get(pk=coming.pk).title}" in page
    assert 'name="edition"' not in client.get(PAGE).text
    assert edition.title in page


def test_lines_are_the_regions_below_and_add_up(
    client: Client, organizer: User, country: Country
) -> None:
    canton = country.regions.get()
    towns = [below(canton, code) for code in ("Čapljina", "Bugojno")]
    for n, town in enumerate(towns):
        school = School.objects.create(
            country=country, region=town, register_code=f"{n}", name=f"OŠ {n}"
        )
        cast.make_teacher(school, f"t{n}@example.org")
    regions = list(Region.objects.select_related("country"))
    ways = teacher_ways(organizer, None, inside=canton)
    lines, total = progress_lines(ways, regions, canton)
    assert [(str(line.place), line.cells[0]) for line in lines] == [("Bugojno", 1), ("Čapljina", 1)]
    assert total.cells[0] == 2
    assert "Bugojno" in client.get(PAGE, {"region": canton.pk}).text


def test_an_organizer_counts_the_own_area_and_no_mail_of_the_unconfirmed_is_shown(
    client: Client, organizer: User, school: School
) -> None:
    abroad = cast.make_school(cast.make_country("HR"), name="OŠ Zagreb")
    cast.make_teacher(abroad, "zrinka@example.org", approved=False)
    user = cast.make_teacher(school, "nova@example.org", approved=False)
    EmailAddress.objects.filter(user=user).delete()
    user.roles.update(asked_at=clock.now())
    page = client.get(PAGE, {"lacks": "confirmed"}).text
    assert "Nova" in page
    assert "nova@example.org" not in page
    assert "zrinka" not in client.get(PAGE, {"lacks": "approved"}).text.lower()


def test_the_page_costs_the_same_for_many(
    client: Client, organizer: User, country: Country
) -> None:
    costs: list[int] = []
    for count in (1, 1, 12):
        for n in range(count):
            school = cast.make_school(country, name=f"OŠ {len(costs)} {n}")
            cast.make_teacher(school, f"t{n}@{len(costs)}.example.org", approved=False)
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE, {"lacks": "approved"})
        costs.append(len(asked))
    # The first page of a process may learn what it then remembers.
    assert costs[1] == costs[2] <= 15
