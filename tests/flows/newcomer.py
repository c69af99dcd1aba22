"""A teacher who never saw the product, from registration to printed certificates.

Shared by the flow of the tests and by the walk through a served product (``make walk``).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence

from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.flows.people import Pupil, Teacher, painted, unfold

# Two words of Latin letters in a row: what was not translated. Names of files are single words.
FOREIGN = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,}\b.*")


class NewTeacher(Teacher):
    """Does what each page offers, and reads it in Serbian Cyrillic."""

    def home(self) -> Page:
        """The first page."""
        self.page.goto(f"{self.url}/{self.language}/staff/")
        self.read()
        return self.page

    def read(self) -> None:
        """Every word of the page is Cyrillic."""
        expect(self.page.locator("main h1, main .slide:not([hidden]) h2").first).to_be_visible()
        painted(self.page)
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


def register(
    teacher: NewTeacher, *, school: tuple[str, str], who: dict[str, str], code: Callable[[], str]
) -> None:
    """From the page of a country, with the code of the mail; ``school`` is what is typed into the
    search and which one is chosen."""
    page = teacher.page
    page.locator("a[href*='/register/']").first.click()
    page.get_by_role("combobox").press_sequentially(school[0])
    page.get_by_role("option", name=school[1]).click()
    for name, words in who.items():
        page.locator(f"[name={name}]").fill(words)
    teacher.read()
    page.keyboard.press("Enter")
    expect(page.locator("[name=code]")).to_be_focused()
    teacher.read()
    page.keyboard.type(code())
    page.keyboard.press("Enter")
    expect(page.locator("[data-task=add_class] a")).to_be_visible()


def approve(organizer: Page, *, staff: str, email: str) -> None:
    """The organizer: the person, who is the first one of the school."""
    organizer.goto(f"{staff}schools/waiting/")
    organizer.locator("tr", has_text=email).locator("[name=role]").check()
    organizer.locator("#approve .buttons button").click()
    expect(organizer.locator("tr", has_text=email)).to_have_count(0)


def add_a_class(
    teacher: NewTeacher, *, label: str, size: str, cards: int, language: str = "sr"
) -> None:
    """By the numbers of the register."""
    page = teacher.turn_to("add_class")
    page.locator("[name=language]").select_option(language)
    page.locator("[name=label]").fill(label)
    page.locator("[name=grade]").select_option(label="7")
    page.locator("[name=size]").fill(size)
    expect(page.locator("#understood")).to_contain_text(f"{cards}")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/cards/")
    teacher.read()
    expect(page.locator(".card-grid .paper-card")).to_have_count(cards)
    assert teacher.state_of("cards") == "open", "nothing was printed yet"


def check_a_computer(teacher: NewTeacher, browser: Browser) -> None:
    """In another browser, without a log-in."""
    teacher.turn_to("lab_check")
    computer = browser.new_context(ignore_https_errors=True).new_page()
    computer.goto(teacher.page.url)
    expect(computer.locator("#answer")).not_to_have_attribute("data-look", "working")
    computer.context.close()


def print_the_pack(teacher: NewTeacher) -> list[str]:
    """Cards, list and the pages of text: the letters of each page."""
    teacher.turn_to("cards")
    pages = teacher.pdf("a[href$='/pack/all.pdf']")
    assert teacher.state_of("cards") == "done"
    return pages


def read_from_the_projector(teacher: NewTeacher, numbers: Sequence[str]) -> dict[str, str]:
    """One by one, for there is no printer; from the page of the class's cards."""
    page, pins = teacher.page, dict[str, str]()
    page.locator("a[href$='/cards/screen/']").press("Enter")
    for number in numbers:
        page.fill("#number", number)
        painted(page)
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
    pupil.work_to_the_end()
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


def take_certificates_home(teacher: NewTeacher, *, pupils: int) -> None:
    """For all who played, with a line to write on."""
    page = teacher.home()
    unfold(page.locator(".class-card"))
    page.locator(".class-ways a[href$='/certificates/']").press("Enter")
    page.wait_for_url("**/certificates/")
    teacher.read()
    pages = teacher.pdf("a[href$='/blank.pdf']")
    assert len(pages) == pupils
    assert all("признање" in page.lower() for page in pages)
