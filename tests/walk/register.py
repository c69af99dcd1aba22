"""Organizers bring the registers of their countries' schools."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.walk.desk import PATIENCE
from tests.walk.sheets import write
from tests.walk.walk import Walk
from tests.walk.year import ORGANIZERS, SILENT

HEADER = ("code in the register", "school", "place", "country", "region", "number of pupils")


def import_registers(walk: Walk) -> None:
    """Each organizer the own."""
    for country in reversed(ORGANIZERS):
        import_register(walk, country)


def import_register(walk: Walk, country: str) -> None:
    """A sheet is looked at first, then imported."""
    classes = [one for one in walk.classes if one.country == country]
    rows = [
        (one.code, one.school, one.place, country, one.region, 40 + place)
        for place, one in enumerate(classes)
    ]
    rows += [one for one in SILENT if one[3] == country]
    organizer = walk.meet(ORGANIZERS[country])
    page = organizer.go("staff/schools/import/")
    sheet = write(walk.file(f"register-{country}.xlsx"), HEADER, rows)
    page.set_input_files("[type=file]", sheet)
    organizer.press("main form.upload button[type=submit]")
    assert f"New schools {len(rows)}" in organizer.read(".tally")
    organizer.press("#confirming button")
    expect(page.locator("#messages")).to_contain_text(f"New: {len(rows)}", timeout=3 * PATIENCE)
    listed = organizer.reads("staff/schools/")
    assert [one for one in walk.classes if one.school in listed] == classes, listed
