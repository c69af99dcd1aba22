"""A new teacher in one sitting: from registration to printed certificates, in Serbian Cyrillic.

Half of the class at a time, PINs from the projector, one pupil with extra time, one PC that loses
its network for good, one call for help; the key stays closed as in a real edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.flows import newcomer
from tests.flows.conftest import Day, Seed, database_of, open_day
from tests.flows.newcomer import NewTeacher
from tests.flows.people import Pupil, Teacher
from tests.flows.test_answer_file import fetched_by, lose_the_network_for_good, save
from tests.flows.test_registering import code_in
from tests.machine import Machine
from tests.services import RedisServer

pytestmark = pytest.mark.timeout(900)
ORGANIZER = "organizer-rs@demo.invalid"
EMAIL, PASSWORD = "milica@example.org", "дванаест зелених коња"
ABOUT = {"name": "Милица Нова", "email": EMAIL, "password1": PASSWORD}
SCHOOL, CLASS, GAP = "Мала проба", "7-4", "1–29 без 14"
CARDS = 28
HELP_LINE = "064 555 333"
LATE_KEY = "from competition.models import Edition; Edition.objects.update(reveal_early=False)"


@pytest.fixture
def mailing_day(seeded: Seed, private_redis: RedisServer, tmp_path: Path) -> Iterator[Day]:
    """The sample edition with a closed key, whose mails lie in a folder."""
    with (
        database_of(seeded.source.rpartition("/")[2]) as database,
        Machine(
            DEMO="1",
            DATA_DIR=str(tmp_path),
            DATABASE_URL=database,
            REDIS_URL=private_redis.url,
            EMAIL_URL=f"file://{tmp_path}/mail",
        ) as machine,
    ):
        machine.run("manage", "shell", "-c", LATE_KEY)
        yield open_day(machine, seeded)


@pytest.fixture
def teacher(browser: Browser, mailing_day: Day) -> NewTeacher:
    return NewTeacher(browser, mailing_day.url, "sr")


@pytest.fixture
def organizer(browser: Browser, mailing_day: Day) -> Teacher:
    person = Teacher(browser, mailing_day.url, "sr")
    person.log_in(ORGANIZER, mailing_day.logins[ORGANIZER])
    return person


def test_a_new_teacher_goes_home_with_certificates(
    teacher: NewTeacher, organizer: Teacher, browser: Browser, tmp_path: Path
) -> None:
    say_the_number(organizer)
    teacher.page.goto(f"{teacher.url}/sr/rs/")
    newcomer.register(
        teacher, school=("mala proba", SCHOOL), who=ABOUT, code=lambda: code_in(tmp_path)
    )
    newcomer.add_a_class(teacher, label=CLASS, size=GAP, cards=CARDS)
    newcomer.check_a_computer(teacher, browser)
    look_at_the_pack(newcomer.print_the_pack(teacher))
    give_time(teacher, number="3")
    pins = newcomer.read_from_the_projector(teacher, ("1", "2", "3", "5"))
    pupils = {one: Pupil(browser, teacher.url, "sr", number=one, pin=pins[one]) for one in pins}
    teacher.turn_to("try")
    newcomer.rehearse(teacher, pupils["1"])
    newcomer.approve(organizer.page, staff=f"{organizer.url}/sr/staff/", email=EMAIL)
    play_the_first_half(teacher, organizer, pupils, tmp_path)
    play_the_rest(teacher, pupils["2"])
    talk(teacher)
    newcomer.take_certificates_home(teacher, pupils=4)
    everybody = (teacher, organizer, *pupils.values())
    assert [complaint for one in everybody for complaint in one.complaints] == []


def say_the_number(organizer: Teacher) -> None:
    """Whom teachers call."""
    page = organizer.page
    page.goto(f"{organizer.url}/sr/staff/day/calls/")
    page.locator("a[href*='/day/calls/numbers/']").click()
    form = page.locator("form:has([name=country][value=RS])")
    form.locator("[name=phone]").fill(HELP_LINE)
    form.locator("button").click()
    expect(page.locator("main [role=status]").first).to_be_visible()


def look_at_the_pack(pages: list[str]) -> None:
    """No card for the gap; whom to call stands on two of the pages of text."""
    assert "14" not in re.findall(r"(\d+)ПИН", " ".join(pages))
    assert sum(HELP_LINE.replace(" ", "") in page for page in pages) == 2


def give_time(teacher: NewTeacher, *, number: str) -> None:
    """Half as much again for one pupil."""
    page = teacher.home()
    page.locator("a[href$='/cards/']").first.press("Enter")
    page.locator("a[href$='/needs/']").press("Enter")
    teacher.read()
    row = page.locator(f"tr:has(input[name$=-number][value='{number}'])")
    row.locator("select").select_option("50")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/cards/")


def play_the_first_half(
    teacher: NewTeacher, organizer: Teacher, pupils: dict[str, Pupil], folder: Path
) -> None:
    """Odd numbers: one as always, one with more time, one whose network is gone."""
    page = teacher.turn_to("sit")
    page.locator("fieldset.who-plays summary").click()
    page.locator(".who-plays input[value=odd]").check()
    page.locator("#open-official").click()
    expect(page.locator("#monitor")).to_be_visible()
    monitor, code = page.url, str(teacher.state()["code"])
    playing = [pupils[number] for number in ("1", "3", "5")]
    for pupil in playing:
        pupil.sit_down()
    fetched = fetched_by(playing[2].page)
    for pupil in playing:
        pupil.come_in(code)
    expect(page.locator("#joined")).to_have_text("3")
    get_help(teacher, organizer)
    page.goto(monitor)
    teacher.press("start")
    expect(page.locator("#monitor")).to_have_attribute("data-phase", "running")
    for pupil in playing[:2]:
        pupil.answer(0)
    assert minutes_left(teacher, "3") > 1.4 * minutes_left(teacher, "1")
    for pupil in playing[:2]:
        pupil.work_to_the_end()
    lose_a_network(teacher, playing[2], fetched, folder)


def lose_a_network(teacher: NewTeacher, pupil: Pupil, fetched: set[str], folder: Path) -> None:
    """For good: the file has a number, which is noted before the quiz is ended."""
    lose_the_network_for_good(pupil, fetched)
    path, number = save(pupil.page, folder)
    teacher.open_seat(pupil.number)
    teacher.page.locator("#seat-panel .seat-file summary").click()
    teacher.page.fill("#file-number", number)
    teacher.page.locator("#seat-panel .seat-file button").click()
    expect(teacher.page.locator("#messages .toast")).to_be_visible()
    newcomer.end_and_look(teacher)
    bring(teacher, path)


def minutes_left(teacher: NewTeacher, number: str) -> int:
    """At the seat of a card."""
    teacher.open_seat(number)
    left = teacher.page.locator("#seat .seat-left")
    expect(left).to_have_text(re.compile(r"\d"))
    return int(re.findall(r"\d+", left.inner_text())[0])


def get_help(teacher: NewTeacher, organizer: Teacher) -> None:
    """A call from the monitor, whose answer the teacher reads there."""
    page, desk = teacher.page, organizer.page
    page.locator(".ask-help .button").click()
    teacher.read()
    expect(page.locator("main")).to_contain_text(HELP_LINE)
    page.locator("button[value=projector]").click()
    expect(page.locator(".help-own")).to_be_visible()
    desk.goto(f"{organizer.url}/sr/staff/day/")
    desk.locator(".call-list a").first.click()
    desk.locator("button[value=take]").click()
    desk.locator("button[value=answer]").click()
    expect(page.locator(".help-answer")).to_be_visible()
    desk.locator("button[value=close]").click()
    expect(page.locator(".help-own")).to_have_count(0)


def bring(teacher: NewTeacher, path: Path) -> None:
    """The file of the PC without network, and that it counts."""
    page = teacher.page
    page.locator("a[href$='/files/']").click()
    page.set_input_files("input[type=file]", str(path))
    page.locator("form.asking button").click()
    expect(page.locator(".verdict:not(.notice-attention)")).to_have_count(1)
    page.locator("form[action$='/count/'] button").click()
    expect(page.locator(".file form")).to_have_count(0)
    teacher.read()


def play_the_rest(teacher: NewTeacher, pupil: Pupil) -> None:
    """The list of tasks offers the other half."""
    page = teacher.turn_to("sit")
    expect(page.locator(".who-plays input[value=rest]")).to_be_checked()
    page.locator("#open-official").click()
    expect(page.locator("#monitor")).to_be_visible()
    pupil.come_in(str(teacher.state()["code"]))
    expect(page.locator("#joined")).not_to_have_text("0")
    teacher.press("start")
    pupil.answer(0)
    pupil.work_to_the_end()
    newcomer.end_and_look(teacher)


def talk(teacher: NewTeacher) -> None:
    """While the key is closed: open questions, and when it opens."""
    page = teacher.turn_to("results")
    page.locator("a[href*='/discussion/']").first.click()
    teacher.read()
    expect(page.locator(".slide:not([hidden])")).to_have_count(1)
