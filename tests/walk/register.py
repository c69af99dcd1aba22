"""The organizer brings the register of the country's schools."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.walk.sheets import write
from tests.walk.walk import Walk
from tests.walk.year import COUNTRY, ORGANIZER

HEADER = ("code in the register", "school", "place", "country", "region", "number of pupils")


def import_register(walk: Walk) -> None:
    """A sheet is looked at first, then imported."""
    rows = [
        (one.code, one.school, one.place, COUNTRY, one.region, 40 + place)
        for place, one in enumerate(walk.classes)
    ]
    organizer = walk.meet(ORGANIZER)
    page = organizer.go("staff/schools/import/")
    page.set_input_files("[type=file]", write(walk.file("register.xlsx"), HEADER, rows))
    organizer.press("main form.upload button[type=submit]")
    assert f"New schools {len(rows)}" in organizer.read(".tally")
    organizer.press("button[form=import]")
    expect(page.locator("#messages")).to_contain_text(f"New: {len(rows)}", timeout=120_000)
    listed = organizer.reads("staff/schools/")
    assert all(one.school in listed for one in walk.classes), listed
