"""A new teacher in one sitting: from registration to printed certificates, in Serbian Cyrillic.

Half of the class at a time, PINs from the projector, one pupil with extra time, one PC that loses
its network for good, one call for help; the key stays closed as in a real edition.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.flows.conftest import Day, Seed, database_of, open_day
from tests.flows.people import Pupil, Teacher
from tests.flows.test_answer_file import lose_the_network_for_good, save
from tests.flows.test_lessons import work_to_the_end
from tests.flows.test_registering import code_in
from tests.machine import Machine
from tests.services import RedisServer

pytestmark = pytest.mark.timeout(900)
ORGANIZER = "organizer-rs@demo.invalid"
EMAIL, PASSWORD = "milica@example.org", "дванаест зелених коња"
SCHOOL, CLASS, GAP = "Мала проба", "7-4", "1–29 без 14"
CARDS = 28
HELP_LINE = "064 555 333"
LATE_KEY = "from competition.models import Edition; Edition.objects.update(reveal_early=False)"
# Two words of Latin letters in a row: what was not translated. Names of files are single words.
FOREIGN = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,}\b.*")


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


class NewTeacher(Teacher):
    """Somebody who never saw the product, and does what each page offers."""

    def home(self) -> Page:
        """The list of tasks."""
        self.page.goto(f"{self.url}/{self.language}/staff/")
        self.read()
        return self.page

    def read(self) -> None:
        """Every word of the page is Cyrillic."""
        expect(self.page.locator("main h1, main .slide:not([hidden]) h2").first).to_be_visible()
        found = FOREIGN.findall(self.page.locator("main").inner_text())
        assert found == [], self.page.url

    def state_of(self, task: str) -> str | None:
        """Whether a task is done."""
        return self.home().locator(f"[data-task={task}]").get_attribute("data-state")

    def turn_to(self, task: str) -> Page:
        """Press the button of a task."""
        before = self.home().url
        self.page.locator(f"[data-task={task}]").locator("a, form button").press("Enter")
        self.page.wait_for_url(lambda address: address != before)
        self.read()
        return self.page

    def pdf(self, selector: str) -> list[str]:
        """The letters of each page behind a link."""
        link = self.page.locator(selector).get_attribute("href")
        answer = self.page.request.get(f"{self.url}{link}")
        assert answer.status == 200
        return letters(answer.body())


def letters(content: bytes) -> list[str]:
    """Of each page: where a font ends a reader sees a space."""
    return ["".join(one.extract_text().split()) for one in PdfReader(io.BytesIO(content)).pages]


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
    register(teacher, tmp_path)
    add_a_class(teacher)
    check_a_computer(teacher, browser)
    print_the_pack(teacher)
    give_time(teacher, number="3")
    pins = read_from_the_projector(teacher, ("1", "2", "3", "5"))
    pupils = {one: Pupil(browser, teacher.url, "sr", number=one, pin=pins[one]) for one in pins}
    teacher.turn_to("try")
    rehearse(teacher, pupils["1"])
    approve(organizer)
    play_the_first_half(teacher, organizer, pupils, tmp_path)
    play_the_rest(teacher, pupils["2"])
    talk(teacher)
    take_certificates_home(teacher)
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


def register(teacher: NewTeacher, folder: Path) -> None:
    """From the page of the country, with the code of the mail."""
    page = teacher.page
    page.goto(f"{teacher.url}/sr/rs/")
    page.locator("a[href*='/register/']").first.click()
    page.get_by_role("combobox").press_sequentially("mala proba")
    page.get_by_role("option", name=SCHOOL).click()
    page.locator("[name=name]").fill("Милица Нова")
    page.locator("[name=email]").fill(EMAIL)
    page.locator("[name=password1]").fill(PASSWORD)
    teacher.read()
    page.keyboard.press("Enter")
    expect(page.locator("[name=code]")).to_be_focused()
    teacher.read()
    page.keyboard.type(code_in(folder))
    page.keyboard.press("Enter")
    expect(page.locator("[data-task=add_class][aria-current=step]")).to_be_visible()


def add_a_class(teacher: NewTeacher) -> None:
    """By the numbers of the register."""
    page = teacher.turn_to("add_class")
    page.locator("[name=label]").fill(CLASS)
    page.locator("[name=grade]").select_option(label="7")
    page.locator("[name=size]").fill(GAP)
    expect(page.locator("#understood")).to_contain_text(str(CARDS))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/cards/")
    teacher.read()
    expect(page.locator(".card-grid .paper-card")).to_have_count(CARDS)
    assert teacher.state_of("cards") == "open", "nothing was printed yet"


def check_a_computer(teacher: NewTeacher, browser: Browser) -> None:
    """In another browser, without a log-in; the teacher sees it come."""
    page = teacher.turn_to("lab_check")
    link = f"http://{page.locator('.lab-link').inner_text()}"
    computer = browser.new_context().new_page()
    computer.goto(link)
    expect(computer.locator("#answer")).not_to_have_attribute("data-look", "working")
    expect(computer.locator("#verdict")).to_contain_text(re.compile(r"\d"))
    computer.context.close()
    expect(page.locator(".lab-number").first).to_be_visible()


def print_the_pack(teacher: NewTeacher) -> None:
    """Cards, list and the pages of text, on which stands whom to call."""
    teacher.turn_to("cards")
    pages = teacher.pdf("a[href$='/pack/all.pdf']")
    assert "14" not in re.findall(r"(\d+)ПИН", " ".join(pages))
    assert sum(HELP_LINE.replace(" ", "") in page for page in pages) == 2
    assert teacher.state_of("cards") == "done"


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


def read_from_the_projector(teacher: NewTeacher, numbers: tuple[str, ...]) -> dict[str, str]:
    """One by one, for there is no printer."""
    page, pins = teacher.page, dict[str, str]()
    page.locator("a[href$='/cards/screen/']").press("Enter")
    for number in numbers:
        page.fill("#number", number)
        page.keyboard.press("Enter")
        expect(page.locator("h1 .one-digits")).to_have_text(number)
        page.locator(".one-pin summary").click()
        pins[number] = re.sub(r"\D", "", page.locator(".one-pin p").inner_text())
    return pins


def rehearse(teacher: NewTeacher, pupil: Pupil) -> None:
    """One pupil comes in; then it is ended, and the list has it done."""
    page = teacher.turn_to("rehearse")
    pupil.come_in(str(teacher.state()["code"]))
    expect(page.locator("#joined")).to_have_text("1")
    teacher.press("start")
    work_to_the_end(pupil)
    page.locator("#close-early").click()
    end_and_look(teacher)
    assert teacher.state_of("rehearse") == "done"


def end_and_look(teacher: NewTeacher) -> None:
    """End the quiz, and press what is next."""
    if not teacher.page.locator("#close[open]").count():
        teacher.page.locator("#close > summary").click()
    teacher.page.locator("#close form button").click()
    teacher.page.locator(".control-results a").click()
    teacher.page.wait_for_url("**/results/")
    teacher.read()


def approve(organizer: Teacher) -> None:
    """The person, who is the first one of the school."""
    page = organizer.page
    page.goto(f"{organizer.url}/sr/staff/schools/waiting/")
    page.locator("tr", has_text=EMAIL).locator("[name=role]").check()
    page.locator("#approve .buttons button").click()
    expect(page.locator("tr", has_text=EMAIL)).to_have_count(0)


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
        work_to_the_end(pupil)
    lose_a_network(teacher, playing[2], folder)


def lose_a_network(teacher: NewTeacher, pupil: Pupil, folder: Path) -> None:
    """For good: the file has a number, which is noted before the quiz is ended."""
    lose_the_network_for_good(pupil)
    path, number = save(pupil.page, folder)
    teacher.open_seat(pupil.number)
    teacher.page.locator("#seat-panel .seat-file summary").click()
    teacher.page.fill("#file-number", number)
    teacher.page.locator("#seat-panel .seat-file button").click()
    expect(teacher.page.locator("#messages .toast")).to_be_visible()
    end_and_look(teacher)
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
    work_to_the_end(pupil)
    end_and_look(teacher)


def talk(teacher: NewTeacher) -> None:
    """While the key is closed: open questions, and when it opens."""
    page = teacher.turn_to("results")
    page.locator("a[href*='/discussion/']").first.click()
    teacher.read()
    expect(page.locator(".slide:not([hidden])")).to_have_count(1)


def take_certificates_home(teacher: NewTeacher) -> None:
    """For all four, with a line to write on."""
    teacher.turn_to("certificates")
    pages = teacher.pdf("a[href$='/blank.pdf']")
    assert len(pages) == 4
    assert all("Потврда" in page or "потврда" in page.lower() for page in pages)
