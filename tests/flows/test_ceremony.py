"""From closed windows to the last reveal: two organizers, a coordinator, two teachers, anybody.

A void that a teacher answers, a neutralised question, a draw, a consent that is taken back, and an
award that passes on: what the hall reads is what the winners' page and the stage sheet say.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from tests.ceremony_show import Revealed, Show
from tests.flows.evening import (
    ITS_DAY_COMES,
    NOBODY_HAS_CONFIRMED,
    NUMBER_ARRIVES,
    TICKET,
    Evening,
    after_the_day,
    once_there,
    open_page,
    press,
    someone,
)
from tests.flows.people import Person, Teacher, look
from tests.services import PostgresServer
from tests.waiting import until

pytestmark = pytest.mark.later

DESK = "staff/editions/2027/"
NAME = "Lamija Zlatar"
# Of every name that teachers have written on cards.
SECRET = "Tajna Osoba"
NUMBER = "7 12 33"
# Who has which place in the end: the second did not confirm.
PLACES = ((1, "first"), (2, "third"))

# Award, place (1 of who is drawn) and name, in the order of the stage or of the page.
type Called = tuple[str, int, str]


@pytest.fixture
def evening(private_postgres: PostgresServer, tmp_path: Path) -> Iterator[Evening]:
    (mails := tmp_path / "mail").mkdir()
    with after_the_day(private_postgres.url, mails) as one:
        yield one


def test_from_closed_windows_to_the_last_reveal(
    evening: Evening, browser: Browser, tmp_path: Path
) -> None:
    ana = someone(browser, evening, "ana@example.org", "en")
    boris = someone(browser, evening, "boris@example.org", "sr")
    vera = someone(browser, evening, "vera@example.org", "hr")
    teacher = someone(browser, evening, evening.told["teachers"][0], "bs")
    review(evening, ana, boris, teacher)
    neutralise(evening, ana, vera)
    seal_by_two(evening, ana, vera)
    drawn = draw(evening, vera)
    tell(ana)
    pupil = Person(browser, evening.machine.url, "bs")
    name_the_best(evening, teacher, pupil)
    confirm_for_the_teacher(boris, drawn["sr"])
    other = pass_on(evening, browser)
    visitor = publish(evening, ana, browser)
    check_the_list(evening, visitor, tmp_path, drawn)
    assert ("Zlato", 1, NAME) in winners_page(visitor)
    take_back(teacher)
    called = winners_page(visitor)
    best = [("Zlato", place, evening.alias(role, "sr")) for place, role in PLACES]
    assert stage_order(called) == stage_order([("Lot", 1, drawn["sr"]), *best])
    assert stage_sheet(evening, ana, tmp_path) == stage_order(called)
    hold(ana, called)
    hold_without_network(ana, called, tmp_path)
    people = (ana, boris, vera, teacher, other, pupil, visitor)
    assert [one.complaints for one in people] == [[]] * len(people)


# ---------------------------------------------------------------- from the windows to the seal


def review(evening: Evening, ana: Person, boris: Person, teacher: Person) -> None:
    """A void, what the teacher says to it, and another organizer's decision."""
    take_step(ana, "review")
    take_out(evening, ana)
    answer_for_it(teacher)
    let_count_again(boris)


def take_step(person: Person, to: str) -> None:
    page = open_page(person, f"{DESK}steps/")
    press(page, f"form:has([name=to][value={to}]) button")
    expect(page.locator(".history")).to_be_visible()


def take_out(evening: Evening, ana: Person) -> None:
    """By the code of the result, with a reason of the list."""
    [code] = evening.ask(
        f"SELECT receipt FROM competition_attempt WHERE card_id = {evening.told['cards']['first']}"
    )
    page = open_page(ana, f"{DESK}desk/")
    look(page)
    page.fill("input[name=code]", f"{code}")
    press(page, "form[action$='/desk/out/'] button")
    expect(page.locator("#decided + .reasons")).to_contain_text("Card 1")


