"""From the published list to the last reveal: winners told, named, public, called; diplomas."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.ceremony_show import Revealed, Show
from tests.flows.newcomer import letters
from tests.walk.desk import PATIENCE, Person
from tests.walk.walk import Walk
from tests.walk.year import (
    ABROAD,
    AWARD,
    COORDINATOR,
    COUNTRY,
    DRAWN,
    EDITION,
    NOBODY,
    ORGANIZER,
    WINNER,
)

DESK = f"staff/editions/{EDITION}/"
DATES = f"{DESK}winners/dates/"
IN_PUBLIC = f"boards/{EDITION}/winners/"
# Award, place (1 of who was drawn) and name.
type Called = tuple[str, int, str]
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
    before = walk.stranger().go(f"{IN_PUBLIC}{COUNTRY.lower()}/")
    expect(before.locator("main .notice")).to_have_count(1)
    expect(before.locator(".public-winners")).to_have_count(0)
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
    """The coordinator names today; of a country in which nobody played the page says so, and the
    one with a single class has its own."""
    coordinator = walk.meet(COORDINATOR)
    page = coordinator.go(DATES)
    page.fill("[name=public_from]", f"{walk.now():%Y-%m-%dT%H:%M}")
    coordinator.press("main form.panel button[type=submit]")
    stranger = walk.stranger("bs", "winners")
    assert "Srbija" in stranger.reads(f"{IN_PUBLIC}{NOBODY.lower()}/", "main .notice")
    abroad = public_rows(stranger, ABROAD)
    called = public_rows(stranger)
    assert called[0] == (AWARD["bs"], 1, WINNER), called
    for rows in (called, abroad):
        assert len([one for one in rows if one[0] == AWARD["bs"]]) >= 3, rows
    if walk.server.ahead:
        see_who_was_drawn(walk, called, abroad)


def see_who_was_drawn(walk: Walk, *countries: list[Called]) -> None:
    """In each country one pupil, at home the reserve."""
    for rows in countries:
        assert [award for award, _place, _name in rows].count(DRAWN["bs"]) == 1, rows
    see_who_has_it_instead(walk)


def see_who_has_it_instead(walk: Walk) -> None:
    """The reserve, and not who did not want it."""
    for (language, alias), there in ((walk.declined, False), (walk.instead, True)):
        rows = public_rows(walk.stranger(language, f"winners in {language}"))
        names = [name for award, _place, name in rows if award == DRAWN[language]]
        assert (alias in names) is there, (alias, names)
    walk.stranger("bs", "winners")


def public_rows(stranger: Person, country: str = COUNTRY) -> list[Called]:
    """Whom anybody reads there."""
    page = stranger.go(f"{IN_PUBLIC}{country.lower()}/")
    return [
        (award.partition(" · ")[0], int((place or "1").strip(". ")), name)
        for section in page.locator("main section").all()
        for award in [section.locator("h2").inner_text()]
        for row in section.locator("li").all()
        for place in [" ".join(row.locator(".winner-place").all_inner_texts())]
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
    """The first award last, in it the last place first, and of equals as many as one screen
    holds."""
    said = called(show.reveals())
    public = public_rows(walk.stranger("bs", "winners"))
    assert sorted(said) == sorted(public)
    order = [(award == AWARD["bs"], -place) for award, place, _name in said]
    assert order == sorted(order), said
    assert said[-1] == (AWARD["bs"], 1, WINNER)


def called(revealed: list[Revealed]) -> list[Called]:
    """In the order in which they were called."""
    return [
        (one.award, place, name)
        for one in revealed
        for place, name in zip(one.places, one.names, strict=True)
    ]


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
    [walk.serial] = SERIAL.findall(named)
    said = walk.stranger("bs", "winners").reads(f"diploma/{walk.serial}/")
    assert WINNER in said, said
