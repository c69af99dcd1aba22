"""A second country with one school and one class: a board of its own, and one joint ranking."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.walk.desk import Person
from tests.walk.outcome import workbook_rows
from tests.walk.walk import Walk
from tests.walk.year import (
    ABROAD,
    ABROAD_ORGANIZER,
    COORDINATOR,
    DIVISION,
    EDITION,
    ORGANIZER,
    ORGANIZERS,
    PUPILS,
)

BOARD = f"boards/{EDITION}/{ABROAD.lower()}/{DIVISION}/"
JOINT = f"boards/{EDITION}/all/{DIVISION}/"


def see_own_board(walk: Walk) -> None:
    """One school is too few for names. So the board of all countries has nothing of it either:
    whoever took one board from the other would have this school."""
    reader = walk.stranger("hr", "reader abroad")
    page = reader.go(JOINT)
    expect(page.locator("#board-count")).to_contain_text(f"{len(walk.home) * PUPILS}")
    reader.go(BOARD)
    expect(page.locator("#board tbody tr")).to_have_count(0)
    expect(page.locator("#board-nothing")).to_be_visible()
    assert f"{PUPILS}" not in reader.read("#board-nothing"), reader.read()


def see_only_own(walk: Walk) -> None:
    """The organizer there has the own school, class and results, and no page of the other country
    opens."""
    organizer = walk.meet(ABROAD_ORGANIZER)
    rows = workbook_rows(walk, organizer)
    assert {(row["class"], row["card"]) for row in rows} == {
        (walk.abroad.label, number) for number in range(1, PUPILS + 1)
    }
    for number, points in walk.abroad.points.items():
        [row] = [row for row in rows if row["card"] == number]
        assert row["points"] == points, row
    for email, status in ((ORGANIZER, 404), (ABROAD_ORGANIZER, 200)):
        for address in own_pages(walk.meet(email)):
            assert organizer.page.request.get(address).status == status, address
    walk.meet(ABROAD_ORGANIZER)
    for path in ("staff/area/classes/", f"staff/editions/{EDITION}/winners/", "staff/schools/"):
        said = organizer.reads(path)
        assert not [one.school for one in walk.home if one.school in said], path
        assert walk.abroad.school in said or "winners" in path, path


def own_pages(organizer: Person) -> list[str]:
    """The schools of an organizer, and the windows of the country."""
    country = next(one for one, email in ORGANIZERS.items() if email == organizer.email)
    links = (
        organizer.go("staff/schools/")
        .locator("main a")
        .evaluate_all("found => found.map(one => one.href)")
    )
    schools = {one for one in links if re.search(r"/staff/schools/\d+/$", one)}
    windows = f"staff/editions/{EDITION}/countries/{country.lower()}/windows/"
    assert schools
    return [*schools, f"{organizer.url}/en/{windows}"]


def see_all_together(walk: Walk) -> None:
    """One ranking of both countries: the coordinator reads all of it, the organizer of one country
    of the other one what is published."""
    rows = joint_rows(walk, COORDINATOR)
    told = {one.label: sorted_points(rows, one.label) for one in walk.classes}
    assert told[walk.abroad.label] == sorted(walk.abroad.points.values())
    assert {label: len(points) for label, points in told.items()} == dict.fromkeys(told, PUPILS)
    points = [number(row, "points") for row in rows]
    assert points == sorted(points, reverse=True)
    countries = [row["country"] for row in rows]
    best = countries.index("Croatia")
    assert {"Bosnia and Herzegovina"} == {*countries[:best]} <= {*countries[best:]}, countries
    own = [row for row in joint_rows(walk, ABROAD_ORGANIZER) if row["school"] or row["class"]]
    assert {row["class"] for row in own} == {walk.abroad.label}, own
    walk.meet(COORDINATOR)


def joint_rows(walk: Walk, email: str) -> list[dict[str, object]]:
    """Of the workbook across countries."""
    return workbook_rows(walk, walk.meet(email), "across", has="alias")


def sorted_points(rows: list[dict[str, object]], label: str) -> list[int]:
    """Those of a class."""
    return sorted(number(row, "points") for row in rows if row["class"] == label)


def number(row: dict[str, object], name: str) -> int:
    """A cell with a number."""
    return int(str(row[name]))
