"""Awards: announced, drawn with a number that nobody knew at the seal, and not wanted by one."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.walk.desk import PATIENCE, Person
from tests.walk.editions import save
from tests.walk.walk import Walk
from tests.walk.year import AWARD, COORDINATOR, DRAWN, EDITION, Class

AWARDING = f"staff/editions/{EDITION}/awarding/"
DRAW = f"boards/{EDITION}/draw/"
DOCS = Path(__file__).parents[2] / "docs" / "awards.md"
NUMBER = ("07 12 33", "7, 12, 33")
LOTTERY = "Loto 7 od 39, 12. kolo"


def announce(walk: Walk) -> None:
    """Before schools enter, so that they read it: the first three places, with prizes, and one
    that is drawn among all; then the number that will decide."""
    coordinator = walk.meet(COORDINATOR)
    _add(coordinator, AWARD, kind="rank", amount="3", position="1")
    _add(coordinator, DRAWN, kind="draw", amount="1", least="10", position="2")
    _give_terms(coordinator, 0, prizes="Tablet\nBicikl\nKnjiga", share="True")
    _give_terms(coordinator, 1, prizes="Slušalice")
    _name_number(walk, coordinator)


def _add(coordinator: Person, names: Mapping[str, str], *, kind: str, **numbers: str) -> None:
    page = coordinator.go(f"staff/editions/{EDITION}/awards/")
    row = page.locator("details.row").last
    row.locator("summary").click()
    row.locator("[name$=-kind]").select_option(kind)
    for field, number in numbers.items():
        row.locator(f"[name$=-{field}]").fill(number)
    for code, name in names.items():
        if code != "sr-latn":
            row.locator(f"[name$=-name_{code}]").fill(name)
    save(coordinator)


def _give_terms(coordinator: Person, place: int, *, prizes: str, share: str = "") -> None:
    page = coordinator.go(AWARDING)
    page.locator("[aria-labelledby=rules] li a").nth(place).click()
    if share:
        page.select_option("[name=share]", share)
    page.fill("[name=prizes]", prizes)
    coordinator.press("main form.panel button[type=submit]")
    page.wait_for_url("**/awarding/")


def _name_number(walk: Walk, coordinator: Person) -> None:
    """Of tomorrow."""
    walk.number_known = (walk.now() + timedelta(days=1)).replace(hour=6, minute=0, second=0)
    page = coordinator.go(f"{AWARDING}number/")
    page.fill("[name=source]", LOTTERY)
    page.fill("[name=comes_at]", f"{walk.number_known:%Y-%m-%dT%H:%M}")
    coordinator.press("main form.panel button[type=submit]")
    page.wait_for_url("**/awarding/")
    expect(page.locator("#draws ~ .facts")).to_contain_text(LOTTERY)


def draw_too_early(walk: Walk) -> None:
    """Nobody draws before the number can be known."""
    coordinator = walk.meet(COORDINATOR)
    page = coordinator.go(AWARDING)
    _type_number(coordinator)
    expect(page.locator("#messages .notice-attention")).to_be_visible()
    expect(page.locator("form[action$='/draw/']")).to_be_visible()


def _type_number(coordinator: Person) -> None:
    """Twice, in two spellings."""
    for name, typed in zip(("number", "again"), NUMBER, strict=True):
        coordinator.page.fill(f"form[action$='/draw/'] [name={name}]", typed)
    coordinator.press("form[action$='/draw/'] button")


def draw(walk: Walk) -> None:
    """Made once; anybody repeats it, with the ten lines of the docs."""
    coordinator = walk.meet(COORDINATOR)
    page = coordinator.go(AWARDING)
    _type_number(coordinator)
    expect(page.locator("[aria-labelledby=draws] > .notice")).to_contain_text(
        "It cannot be drawn again", timeout=3 * PATIENCE
    )
    expect(page.locator("form[action$='/draw/']")).to_have_count(0)
    repeat(walk, walk.stranger("en", "checker"))


def repeat(walk: Walk, checker: Person) -> None:
    """From the page that everybody reads once the results are published."""
    page = checker.go(DRAW)
    seed = page.locator("#seed").inner_text()
    folder = walk.file("draw")
    folder.mkdir(exist_ok=True)
    address = page.get_by_role("link", name="tickets.csv").get_attribute("href")
    (folder / "tickets.csv").write_bytes(page.request.get(f"{checker.url}{address}").body())
    ten_lines = DOCS.read_text().partition("```python\n")[2].partition("```")[0]
    command = [sys.executable, "-c", ten_lines, seed, NUMBER[0]]
    again = subprocess.check_output(command, cwd=folder, text=True)
    told = {line.split()[0] for line in again.splitlines()}
    assert told == set(page.locator("li .digest").all_inner_texts()), again


def step_in(walk: Walk) -> None:
    """The teacher says that what was drawn is not wanted; whoever looks after winners lets the
    first reserve step in, whose teacher gets a mail."""
    one, alias = _who_has_it(walk)
    walk.declined = (one.language, alias)
    known = {to.teacher: len(_letters(walk, to)) for to in walk.home}
    _decline(walk.meet(one.teacher, one.language))
    coordinator = walk.meet(COORDINATOR)
    table = coordinator.go(f"staff/editions/{EDITION}/winners/")
    expect(table.locator("tr.gone")).to_have_count(1)
    coordinator.press("button[name=step_in]")
    reserve = _who_hears(walk, known)
    walk.instead = (reserve.language, _drawn_lines(walk, reserve).inner_text())
    assert walk.instead[1] in str(_letters(walk, reserve)[0].get_content())


def _who_has_it(walk: Walk) -> tuple[Class, str]:
    """The class that got what was drawn in the country, and the pupil's made-up name."""
    for one in walk.home:
        lines = _drawn_lines(walk, one)
        if lines.count():
            return one, lines.inner_text()
    raise AssertionError("nobody was told of what was drawn")


def _drawn_lines(walk: Walk, one: Class) -> Locator:
    page = walk.meet(one.teacher, one.language).go("staff/winners/")
    return page.locator(".winner-line", has_text=DRAWN[one.language]).locator(".winner-name")


def _decline(teacher: Person) -> None:
    page = teacher.page
    page.locator(".winner-line", has_text=DRAWN[teacher.language]).locator("a").click()
    page.locator("details:has(button[value=decline]) summary").click()
    page.locator("[name=reason]").select_option(index=1)
    page.check("[name=sure]")
    teacher.press("button[value=decline]")
    expect(page.locator("button[value=decline]")).to_have_count(0)


def _who_hears(walk: Walk, known: Mapping[str, int]) -> Class:
    """Whose teacher has one more letter about what was drawn."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end:
        for one in walk.home:
            if len(_letters(walk, one)) > known[one.teacher]:
                return one
        time.sleep(0.5)
    raise AssertionError("no reserve was told")


def _letters(walk: Walk, one: Class) -> list[EmailMessage]:
    return walk.server.messages_to(one.teacher, of=DRAWN[one.language])
