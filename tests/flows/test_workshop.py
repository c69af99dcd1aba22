"""A question is written, reviewed by two people, translated, checked, and met by a pupil."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Teacher, look, respond

pytestmark = pytest.mark.later

STEM = "A robot in a chat asks Mia for her address. What is best?"
ANSWERS = ("Give it to the robot", "Tell it nothing and ask an adult", "Give a friend's address")
WHY = "A chat may be stored and read. A robot needs no address, and neither does a friend's."
IN_SERBIAN = "Робот у ћаскању тражи Мијину адресу. Шта је најбоље?"
TRANSLATED = {
    "bs": (
        "Robot u razgovoru traži Mijinu adresu. Šta je najbolje?",
        "Ništa ne reći i pitati odraslu osobu",
    ),
    "hr": (
        "Robot u razgovoru traži Mijinu adresu. Što je najbolje?",
        "Ništa ne reći i pitati odraslu osobu",
    ),
    "sr": (IN_SERBIAN, "Ништа не рећи и питати одраслу особу"),
}
OTHERS = {
    "sr": ("Дати је роботу", "Дати адресу друга"),
    "": ("Dati je robotu", "Dati adresu druga"),
}


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: a list is looked at beside a question that is written."""
    return shared_day


@pytest.fixture
def people(browser: Browser, day: Day) -> dict[str, Page]:
    """Each logged in at a computer of their own, all reading English."""
    names = ("editor", "coordinator", "reviewer", "translator")
    found = {}
    for name in names:
        person = Teacher(browser, day.url, "en")
        email = f"{name}@demo.invalid"
        person.log_in(email, day.logins[email])
        person.page.goto(f"{day.url}/en/staff/questions/")
        found[name] = person.page
    return found


@pytest.mark.journey
def test_a_question_goes_from_its_draft_to_a_pupil_who_reads_cyrillic(
    people: dict[str, Page], day: Day, browser: Browser
) -> None:
    key = write(people["editor"])
    review_content(people["coordinator"], f"{day.url}/en/staff/questions/{key}/")
    review_protection(people["reviewer"], f"{day.url}/en/staff/questions/{key}/")
    for language in TRANSLATED:
        translate(people["translator"], f"{day.url}/en/staff/questions/{key}/", language)
    other_script(people["translator"], f"{day.url}/en/staff/questions/{key}/texts/sr-latn/")
    for language in (*TRANSLATED, "sr-latn"):
        check_back(people["reviewer"], f"{day.url}/en/staff/questions/{key}/texts/{language}/")
    people["editor"].goto(f"{day.url}/en/staff/questions/{key}/")
    expect(people["editor"].locator(".steps [aria-current]")).to_contain_text("approved")
    look(people["editor"])
    put_into_practice_paper(people["coordinator"], f"{day.url}/en/staff/editions/sample/papers/")
    meet_in_cyrillic(browser.new_page(), f"{day.url}/sr/rs/practice/9-11/")


def write(page: Page) -> str:
    """The editor's draft; returns its identifier."""
    page.get_by_role("link", name="New question").click()
    page.get_by_label("Written in").select_option("en")
    fill(page, STEM, ANSWERS, WHY)
    page.get_by_label("right: Answer B").check()
    page.get_by_label("Age group").select_option("9-11")
    page.get_by_label("Topic", exact=True).select_option(index=1)
    page.get_by_label("Difficulty").select_option("easy")
    look(page)
    page.get_by_role("button", name="Store the draft").click()
    expect(page.locator("#messages")).to_contain_text("stored as a draft")
    page.get_by_role("link", name="To write").click()
    page.get_by_role("button", name="Store and hand in").click()
    expect(page.locator("#messages")).to_contain_text("handed in")
    expect(page.locator(".steps [aria-current]")).to_have_text("content review")
    return page.url.rstrip("/").rpartition("/")[2]


def fill(page: Page, stem: str, answers: tuple[str, ...], why: str) -> None:
    page.get_by_label("Question", exact=True).fill(stem)
    for letter, answer in zip("ABC", answers, strict=True):
        page.get_by_label(f"Answer {letter}", exact=True).fill(answer)
    page.get_by_label("Explanation").fill(why)


def review_content(page: Page, address: str) -> None:
    """Another person answers blind: first wrong, which is on record, then right."""
    page.goto(f"{address}texts/en/")
    expect(page.locator(".right")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text(WHY)
    look(page)
    page.get_by_label(ANSWERS[0]).check()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("answered otherwise")
    page.get_by_label(ANSWERS[1]).check()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator("main")).to_contain_text(WHY)
    look(page)
    page.get_by_role("button", name="Pass").click()
    expect(page.locator("#messages")).to_contain_text("Passed")
    page.goto(f"{address}texts/en/")
    expect(page.get_by_role("button", name="Pass")).to_have_count(0)


def review_protection(page: Page, address: str) -> None:
    page.goto(f"{address}texts/en/")
    look(page)
    page.get_by_role("button", name="Pass").click()
    expect(page.locator(".steps [aria-current]")).to_have_text("translation")


def translate(page: Page, address: str, language: str) -> None:
    """Beside the source, as a draft that is handed in."""
    stem, right = TRANSLATED[language]
    first, last = OTHERS.get(language, OTHERS[""])
    page.goto(f"{address}texts/{language}/")
    expect(page.locator(".bench")).to_contain_text(STEM)
    fill(page, stem, (first, right, last), first)
    page.get_by_role("button", name="Store and hand in").click()
    expect(page.locator("#messages")).to_contain_text("handed in")


def other_script(page: Page, address: str) -> None:
    """Serbian in Latin letters begins from the Cyrillic text."""
    page.goto(address)
    page.get_by_role("link", name="Begin from the text in the other script").click()
    stem = "Robot u ćaskanju traži Mijinu adresu. Šta je najbolje?"
    expect(page.get_by_label("Question", exact=True)).to_have_value(stem)
    page.get_by_role("button", name="Store and hand in").click()
    expect(page.locator("#messages")).to_contain_text("handed in")


def check_back(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("input[name=choice]").nth(1).check()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("button", name="Pass").click()
    expect(page.locator("#messages")).to_contain_text("Passed")


def put_into_practice_paper(page: Page, address: str) -> None:
    """Beside the questions that stand there already."""
    page.goto(f"{address}9-11/practice/")
    page.get_by_role("button", name="Begin a draft with its questions").click()
    page.get_by_label("Words in the text").fill("robot in a chat")
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator("#bank").get_by_role("button", name="Add").click()
    page.get_by_role("checkbox", name=re.compile("all the same")).check()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("#messages")).to_contain_text("The paper is published")


def meet_in_cyrillic(page: Page, address: str) -> None:
    """The pupil's own screen; the new question comes in one of the first rounds."""
    page.goto(address)
    again = page.get_by_role("button", name="Вежбај са другим питањима")
    for _ in range(40):
        expect(page.get_by_test_id("question").or_(again)).to_be_visible()
        if IN_SERBIAN in page.locator("main").inner_text():
            break
        if again.is_visible():
            again.press("Enter")
            continue
        respond(page)
        page.locator("#next").press("Enter")
    expect(page.locator("main")).to_contain_text(IN_SERBIAN)
    expect(page.get_by_test_id("choice-A")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Дати је роботу")
    assert page.locator("html").get_attribute("lang") == "sr-Cyrl"