def answer_for_it(teacher: Person) -> None:
    """It is the next of her tasks."""
    page = open_page(teacher, "staff/")
    expect(page.locator("[data-task=answer]")).to_be_visible()
    open_page(teacher, "staff/appeals/")
    page.fill("textarea[name=text]", "Karta 1 je vježbala svaki dan, ja sam bila pored nje.")
    look(page)
    press(page, ".case-form button")
    expect(page.locator(".case-words")).to_be_visible()


def let_count_again(boris: Person) -> None:
    page = open_page(boris, f"{DESK}appeals/")
    page.fill("textarea[name=sentence]", "Наставница је била присутна.")
    look(page)
    press(page, "button[value=uphold]")
    expect(page.locator("textarea[name=sentence]")).to_have_count(0)


def neutralise(evening: Evening, ana: Person, vera: Person) -> None:
    """Of two who had one mistake each it was the mistake of one; another person confirms."""
    page = open_page(ana, f"{DESK}neutralise/")
    question = page.locator("[name=item] option", has_text="official-2?").get_attribute("value")
    page.select_option("[name=item]", question)
    press(page, "form[action$='/neutralise/new/'] button")
    rows = once_there(page, "#ruling ~ .scroll-x tbody tr")
    look(page)
    told = {
        role: rows.filter(has_text=evening.alias(role, "en")).locator(".number").all_inner_texts()
        for role in ("first", "second")
    }
    assert {role: cells[2:] for role, cells in told.items()} == {
        "first": ["7", "7"],
        "second": ["7", "6"],
    }
    expect(page.locator("button[value=confirm]")).to_have_count(0)
    page = open_page(vera, f"{DESK}neutralise/")
    press(page, "button[value=confirm]")
    once_there(page, "#done")


def name_a_number(vera: Person) -> None:
    """Before the seal, and nobody can know it by then."""
    page = open_page(vera, f"{DESK}awarding/number/")
    for name, words, days in (("number", "Loto, 12. kolo", 2), ("substitute", "13. kolo", 9)):
        page.fill(f"[name={name}]", words)
        day = datetime.now(UTC) + timedelta(days=days)
        at = "comes_at" if name == "number" else "substitute_at"
        # No clock is put forward at noon.
        page.fill(f"[name={at}]", f"{day:%d.%m.%Y} 12:00")
    press(page, "main form.panel button")
    expect(page.locator("#draws ~ .facts")).to_contain_text("12. kolo")


def seal_by_two(evening: Evening, ana: Person, vera: Person) -> None:
    """The list has the void that was taken back, and the question that counts for nobody."""
    name_a_number(vera)
    page = open_page(ana, f"{DESK}seal/")
    press(page, "button[value=propose]")
    once_there(page, "#list")
    expect(page.locator("button[value=confirm]")).to_have_count(0)
    page = open_page(vera, f"{DESK}seal/")
    best = page.locator(".seal-boards tr", has_text=evening.alias("first", "hr"))
    expect(best.locator(".number")).to_have_text(["1", "7 / 7"])
    look(page)
    for box in page.locator("form:has(button[value=confirm]) [type=checkbox]").all():
        box.check()
    press(page, "button[value=confirm]")
    once_there(page, "#correction")


# ---------------------------------------------------------------- from the seal to the winners


def draw(evening: Evening, vera: Person) -> dict[str, str]:
    """Refused before the number is known; then once, and who was drawn: the alias by language."""
    page = open_page(vera, f"{DESK}awarding/")
    type_number(page)
    expect(page.locator("#messages")).to_be_visible()
    evening.ask(NUMBER_ARRIVES)
    type_number(page)
    line = once_there(page, "section.panel:has(h3:text-matches('^Lot')) tbody tr").first
    expect(page.locator("button.button-attention")).to_have_count(0)
    return evening.aliases_of(line.locator("th").inner_text().strip())


def type_number(page: Page) -> None:
    for name in ("number", "again"):
        page.fill(f"form[action$='/draw/'] [name={name}]", NUMBER)
    press(page, "form[action$='/draw/'] button")


