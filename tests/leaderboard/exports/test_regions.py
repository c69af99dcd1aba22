"""Registration and participation by region: real denominators, level by level."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.exports.queries import Counts, region_lines
from leaderboard.exports.workbooks import AreaWorkbook
from schools.models import Country, Region, School
from tests import cast

pytestmark = pytest.mark.django_db
PAGE = "/en/staff/schools/regions/"


def make_region(country: Country, code: str, parent: Region | None = None) -> Region:
    region = Region.objects.create(
        country=country, code=code, level="x", names={"en": code}, parent=parent
    )
    region.path = f"{parent.path if parent else '/'}{region.pk}/"
    region.save()
    return region


def make_school(region: Region, code: str, pupils: int | None) -> School:
    return School.objects.create(
        country=region.country, region=region, register_code=code, name=code, pupil_count=pupils
    )


@pytest.fixture
def tree(country: Country, edition: Edition) -> dict[str, Region]:
    """Two regions below the first one; schools in all three, one of which has played."""
    top = country.regions.get()
    north, south = make_region(country, "North", top), make_region(country, "South", top)
    make_school(top, "T", 50)
    make_school(north, "N1", None)
    make_school(north, "N2", 0)
    played = make_school(south, "S1", 200)
    teacher = cast.make_teacher(played, "ana@example.org")
    entry = cast.make_entry(cast.make_class(played, teacher), edition)
    sitting = cast.make_sitting(entry)
    for card in entry.school_class.cards.order_by("number")[:2]:
        cast.finish(cast.make_attempt(card, sitting), "11111")
    return {"top": top, "north": north, "south": south}


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def lines(client: Client, **query: str | int) -> dict[str, Counts]:
    context = client.get(PAGE, query).context
    return {str(line.place or "self"): line.counts for line in context["lines"]} | {
        "total": context["total"]
    }


def test_the_lines_of_a_region_are_those_below_it_and_itself(
    client: Client, organizer: User, tree: dict[str, Region]
) -> None:
    found = lines(client, region=tree["top"].pk)
    north = Counts(schools=2, unknown=1)
    south = Counts(1, 1, 1, 1, 200, 0, 3, 2, 2, 200)
    own = Counts(schools=1, pupils=50, pupils_known=50)
    assert found == {
        "North": north,
        "South": south,
        "self": own,
        "total": north + south + own,
    }


def test_the_uppermost_regions_hold_all_below_them(
    client: Client, organizer: User, tree: dict[str, Region]
) -> None:
    found = lines(client)
    assert set(found) == {"Kanton Sarajevo", "total"}
    assert found["total"] == Counts(4, 1, 1, 1, 250, 1, 3, 2, 2, 250)


def test_a_share_is_of_pupils_whose_number_is_known(
    client: Client, organizer: User, tree: dict[str, Region]
) -> None:
    assert lines(client)["total"].finished_share == 0.8
    School.objects.filter(register_code="S1").update(pupil_count=None)
    total = lines(client)["total"]
    assert (total.finished, total.finished_share, total.unknown) == (2, 0.0, 2)
    School.objects.update(pupil_count=None)
    assert lines(client)["total"].finished_share is None


def test_an_organizer_of_a_region_sees_nothing_beside_it(
    client: Client, tree: dict[str, Region], country: Country
) -> None:
    client.force_login(cast.make_staff("organizer", country=country, region=tree["north"]))
    assert lines(client) == {"North": Counts(schools=2, unknown=1)} | {
        "total": Counts(schools=2, unknown=1)
    }
    assert client.get(PAGE, {"region": tree["south"].pk}).status_code == 404
    assert client.get(PAGE, {"country": "HR"}).status_code == 404


def test_the_sheet_has_every_place_and_leaves_unknown_empty(
    organizer: User, tree: dict[str, Region], edition: Edition
) -> None:
    def told() -> list[list[object]]:
        sheet = AreaWorkbook(edition, organizer, clock.now()).sheets()["participation"]
        return [list(line) for line in sheet.lines()]

    with translation.override("en"):
        rows = told()
    assert [row[1] for row in rows] == [
        "Kanton Sarajevo",
        "  North",
        "  South",
        "  Kanton Sarajevo, schools without a smaller area",
        "all together",
    ]
    assert rows[2] == ["South", "  South", 1, 1, 1, 1, 100, 200, 0, 3, 2, 1]
    assert rows[1][7:9] == [0, 1]
    assert rows[4][2:] == rows[0][2:]
    School.objects.update(pupil_count=None)
    assert told()[-1][7:9] == [None, 4]


def test_a_bar_has_the_length_of_the_share_in_every_language(
    client: Client, organizer: User, tree: dict[str, Region]
) -> None:
    make_school(tree["south"], "S2", 1)
    make_school(tree["south"], "S3", 1)
    page = client.get("/sr/staff/schools/regions/", {"region": tree["top"].pk})
    assert '<rect class="bar-part" width="33.33" height="8" />' in page.text


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=8
    )
)
def test_every_level_adds_up_to_the_same(rows: list[tuple[int, int, int]]) -> None:
    country = Country(code="BA")
    regions: list[Region] = []
    counts = {}
    for pk, (above, schools, pupils) in enumerate(rows, start=1):
        parent = regions[above] if above < len(regions) else None
        path = f"{parent.path if parent else '/'}{pk}/"
        regions.append(Region(pk=pk, country=country, code=str(pk), path=path, names={"en": "x"}))
        counts[pk] = Counts(schools=schools, pupils=pupils)
    _lines, total = region_lines(counts, regions, None)
    assert total == sum(counts.values(), Counts())
    for line in _lines:
        assert region_lines(counts, regions, line.place)[1] == line.counts
