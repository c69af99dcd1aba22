"""The outcome: sealed by two people, published, and the same wherever it is read."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from openpyxl import load_workbook

from tests.walk.day import BOARD
from tests.walk.desk import PATIENCE, Person
from tests.walk.editions import take_step
from tests.walk.walk import Walk
from tests.walk.year import (
    BUILT,
    COORDINATOR,
    EDITION,
    ORGANIZER,
    PUPILS,
    SIZES,
    SUPERUSER,
    asked,
)

SEAL = f"staff/editions/{EDITION}/seal/"
IN_PUBLIC = f"boards/{EDITION}/seal/"
HASH = re.compile(r"\b[0-9a-f]{64}\b")


def lay_before(walk: Walk) -> None:
    """The coordinator lays the list before; that person cannot seal it."""
    coordinator = walk.meet(COORDINATOR)
    page = coordinator.go(SEAL)
    coordinator.press("button[value=propose]")
    page.locator("#list").wait_for(timeout=3 * PATIENCE)
    assert f"Pupils in it {PUPILS * len(walk.classes)}" in coordinator.read(), coordinator.read()
    assert not page.locator("button[value=confirm]").count()


def seal(walk: Walk) -> None:
    """Somebody else looks at the list and seals it."""
    second = walk.meet(SUPERUSER)
    page = second.go(SEAL)
    for box in page.locator("form:has(button[value=confirm]) [type=checkbox]").all():
        box.check()
    second.press("button[value=confirm]")
    page.locator("#reopening").wait_for(timeout=3 * PATIENCE)
    walk.sealed = HASH.findall(walk.stranger().reads(IN_PUBLIC))[0]
    assert walk.sealed in second.reads(SEAL)


def publish(walk: Walk) -> None:
    """Anybody may take the list now, and it is the one that was sealed."""
    take_step(walk.meet(COORDINATOR), "published")
    stranger = walk.stranger()
    stranger.go(IN_PUBLIC)
    with stranger.page.expect_download() as download:
        stranger.page.locator("a[href$='list.csv']").click()
    content = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(content).hexdigest() == walk.sealed


def compare(walk: Walk) -> None:
    """The board, the workbook and what each receipt opens say the same."""
    board = board_rows(walk.stranger())
    rows = workbook_rows(walk, walk.meet(ORGANIZER))
    assert len(rows) == PUPILS * len(walk.home)
    best = [(str(row["rank"]), row["alias"], str(row["points"])) for row in rows[: len(board)]]
    assert board == best, f"{board}\n{best}"
    by_card = {(row["class"], row["card"]): row for row in rows}
    for one in walk.home:
        for number in (1, PUPILS):
            row = by_card[one.label, number]
            said = receipt(walk.stranger(), one.receipts[number])
            assert f"{row['points']} of {row['points possible']} points" in said, said
            assert not row["alias"] or str(row["alias"]) in said, (row, said)
        for number, points in one.points.items():
            assert by_card[one.label, number]["points"] == points, (one.label, number)
    count_slips(walk, by_card)
    see_why(walk)


def count_slips(walk: Walk, by_card: dict[tuple[object, object], dict[str, object]]) -> None:
    """Who had a mistake in each question has a point of two in those of several parts, and no
    more."""
    pupil = walk.pupils[1]
    row = by_card[pupil.one.label, pupil.number]
    of_parts = [one for one in BUILT if one.kind != "single"]
    most = SIZES["official"] + len(of_parts)
    assert (row["points"], row["points possible"]) == (len(of_parts), most), row


def see_why(walk: Walk) -> None:
    """The windows are over: a pupil reads why each answer is right, in the own script."""
    reader = next(pupil for pupil in walk.pupils if pupil.language == "sr")
    said = receipt(reader, reader.one.receipts[reader.number])
    told = [text for _, text in asked("sr").values() if text["explanation"] in said]
    assert len(told) == SIZES["official"], said
    walk.here = reader


def board_rows(person: Person) -> list[tuple[str, str, str]]:
    """Rank, alias and points as the public board has them."""
    page = person.go(BOARD)
    return [
        (
            row.locator(".rank").inner_text(),
            row.locator(".alias").inner_text(),
            row.locator(".score").inner_text(),
        )
        for row in page.locator("#board tbody tr").all()
    ]


def workbook_rows(
    walk: Walk, organizer: Person, part: str = "workbook", has: str = "card"
) -> list[dict[str, object]]:
    """The results of a workbook that somebody has made, opened by another program: of its first
    sheet that ``has`` this column."""
    page = organizer.go("staff/spreadsheets/")
    make = f"form[action*='/{EDITION}/{part}/make/'] button"
    organizer.press(make)
    link = page.locator(f".at-hand:has({make}) a[href*='/spreadsheets/files/']")
    link.wait_for(timeout=3 * PATIENCE)
    with page.expect_download() as download:
        link.click()
    file = walk.file(f"{part}-{organizer.email.partition('@')[0]}.xlsx")
    download.value.save_as(file)
    for sheet in load_workbook(file).worksheets:
        header = [cell.value for cell in sheet[1]]
        if has in header and "points possible" in header:
            rows = sheet.iter_rows(min_row=2, values_only=True)
            return [dict(zip(map(str, header), row, strict=True)) for row in rows]
    raise AssertionError("no sheet of results in the workbook")


def receipt(person: Person, code: str) -> str:
    """What a receipt opens."""
    page = person.go("receipt/")
    page.fill("[name=receipt]", code)
    person.press(".own-form button")
    return person.read()
