"""A PC is checked in real browsers: a new one, an old one, and one without a websocket."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browsers import chromium109
from tests.flows.conftest import Day
from tests.flows.people import Person, Teacher, look

pytestmark = pytest.mark.later

# For the check no time passes: whether this machine is busy is not what is asked here.
AT_EASE = """(() => {
    performance.now = () => 0;
    const later = window.setTimeout.bind(window);
    window.setTimeout = (done, ms) => later(done, 20 * ms);
})()"""


def pc_of(browser: Browser, day: Day, language: str) -> Person:
    """Somebody at a PC that finds nothing slow."""
    person = Person(browser, day.url, language)
    person.context.add_init_script(AT_EASE)
    return person


def check(page: Page, link: str) -> str:
    """Load the page of the check; the answer in words."""
    page.goto(link)
    expect(page.locator("#answer")).not_to_have_attribute("data-look", "working")
    return page.locator("#verdict").inner_text()


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: PCs are those of a school, and each test has another."""
    return shared_day


@pytest.fixture
def teacher(day: Day, browser: Browser, country: str) -> Teacher:
    """At the page that tells what to open on each PC."""
    person = Teacher(browser, day.url, "en")
    email = f"teacher-{country}@demo.invalid"
    person.log_in(email, day.logins[email])
    person.page.goto(f"{day.url}/en/staff/computers/")
    look(person.page)
    return person


def link_of(teacher: Teacher) -> str:
    """The address to open on each PC."""
    return f"http://{teacher.page.locator('.lab-link').inner_text()}"


@pytest.mark.parametrize("country", ["ba"])
def test_pcs_get_numbers_and_the_teacher_sees_them(
    day: Day, teacher: Teacher, browser: Browser, playwright: Playwright
) -> None:
    link = link_of(teacher)
    first, second = (pc_of(browser, day, "sr") for _ in range(2))
    assert check(first.page, link) == "This PC is ready. Write 1 on it."
    expect(first.page.locator("[data-look=warn]")).to_have_count(0)
    look(first.page)
    second.context.route_web_socket("**/ws/check/", lambda socket: socket.close())
    assert "2" in check(second.page, link.replace("/en/", "/sr/"))
    expect(second.page.locator("[data-line=socket]")).to_have_attribute("data-look", "warn")
    assert "1" in check(first.page, link.replace("/en/", "/sr/"))
    with chromium109() as address:
        old = pc_of(playwright.chromium.connect_over_cdp(address), day, "en")
        assert check(old.page, link) == "This PC is ready. Write 3 on it."
        old.context.close()
    expect(teacher.page.locator(".lab-number")).to_have_text(["1", "2", "3"])
    expect(teacher.page.locator(".finding")).to_have_text("3 of 3 PCs are ready")
    look(teacher.page)
    assert [*teacher.complaints, *first.complaints] == []


@pytest.mark.parametrize("country", ["rs"])
def test_the_code_is_typed_with_the_keyboard_alone(
    day: Day, teacher: Teacher, browser: Browser
) -> None:
    code = link_of(teacher).split("/")[-2]
    person = Person(browser, day.url, "en")
    person.page.goto(f"{day.url}/en/check/")
    person.page.locator("#lab-code").focus()
    person.page.keyboard.type(f"{code[:3]} {code[3:]}")
    person.page.keyboard.press("Enter")
    expect(person.page.locator("#verdict")).to_contain_text("Write 1 on it.")
    person.page.goto(f"{day.url}/en/check/network/")
    look(person.page)
    assert person.complaints == []


def test_a_browser_that_cannot_read_the_check_says_so(day: Day, browser: Browser) -> None:
    person = Person(browser, day.url, "en")
    person.context.route("**/lab/check*.js", lambda route: route.fulfill(body="let = = 1;"))
    person.page.goto(f"{day.url}/en/check/")
    expect(person.page.locator("#too-old")).to_be_visible()
    expect(person.page.locator("#answer")).to_be_hidden()
