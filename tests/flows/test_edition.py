"""An edition from nothing to its publication, in Serbian Cyrillic; another person confirms the
seal in Croatian, and anybody checks it."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from playwright.sync_api import APIResponse, Browser, Page, expect

from tests import cast
from tests.flows.conftest import Day
from tests.flows.people import Person, Pupil, Teacher, look, nothing_under_way, unfold

CLASS, SIZE = "6-3", 12
# A bank that somebody has reviewed, and in it published papers to rehearse and to practise.
BANK = """
from django.conf import settings
from base import clock
from quizbank.papers.actions import publish_paper
from tests.competition.papers.cast import make_bank
bank = make_bank(17)
for kind, questions in (("rehearsal", bank[12:15]), ("practice", bank[15:])):
    publish_paper(
        questions, title=f"{kind} paper", kind=kind, division_code="12-13",
        languages=list(settings.ENDONYMS), at=clock.now(), tie_break=[1],
    )
"""
# The others of the class, each with a number of right answers of their own; then a few of two other
# schools, so that the board shows rows.
CLASS_PLAYS = """
from base import clock
from competition.sittings.actions.sittings import close
from competition.models import Entry, Sitting
from schools.models import SchoolClass
from tests import cast
sitting = Sitting.objects.latest("pk")
right = cast.right_choices(sitting.paper)
for card in sitting.entry.school_class.cards.exclude(number=1):
    known = right[:card.number // 2].ljust(len(right), "0")
    cast.finish(cast.make_attempt(card, sitting), known)
ours, place = sitting.entry.school_class, {"edition": sitting.entry.edition}
others = SchoolClass.objects.filter(
    school__country="RS",
    school__register_code__startswith="sample-",
    grade__division_code="12-13",
)
for other in others.exclude(school=ours.school):
    entry = Entry.objects.create(**place, division=sitting.entry.division, school_class=other)
    theirs = cast.make_sitting(entry)
    for card in other.cards.filter(number__lte=4):
        cast.finish(cast.make_attempt(card, theirs), right[:1].ljust(len(right), "0"))
    close(theirs, by=theirs.opened_by, at=clock.now())
"""
WINDOW_ENDS = """
UPDATE competition_window SET closes_at = now() - interval '1 second'
WHERE edition_id = (SELECT id FROM competition_edition WHERE slug = '2028')
"""
SCORES = """
SELECT r.score FROM competition_result r JOIN competition_division d ON d.id = r.division_id
JOIN competition_edition e ON e.id = d.edition_id WHERE e.slug = '2028' AND r.counts
ORDER BY r.score DESC
"""


@pytest.fixture
def day(one_day: Day) -> Day:
    return one_day


def ask(day: Day, statement: str) -> list[int]:
    """What the database says beside the running server."""
    url = day.machine.environment["DATABASE_URL"]
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement.encode())
        return [row[0] for row in cursor] if cursor.description else []


def shell(day: Day, script: str) -> None:
    day.machine.run("manage", "shell", "--verbosity", "0", "-c", script)


def someone(browser: Browser, day: Day, name: str, language: str) -> Teacher:
    """A member of staff who has logged in."""
    person = Teacher(browser, day.url, language)
    person.log_in(f"{name}@demo.invalid", day.logins[f"{name}@demo.invalid"])
    return person


def look_on(page: Page) -> None:
    """Nothing for axe to find, and nothing to be scrolled sideways."""
    look(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def open_desk(person: Person, path: str = "") -> Page:
    """A page of the edition's desk, looked at."""
    person.page.goto(f"{person.url}/{person.language}/staff/editions/2028/{path}")
    look_on(person.page)
    return person.page


def said(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)


def test_an_organizer_leads_an_edition_from_nothing_to_its_publication(
    day: Day, browser: Browser, tmp_path: Path
) -> None:
    shell(day, BANK)
    organizer = someone(browser, day, "organizer-rs", "sr")
    prepare(organizer)
    take_step(organizer, "пријављивање")
    teacher = enter_the_class(browser, day)
    take_step(organizer, "проба")
    take_step(organizer, "у току")
    pupil = play(browser, day, teacher)
    ask(day, WINDOW_ENDS)
    take_step(organizer, "провера")
    coordinator = seal_by_two(browser, day, organizer)
    visitor = Person(browser, day.url, "sr")
    assert list_of(visitor).status == 404, "nobody has the list before it is published"
    take_step(organizer, "објављено")
    see_the_board(visitor, ask(day, SCORES))
    check_the_seal(visitor, tmp_path, ask(day, SCORES))
    people = (organizer, teacher, pupil, coordinator, visitor)
    assert [one.complaints for one in people] == [[]] * len(people)


def prepare(organizer: Teacher) -> None:
    """Everything that stands in the lists of what is missing."""
    begin(organizer)
    give_texts_and_minutes(organizer)
    open_the_window(organizer)
    verify_contacts(organizer)
    for kind in ("rehearsal", "practice"):
        take_over(organizer, kind)
    choose_the_official_paper(organizer)
    page = open_desk(organizer, "papers/")
    expect(page.locator("#ready")).to_have_text("Сви званични тестови су спремни")


def begin(organizer: Teacher) -> None:
    page = organizer.page
    page.goto(f"{organizer.url}/sr/staff/editions-begin/")
    look_on(page)
    page.fill("[name=slug]", "2028")
    page.fill("[name=year]", "2028")
    page.keyboard.press("Enter")
    said(page, "Издање је започето.")


def give_texts_and_minutes(organizer: Teacher) -> None:
    page = open_desk(organizer, "texts/")
    for code in cast.LANGUAGES:
        if code != "sr-latn":
            page.fill(f"[name=names_{code}]", "Квиз" if code == "sr" else "Kviz")
    page.keyboard.press("Enter")
    said(page, "Сачувано.")
    open_desk(organizer, "divisions/")
    page.fill("[name='minutes_12-13']", "15")
    page.keyboard.press("Enter")
    said(page, "Сачувано.")


def open_the_window(organizer: Teacher) -> None:
    """From an hour ago, by the clocks of the country."""
    page, there = open_desk(organizer, "countries/rs/windows/"), ZoneInfo("Europe/Belgrade")
    for name, hours in (("opens", -1), ("closes", 5)):
        moment = datetime.now(there) + timedelta(hours=hours)
        page.fill(f"[name=windows-0-{name}_at]", f"{moment:%Y-%m-%dT%H:%M}")
    page.keyboard.press("Enter")
    said(page, "Сачувано.")


def verify_contacts(organizer: Teacher) -> None:
    """One after another, until each is valid."""
    page = open_desk(organizer)
    contacts = page.locator(".contact-list > li")
    while contacts.count():
        contacts.first.locator("form button").press("Enter")
        said(page, "Проверено данас")
    look_on(page)


def choose_the_official_paper(organizer: Teacher) -> None:
    """What is proposed is published, warnings read."""
    page = open_desk(organizer, "papers/12-13/official/?fill=1")
    page.locator("button[value=add_all]").press("Enter")
    expect(page.locator(".chosen > li")).to_have_count(SIZE)
    look_on(page)
    page.locator("[name=in_spite]").check()
    page.locator("button[value=publish]").press("Enter")
    said(page, "Тест је објављен и на свом је месту.")


def take_over(organizer: Teacher, kind: str) -> None:
    """A paper that the bank has already."""
    page = open_desk(organizer, f"papers/12-13/{kind}/")
    page.locator("details:has([name=paper]) summary").press("Enter")
    offered = page.locator("[name=paper] option", has_text=f"{kind} paper")
    page.select_option("[name=paper]", offered.get_attribute("value"))
    page.locator("button[value=attach]").press("Enter")
    said(page, "Тест је преузет")
    look_on(page)


def take_step(organizer: Teacher, state: str) -> None:
    """The way forward, once nothing is missing."""
    page = open_desk(organizer)
    # The sample is live too, and far from the day of 2028: both have to be seen.
    for tick in page.locator(".next > form [name=seen]").all():
        tick.press(" ")
    page.locator(".next > form button").press("Enter")
    said(page, f"Ново стање издања: {state}.")
    expect(page.locator(".history")).to_contain_text("organizer-rs@demo.invalid")


def enter_the_class(browser: Browser, day: Day) -> Teacher:
    """A class of the country takes part, beside the edition that runs."""
    teacher = someone(browser, day, "teacher-rs", "sr")
    cards = teacher.page.locator(".class-card").filter(has_text=CLASS)
    unfold(cards.first)
    cards.first.locator(".further-editions summary").press("Enter")
    cards.first.locator("form:has([value='2028']) button").press("Enter")
    expect(cards).to_have_count(2)
    expect(cards.last.locator(".class-next")).to_have_count(1)
    look_on(teacher.page)
    return teacher


def play(browser: Browser, day: Day, teacher: Teacher) -> Pupil:
    """One pupil at the screen, the others in the database; then the teacher closes the sitting."""
    teacher.page.goto(f"{teacher.url}/sr/staff/")
    code = teacher.open_official(CLASS)
    pupil = Pupil(browser, day.url, "sr", number="1", pin=day.cards[CLASS]["1"])
    pupil.come_in(code)
    teacher.press("start")
    pupil.answer_all([0] * SIZE)
    pupil.finish()
    shell(day, CLASS_PLAYS)
    teacher.page.locator(".control-close summary").click()
    teacher.page.locator("button[value=close]").click()
    expect(teacher.page.locator(".control-results a")).to_be_visible()
    return pupil


def seal_by_two(browser: Browser, day: Day, organizer: Teacher) -> Teacher:
    """The organizer lays the list before and cannot confirm it; the coordinator does."""
    page = open_desk(organizer, "seal/")
    page.locator("button[value=propose]").press("Enter")
    expect(page.locator("#list")).to_be_visible(timeout=180_000)
    nothing_under_way(page)
    expect(page.locator("button[value=confirm]")).to_have_count(0)
    look_on(page)
    coordinator = someone(browser, day, "coordinator", "hr")
    page = open_desk(coordinator, "seal/")
    # Nobody waits a week for the days of objections here.
    for tick in page.locator("form:has(button[value=confirm]) [name=seen]").all():
        tick.press("Space")
    page.locator("button[value=confirm]").press("Enter")
    expect(page.locator("#reopening")).to_be_visible(timeout=180_000)
    nothing_under_way(page)
    look_on(page)
    return coordinator


def list_of(visitor: Person) -> APIResponse:
    return visitor.page.request.get(f"{visitor.url}/sr/boards/2028/seal/list.csv")


def see_the_board(visitor: Person, scores: list[int]) -> None:
    """The best twenty, by points as in the database."""
    page = visitor.page
    page.goto(f"{visitor.url}/sr/boards/")
    look_on(page)
    page.locator("main a[href*='/2028/rs/12-13/']").first.press("Enter")
    expect(page.locator("#board tbody tr")).to_have_count(20)
    shown = page.locator("#board .score").all_inner_texts()
    assert list(map(int, shown)) == scores[:20]
    look_on(page)


def check_the_seal(visitor: Person, folder: Path, scores: list[int]) -> None:
    """As the page says: take the list, make its fingerprint, compare."""
    page = visitor.page
    page.goto(f"{visitor.url}/sr/boards/")
    page.locator("main a[href$='/2028/seal/']").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Запечаћени резултати")
    look_on(page)
    with page.expect_download() as waiting:
        page.locator("main a[href$='list.csv']").press("Enter")
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    expect(page.locator("ol .digest").last).to_have_text(f"shasum -a 256 {file.name}")
    made = hashlib.sha256(file.read_bytes()).hexdigest()
    expect(page.locator(".digest").first).to_have_text(made)
    lines = [line.split(";") for line in file.read_text(encoding="utf-8").splitlines()]
    assert [int(line[lines[0].index("score")]) for line in lines[1:]] == scores
