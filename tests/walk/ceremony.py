"""From the published list to the last reveal: winners told, named, public, called; diplomas."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import datetime

from playwright.sync_api import Page, expect

from tests.ceremony_show import Revealed, Show
from tests.flows.newcomer import letters
from tests.walk.desk import PATIENCE, Person
from tests.walk.editions import ZONE
from tests.walk.walk import Walk
from tests.walk.year import ABROAD, AWARD, COORDINATOR, COUNTRY, EDITION, ORGANIZER, WINNER

DESK = f"staff/editions/{EDITION}/"
DATES = f"{DESK}winners/dates/"
IN_PUBLIC = f"boards/{EDITION}/winners/"
SERIAL = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


@dataclass
class Hall:
    """Whoever sits in it."""

    page: Page


def tell(walk: Walk) -> None:
    """The dates that are offered, and a press; each teacher finds it among her tasks."""
    coordinator = walk.meet(COORDINATOR)
    page = coordinator.go(DATES)
    page.fill("[name=ceremony_place]", "Dom mladih, Sarajevo")
    coordinator.press("main form.panel button[type=submit]")
    coordinator.press("form[action$='/winners/tell/'] button")
    expect(page.locator("form[action$='/winners/tell/']")).to_have_count(0)
    address = f"{coordinator.url}/en/{IN_PUBLIC}{COUNTRY.lower()}/"
    assert page.request.get(address).status == 404, "winners are public before their day"
    for one in walk.classes:
        find_again(walk.meet(one.teacher, one.language), "staff/", "[data-task=winners]")


def find_again(person: Person, path: str, selector: str) -> None:
    """What periodic work brings; whoever waits for it looks again."""
    page, end = person.go(path), time.monotonic() + PATIENCE / 1000
    while not page.locator(selector).count():
        assert time.monotonic() < end, f"{person.email} does not find {selector}"
        page.wait_for_timeout(500)
        page.reload()


def confirm(walk: Walk) -> None:
    """Every teacher all of hers; the guardian of the best has agreed to the name."""
    for one in walk.classes[::-1]:
        teacher = walk.meet(one.teacher, one.language)
        teacher.go("staff/winners/")
        teacher.press("form[action*='/winners/confirm/'] button")
        expect(teacher.page.locator(".winner-line .tag-open")).not_to_have_count(0)
    name(walk.meet(walk.classes[0].teacher))


def name(teacher: Person) -> None:
    """The pupil may know; then the consent, and only then the name."""
    page = teacher.page
    page.locator(".winner-line a").first.click()
    teacher.press("button[value=tell]")
    expect(page.locator("button[value=tell]")).to_have_count(0)
    page.check("#id_signed")
    teacher.press("button[value=consent]")
    page.fill("#id_name", WINNER)
    teacher.press("button[value=name]")
    expect(page.locator("h1")).to_have_text(WINNER)


def see_winners(walk: Walk) -> None:
    """The coordinator names today; of a country in which nobody played the page says so."""
    coordinator = walk.meet(COORDINATOR)
    page = coordinator.go(DATES)
    page.fill("[name=public_from]", f"{datetime.now(ZONE):%d/%m/%Y %H:%M}")
    coordinator.press("main form.panel button[type=submit]")
    stranger = walk.stranger("bs", "winners")
    assert "Hrvatska" in stranger.reads(f"{IN_PUBLIC}{ABROAD.lower()}/", "main .notice")
    called = public_rows(stranger)
    assert called[0] == (1, WINNER), called
    assert len(called) >= 3, called


def public_rows(stranger: Person) -> list[tuple[int, str]]:
    """Place and name, as anybody reads them."""
    page = stranger.go(f"{IN_PUBLIC}{COUNTRY.lower()}/")
    return [
        (int(row.locator(".winner-place").inner_text().rstrip(".")), name)
        for row in page.locator(".public-winners li").all()
        for name in [row.locator("strong").inner_text()]
    ]


def hold(walk: Walk) -> None:
    """On two screens of one computer; the hall reads what the page of winners says."""
    organizer = walk.meet(ORGANIZER)
    page = organizer.go(f"{DESK}ceremony/?first=bs&second=sr")
    link = page.locator("a[href*='/ceremony/ceremony/screens/']").get_attribute("href")
    show = Show(organizer.context, f"{organizer.url}{link}", size=(1920, 1080))
    calls_everybody(walk, show)
    expect(show.presenter.locator("#boards-now")).to_be_visible()
    show.press("PageUp")
    show.presenter.screenshot(path=walk.file("presenter.png"))
    walk.here = Hall(show.hall)


def calls_everybody(walk: Walk, show: Show) -> None:
    """The last place first, and of equals as many as one screen holds."""
    revealed = show.reveals()
    assert {one.award for one in revealed} == {AWARD["bs"]}
    order = [place for one in revealed for place in one.places]
    assert order == sorted(order, reverse=True)
    assert sorted(pairs(revealed)) == sorted(public_rows(walk.stranger("bs", "winners")))
    assert pairs(revealed)[-1] == (1, WINNER)


def pairs(revealed: list[Revealed]) -> list[tuple[int, str]]:
    """Place and name, in the order in which they were called."""
    return [pair for one in revealed for pair in zip(one.places, one.names, strict=True)]


def hold_without_network(walk: Walk) -> None:
    """From the file, on a computer that reaches nobody."""
    organizer = walk.meet(ORGANIZER)
    page = organizer.go(f"{DESK}ceremony/?first=bs&second=sr")
    with page.expect_download() as download:
        page.locator("a[href*='/ceremony/ceremony/file/']").click()
    download.value.save_as(file := walk.file("ceremony.html"))
    show = Show(walk.browser.new_context(offline=True), file.as_uri(), size=(1024, 768))
    calls_everybody(walk, show)
    assert set(show.asked) <= {"file", "data"}, show.asked
    assert not show.errors, show.errors
    show.press("PageUp")
    walk.here = Hall(show.hall)


def give_diplomas(walk: Walk) -> None:
    """All of the country in one file; anybody checks one by its serial, with the name on it."""
    organizer = walk.meet(ORGANIZER)
    page = organizer.go(f"{DESK}diplomas/")
    organizer.press("button[name=kind][value=winner]")
    link = page.locator(f"a[href$='/{COUNTRY.lower()}/winner-1.pdf']")
    link.wait_for(timeout=3 * PATIENCE)
    address = link.get_attribute("href")
    sheets = letters(page.request.get(f"{organizer.url}{address}").body())
    called = public_rows(walk.stranger("bs", "winners"))
    assert len(sheets) == len(called), (len(sheets), called)
    [named] = [text for text in sheets if "".join(WINNER.split()) in text]
    [serial] = SERIAL.findall(named)
    said = walk.stranger("bs", "winners").reads(f"diploma/{serial}/")
    assert WINNER in said, said
