"""Teachers: they come by mail, add a class, print its cards, open, start and close its sittings."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.flows.people import unfold
from tests.walk import hall
from tests.walk.desk import Person
from tests.walk.people import ask
from tests.walk.walk import Walk
from tests.walk.year import ABROAD_ORGANIZER, GRADE, ORGANIZER, PUPILS, Class

PHASES = {
    "start": "starting|running",
    "pause": "paused",
    "resume": "running",
    "extra": "running|paused",
    "close": "closed",
}
ASKED_OR_OPEN = re.compile(r"/staff/(sittings/\d+/$|classes/\d+/open/)")


def invite_teachers(walk: Walk) -> None:
    """The organizers write to a teacher of each school, who accept by their mails."""
    for one in walk.classes:
        ask(
            walk,
            one.teacher,
            by=ABROAD_ORGANIZER if one is walk.abroad else ORGANIZER,
            kind="teacher",
            where=("school", one.code),
            language=one.language,
        )
    for one in walk.classes:
        teacher = walk.meet(one.teacher, one.language)
        teacher.accept(walk.server.mail_to(one.teacher))
        teacher.page.wait_for_url(f"**/{one.language}/staff/")


def add_classes(walk: Walk) -> None:
    """Each teacher adds a class, enters it, and has its cards before the eyes."""
    for one in walk.classes:
        teacher = walk.meet(one.teacher, one.language)
        page = teacher.go("staff/classes/add/")
        page.fill("[name=label]", one.label)
        page.select_option("[name=grade]", label=GRADE)
        page.select_option("[name=language]", one.language)
        page.fill("[name=size]", f"{PUPILS}")
        teacher.press("main form.panel button[type=submit]")
        teacher.go("staff/")
        if page.locator("form[action*='/enter/']").count():
            teacher.press("form[action*='/enter/'] button")
        expect(page.locator(".class-card")).to_have_count(1)
        read_cards(teacher, one)


def read_cards(teacher: Person, one: Class) -> None:
    """The list for the teacher: each number with its PIN."""
    teacher.go("staff/")
    unfold(teacher.page.locator(".class-card"))
    teacher.press(".class-more a[href*='/cards/']")
    rows = teacher.page.locator(".teacher-sheet tbody tr")
    cells = [row.text_content() or "" for row in rows.all()]
    found = [re.findall(r"\d+", text) for text in cells]
    one.pins = {int(number): pin for number, pin, *_rest in found}
    assert len(one.pins) == PUPILS, f"{one.label}: {len(one.pins)} cards"


def open_sitting(walk: Walk, one: Class, kind: str) -> str:
    """Open a sitting of the class; returns the code that the room reads."""
    teacher = walk.meet(one.teacher, one.language)
    page = teacher.go("staff/")
    unfold(page.locator(".class-card"))
    page.locator(f".class-card button[value={kind}], .class-card a[href*='kind={kind}']").click()
    page.wait_for_url(ASKED_OR_OPEN)
    if "/open/" in page.url:  # an official one asks once, and says what is opened
        assert one.label in teacher.read()
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/sittings/*/")
    one.monitor = page.url
    return re.sub(r"\D", "", teacher.read(".monitor-code .code"))


def act(walk: Walk, one: Class, action: str) -> None:
    """Press one of the buttons of the class's monitor."""
    page = _monitor(walk, one)
    if action == "close":
        page.locator("details.control-close summary").click()
    page.locator(f"#controls button[value={action}]").click()
    phase = PHASES[action]
    expect(page.locator("#monitor")).to_have_attribute("data-phase", re.compile(phase))


def close_finished(walk: Walk, one: Class) -> None:
    """All have finished: the one next thing is to close and to show the results."""
    page = _monitor(walk, one)
    page.locator("#close-now").click()
    page.wait_for_url("**/results/")
    assert one.label in walk.meet(one.teacher).read()
    for row in page.locator("table.pupils tbody tr").all():
        number, points = (int(cell.inner_text()) for cell in row.locator(".number").all()[:2])
        assert points == one.points[number], (one.label, number, points, one.points[number])


def _monitor(walk: Walk, one: Class) -> Page:
    teacher = walk.meet(one.teacher, one.language)
    if teacher.page.url != one.monitor:
        teacher.page.goto(one.monitor)
    return teacher.page


def show_on_wall(walk: Walk, one: Class) -> None:
    """The projector of a class."""
    walk.wall = walk.meet(one.teacher, one.language).open_window()
    walk.wall.goto(f"{one.monitor}projector/")
    wall_shows(walk, "join")


def wall_shows(walk: Walk, phase: str) -> None:
    """The wall has come to another phase by itself."""
    assert walk.wall is not None
    expect(walk.wall.get_by_test_id(phase)).to_be_visible()
    walk.wall.screenshot(path=walk.file(f"wall-{phase}.png"))


def rehearse(walk: Walk) -> None:
    """One class tries it: pupils come in, answer, finish; the teacher closes."""
    one = walk.classes[0]
    code = open_sitting(walk, one, "rehearsal")
    pupils = hall.Room(walk.server, one, code)
    pupils.join(range(1, 4))
    act(walk, one, "start")
    pupils.answer_all()
    pupils.finish_all()
    pupils.leave()
    one.receipts.clear()
    one.points.clear()
    act(walk, one, "close")
    walk.meet(one.teacher).go("staff/")
