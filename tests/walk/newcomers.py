"""A teacher who comes by herself: registers, is approved, plays without a printer, in Serbian."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.flows import newcomer
from tests.flows.newcomer import NewTeacher
from tests.flows.people import Pupil
from tests.walk.desk import PASSWORD
from tests.walk.editions import take_step
from tests.walk.walk import Walk
from tests.walk.year import COORDINATOR, COUNTRY, ORGANIZER

EMAIL = "milica@school.example"
# Typed in Latin letters, though the register has it in Cyrillic.
SCHOOL = ("drugi koraci", "Други кораци")
LABEL, SIZE, CARDS = "7-4", "1–29 без 14", 28
NUMBERS = ("1", "2", "29")
CODE = re.compile(r"\b\d{4}-\d{4}\b")


def go_live(walk: Walk) -> None:
    """The window was opened when the edition was set up."""
    take_step(walk.meet(COORDINATOR), "live")


def register(walk: Walk) -> None:
    """From the page of the country to the first page."""
    teacher = NewTeacher(walk.browser, walk.server.url, "sr")
    walk.newcomer = walk.newcomers[EMAIL] = walk.here = teacher
    teacher.page.goto(f"{teacher.url}/sr/{COUNTRY.lower()}/")
    about = {"name": "Милица Нова", "email": EMAIL, "password1": PASSWORD}
    newcomer.register(teacher, school=SCHOOL, who=about, code=lambda: _code(walk))


def _code(walk: Walk) -> str:
    [code] = CODE.findall(walk.server.mail_to(EMAIL))
    return str(code)


def approve(walk: Walk) -> None:
    """On the page of those who wait."""
    organizer = walk.meet(ORGANIZER)
    newcomer.approve(organizer.page, staff=f"{organizer.url}/en/staff/", email=EMAIL)


def _teacher(walk: Walk) -> NewTeacher:
    """Back at her desk."""
    assert walk.newcomer is not None
    walk.here = walk.newcomer
    return walk.newcomer


def add_class(walk: Walk) -> None:
    """As the class register has it, with a gap."""
    newcomer.add_a_class(_teacher(walk), label=LABEL, size=SIZE, cards=CARDS)


def check_computer(walk: Walk) -> None:
    """One PC, without logging in."""
    newcomer.check_a_computer(_teacher(walk), walk.browser)


def print_pack(walk: Walk) -> None:
    """Every card is in it."""
    letters = " ".join(newcomer.print_the_pack(_teacher(walk)))
    numbers = {int(one) for one in re.findall(r"(\d+)ПИН", letters)}
    assert numbers == {*range(1, 30)} - {14}, numbers


def rehearse(walk: Walk) -> None:
    """With the PIN of one card, read from the projector."""
    teacher = _teacher(walk)
    teacher.home().locator("a[href$='/cards/']").first.press("Enter")
    pins = newcomer.read_from_the_projector(teacher, NUMBERS[:1])
    newcomer.rehearse(teacher, _pupil(walk, NUMBERS[0], pins[NUMBERS[0]]))


def _pupil(walk: Walk, number: str, pin: str) -> Pupil:
    pupil = Pupil(walk.browser, walk.server.url, "sr", number=number, pin=pin)
    walk.newcomers[f"pupil {number}, PIN {pin or 'none'}"] = pupil
    return pupil


def let_all_in(walk: Walk) -> None:
    """Code and number are enough; the browsers wait until the teacher lets them in."""
    teacher = _teacher(walk)
    page = teacher.turn_to("sit")
    page.locator("details.who-plays > summary").click()
    page.locator("input[name=without_pins]").check()
    page.locator("#open-official").click()
    expect(page.locator("#monitor")).to_be_visible()
    code = str(teacher.state()["code"])
    walk.her_pupils = [_pupil(walk, number, "") for number in NUMBERS]
    for pupil in walk.her_pupils:
        pupil.type_digits(code)
    expect(page.locator(".seat[data-state=here]")).to_have_count(len(NUMBERS))
    page.locator("#let-all").click()
    for pupil in walk.her_pupils:
        pupil.settle()
    expect(page.locator("#joined")).to_have_text(f"{len(NUMBERS)}")


def play(walk: Walk) -> None:
    """Each answers one question; all finish."""
    teacher = _teacher(walk)
    teacher.press("start")
    for pupil in walk.her_pupils:
        pupil.answer(0)
        pupil.work_to_the_end()
    newcomer.end_and_look(teacher)


def take_certificates(walk: Walk) -> None:
    """A page for each who played."""
    newcomer.take_certificates_home(_teacher(walk), pupils=len(NUMBERS))
