"""A year later: classes go on, schools merge, classes are deleted, and what was true stays so."""

from __future__ import annotations

import re
from datetime import UTC, timedelta

from playwright.sync_api import expect

from tests.waiting import until
from tests.walk.editions import take_step
from tests.walk.walk import Walk
from tests.walk.year import COORDINATOR, EDITION, ORGANIZER, SAFER_INTERNET_DAY, SILENT

REGIONS = f"staff/schools/regions/{EDITION}/"
# Of the last line of that table: schools, and pupils in the register.
SCHOOLS, PUPILS = 0, 5


def archive(walk: Walk) -> None:
    """Whoever leads the edition has seen what is still open."""
    take_step(walk.meet(COORDINATOR), "archived")
    walk.meet(COORDINATOR).go(f"staff/editions/{EDITION}/")


def begin_autumn(walk: Walk) -> None:
    """The next school year: each class is offered a year older, and a school that goes into another
    one changes nothing of the year that is sealed."""
    before = register_then(walk)
    walk.server.stop()
    autumn = walk.now().replace(year=SAFER_INTERNET_DAY, month=9, day=15, hour=10, minute=0)
    walk.server.put_forward(autumn - walk.now())
    walk.server.start()
    for one in walk.home:
        page = walk.meet(one.teacher, one.language).go("staff/")
        expect(page.locator(".earlier a[href*='/classes/add/?from=']")).to_have_count(1)
    merge(walk)
    after = register_then(walk)
    assert before == after, (before, after)


def register_then(walk: Walk) -> tuple[str, str]:
    """Schools and their pupils, as they stand beside who took part."""
    organizer = walk.meet(ORGANIZER)
    cells = organizer.go(REGIONS).locator("table.regions tfoot td").all_inner_texts()
    return cells[SCHOOLS], cells[PUPILS]


def merge(walk: Walk) -> None:
    """The second of the silent schools into the first."""
    keep, gone = (one[1] for one in SILENT)
    organizer = walk.meet(ORGANIZER)
    page = organizer.go("staff/schools/")
    page.locator("main a", has_text=keep).first.click()
    page.locator("a[href$='/merge/']").click()
    page.fill("[name=q]", gone)
    organizer.press("form[role=search] button")
    page.locator("main .people a", has_text=gone).click()
    page.locator("[name=pupils]").first.check()
    organizer.press("main form.panel button[type=submit]")
    organizer.is_told(gone)


def delete_year(walk: Walk) -> None:
    """In a night after August, by itself; nothing says then that nobody had come."""
    walk.server.stop()
    night = (walk.now() + timedelta(days=1)).astimezone(UTC).replace(hour=1, minute=5)
    walk.server.put_forward(night - walk.now())
    walk.server.start()
    organizer = walk.meet(ORGANIZER)
    assert until(lambda: "deleted" in organizer.reads(REGIONS))
    checker = walk.stranger("en", "checker of diplomas")
    said = checker.reads(f"diploma/{walk.serial}/")
    assert "This diploma is genuine" in said, said
    assert re.search(r", place 1\b", said), said