def tell(ana: Person) -> None:
    """The dates that are offered, with a place, and a press."""
    page = open_page(ana, f"{DESK}winners/dates/")
    page.fill("[name=ceremony_place]", "Dom mladih")
    look(page)
    press(page, "main form.panel button")
    press(page, "form[action$='/winners/tell/'] button")
    expect(page.locator("form[action$='/winners/tell/']")).to_have_count(0)


def name_the_best(evening: Evening, teacher: Person, pupil: Person) -> None:
    """From the mail and the task to the name that a guardian has agreed to; the pupil reads of the
    award when the teacher says so."""
    alias, address = evening.alias("first", "bs"), evening.told["teachers"][0]
    assert until(lambda: evening.was_written(address, alias)), "no mail about the best"
    page = open_page(teacher, "staff/")
    expect(page.locator("[aria-current=step]")).to_have_attribute("data-task", "winners")
    open_page(teacher, "staff/winners/")
    with page.expect_navigation():
        page.locator(".winner-line", has_text=alias).locator("a").click()
    for do, knows in (("confirm", False), ("tell", True)):
        press(page, f"button[value={do}]")
        assert ("Zlato" in own_result(evening, pupil)) is knows
    expect(page.locator("#id_name")).to_have_count(0)
    page.check("#id_signed")
    press(page, "button[value=consent]")
    page.fill("#id_name", NAME)
    press(page, "button[value=name]")
    expect(page.locator("h1")).to_have_text(NAME)


def own_result(evening: Evening, pupil: Person) -> str:
    """What the best reads with the code of the receipt."""
    page = open_page(pupil, "receipt/")
    page.fill("[name=receipt]", evening.told["receipt"])
    press(page, ".own-form button")
    return page.locator("main").inner_text()


def confirm_for_the_teacher(boris: Person, alias: str) -> None:
    """Whom the organizer has called: the pupil who was drawn."""
    page = open_page(boris, f"{DESK}winners/")
    look(page)
    press(page, f".winner-table a:text-is('{alias}')")
    press(page, "button[value=confirm]")
    expect(page.locator(".tag-done")).to_be_visible()


def pass_on(evening: Evening, browser: Browser) -> Teacher:
    """The days pass, and the teacher of the second never looked: the reserve's is told."""
    alias, address = evening.alias("third", "bs"), evening.told["teachers"][2]
    assert not evening.was_written(address, alias)
    evening.ask(NOBODY_HAS_CONFIRMED)
    assert until(lambda: evening.was_written(address, alias)), "the reserve was not told"
    teacher = someone(browser, evening, address, "bs")
    open_page(teacher, "staff/winners/")
    press(teacher.page, "form[action$='/winners/confirm/'] button")
    row = teacher.page.locator(".winner-line", has_text=alias)
    expect(row.locator(".tag-done")).to_be_visible()
    return teacher


# ---------------------------------------------------------------- public


def publish(evening: Evening, ana: Person, browser: Browser) -> Person:
    """Winners are public on their day and not before; another country is told in words."""
    take_step(ana, "published")
    visitor = Person(browser, evening.machine.url, "sr")
    address = f"{visitor.url}/sr/boards/2027/winners/ba/"
    early = visitor.page.request.get(address).text()
    assert ('class="notice"' in early, 'class="panel public-winners"' in early) == (True, False)
    evening.ask(ITS_DAY_COMES)
    open_page(visitor, "boards/2027/winners/hr/")
    expect(visitor.page.locator("main .notice")).to_be_visible()
    look(open_page(visitor, "boards/2027/winners/ba/"))
    return visitor


def winners_page(visitor: Person) -> list[Called]:
    """As anybody reads it; and nobody's name that no guardian has agreed to."""
    page = open_page(visitor, "boards/2027/winners/ba/")
    nothing_secret(page.content())
    return [
        (award.partition(" · ")[0], int((place or "1").strip(". ")), name)
        for section in page.locator("main section").all()
        for award in [section.locator("h2").inner_text()]
        for row in section.locator("li").all()
        for place in [" ".join(row.locator(".winner-place").all_inner_texts())]
        for name in [row.locator("strong").inner_text()]
    ]


def nothing_secret(text: str) -> None:
    assert SECRET not in text


def check_the_list(evening: Evening, visitor: Person, folder: Path, drawn: dict[str, str]) -> None:
    """The sealed list has these places, and the draw repeats from its own files."""
    get = visitor.page.request.get
    rows = get(f"{visitor.url}/sr/boards/2027/seal/list.csv").text().splitlines()
    best = [row.split(";")[:2] for row in rows if ";12-13;" in row][:3]
    assert best == [
        [f"{n}", evening.alias(role, "en").lower()]
        for n, role in enumerate(evening.told["cards"], 1)
    ]
    files = ("repeat_draw.py", "awards.json", "draw.json")
    for name in files:
        (folder / name).write_bytes(get(f"{visitor.url}/sr/boards/2027/draw/{name}").body())
    again = subprocess.check_output([sys.executable, *files], cwd=folder, text=True)
    [ticket] = evening.ask(TICKET.format(evening.card_of(drawn["en"])))
    assert "NOT" not in again
    assert [line for line in again.splitlines() if line.endswith(f"as told: {ticket}")]


def take_back(teacher: Person) -> None:
    press(teacher.page, "button[value=withdraw]")
    expect(teacher.page.locator("h1")).not_to_have_text(NAME)


# ---------------------------------------------------------------- the stage


def stage_sheet(evening: Evening, ana: Person, folder: Path) -> list[Called]:
    """The workbook's sheet for the stage, with aliases as they read in Serbian."""
    page = open_page(ana, "staff/spreadsheets/")
    press(page, "form[action*='/2027/workbook/make/'] button")
    link = page.locator("a[href*='/spreadsheets/files/']").first
    with page.expect_download() as download:
        link.click()
    download.value.save_as(folder / "workbook.xlsx")
    sheet = load_workbook(folder / "workbook.xlsx")["Winners"]
    found, award = list[Called](), ""
    for envelope, place, name, *_rest in sheet.iter_rows(min_row=2, values_only=True):
        nothing_without_consent(f"{name}")
        if isinstance(envelope, str):
            award = envelope.partition(" · ")[0]
        elif envelope:
            found.append((award, int(f"{place}"), evening.aliases_of(f"{name}")["sr"]))
    return found


def nothing_without_consent(text: str) -> None:
    """Nobody has agreed any more."""
    nothing_secret(text)
    assert NAME not in text


def hold(ana: Person, called: list[Called]) -> None:
    """Online, from the first word to the last; then the presenter may let the boards move."""
    page = open_page(ana, f"{DESK}ceremony/?first=sr")
    look(page)
    link = page.locator("a[href*='/ceremony/ceremony/screens/']").get_attribute("href")
    show = Show(ana.context, f"{ana.url}{link}", size=(1024, 768))
    reveals_all(show, called)
    expect(show.presenter.locator("#boards-now")).to_be_visible()
    show.close()


def hold_without_network(ana: Person, called: list[Called], folder: Path) -> None:
    """The file, on a computer that reaches nobody, in two scripts."""
    page = open_page(ana, f"{DESK}ceremony/?first=sr&second=sr-latn")
    with page.expect_download() as download:
        page.locator("a[href*='/ceremony/ceremony/file/']").click()
    download.value.save_as(file := folder / "ceremony.html")
    nothing_without_consent(file.read_text(encoding="utf-8"))
    show = Show(ana.browser.new_context(offline=True), file.as_uri(), size=(1920, 1080))
    reveals_all(show, called)
    assert set(show.asked) <= {"file", "data"}
    assert show.errors == []


def reveals_all(show: Show, called: list[Called]) -> None:
    """Whom the page of winners names, the younger first, the last place first."""
    assert [one for revealed in show.reveals() for one in said(revealed)] == stage_order(called)
    for window in (show.presenter, show.hall):
        nothing_without_consent(window.content())


def said(revealed: Revealed) -> list[Called]:
    pairs = zip(revealed.places, revealed.names, strict=True)
    return [(revealed.award, place, name) for place, name in pairs]


def stage_order(called: list[Called]) -> list[Called]:
    return sorted(called, key=lambda one: (one[0] != "Lot", -one[1]))
