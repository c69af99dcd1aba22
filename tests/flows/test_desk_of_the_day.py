"""An organizer's desk on the day, with a class that sits and somebody who watches from outside."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.flows.conftest import Day
from tests.flows.evening import once_there
from tests.flows.people import Person, Pupil, Teacher, look
from tests.services import RedisServer

pytestmark = pytest.mark.later

CLASS = "VII-2"
# Pictures that come later would move what stands below them.
PICTURES = "[...document.images].every((one) => one.complete)"


def words(text: str) -> dict[str, str]:
    """Own words in five languages; the number tells one notice from another."""
    return {
        "bs": f"Molimo pričekajte, broj {text}.",
        "hr": f"Molimo pričekajte malo, broj {text}.",
        "sr": f"Молимо сачекајте, број {text}.",
        "sr-latn": f"Molimo sačekajte, broj {text}.",
        "en": f"Please wait, number {text}.",
    }


def say(organizer: Teacher, number: str) -> None:
    """Own words to the own country."""
    page = organizer.page
    page.goto(f"{organizer.url}/{organizer.language}/staff/day/notices/")
    page.locator("input[name=sentence][value='']").check()
    page.locator(".own-words summary").click()
    for language, text in words(number).items():
        page.fill(f"[name='text_{language}']", text)
    page.locator(".day-form button[type=submit]").click()
    expect(page.locator(".said .said-text").first).to_contain_text(number)


def notice(page: Page) -> Locator:
    return page.get_by_test_id("notice")


@pytest.fixture
def organizer(day: Day, browser: Browser) -> Teacher:
    """Of Bosnia and Herzegovina, reading Croatian."""
    person = Teacher(browser, day.url, "hr")
    person.log_in("organizer-ba@demo.invalid", day.logins["organizer-ba@demo.invalid"])
    return person


@pytest.fixture
def teacher(day: Day, browser: Browser) -> Teacher:
    """With an open official sitting on the screen."""
    person = Teacher(browser, day.url, "bs")
    person.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    person.open_official(CLASS)
    return person


@pytest.fixture
def pupil(day: Day, browser: Browser, teacher: Teacher) -> Pupil:
    """At the first question, in Cyrillic, on a telephone."""
    person = Pupil(browser, day.url, "sr", number="1", pin=day.cards[CLASS]["1"])
    person.page.set_viewport_size({"width": 360, "height": 740})
    person.come_in(str(teacher.state()["code"]))
    teacher.press("start")
    expect(person.question()).to_be_visible()
    # Until then the page may still move to its top.
    expect(person.page.locator("#title")).to_be_focused()
    person.page.wait_for_function(PICTURES)
    return person


def test_everybody_reads_a_notice_in_their_language_also_without_redis(
    organizer: Teacher, teacher: Teacher, pupil: Pupil, private_redis: RedisServer
) -> None:
    before = pupil.question().bounding_box()
    say(organizer, "1")
    look(organizer.page)
    expect(notice(pupil.page)).to_have_text(words("1")["sr"])
    assert pupil.question().bounding_box() == before
    expect(notice(teacher.page)).to_have_text(words("1")["bs"])
    look(pupil.page)
    look(teacher.page)

    read_on_and_put_away(pupil)

    private_redis.stop()
    say(organizer, "2")
    pupil.answer(2)
    expect(notice(pupil.page)).to_have_text(words("2")["bs"])
    expect(notice(teacher.page)).to_have_text(words("2")["bs"])
    wall = see_the_wall(teacher)
    expect(notice(wall)).to_have_text(words("2")["bs"])
    look(wall)

    organizer.page.locator(".said button").first.click()
    expect(notice(teacher.page)).to_have_text(words("1")["bs"])
    assert [one.complaints for one in (organizer, teacher, pupil)] == [[], [], []]


def read_on_and_put_away(pupil: Pupil) -> None:
    """In another language; and what was put away stays away."""
    change_language(pupil, "bs")
    expect(notice(pupil.page)).to_have_text(words("1")["bs"])
    pupil.page.locator(".notice-strip button").click()
    expect(notice(pupil.page)).to_have_count(0)
    pupil.answer(1)
    pupil.page.wait_for_timeout(3000)
    expect(notice(pupil.page)).to_have_count(0)


def change_language(pupil: Pupil, code: str) -> None:
    toggle = pupil.page.locator("#language-button")
    if toggle.is_visible():
        toggle.click()
    pupil.page.locator(f"#language-{code}").click()


def see_the_wall(teacher: Teacher) -> Page:
    """The projector's dark view in another window."""
    wall = teacher.context.new_page()
    wall.goto(f"{teacher.page.url}projector/?look=dark")
    return wall


def test_a_window_is_extended_and_a_board_is_stopped_while_somebody_watches(
    organizer: Teacher, pupil: Pupil, browser: Browser, day: Day
) -> None:
    visitor = Person(browser, day.url, "en")
    visitor.page.goto(f"{day.url}/en/boards/")
    once_there(visitor.page, "main a[href*='/ba/12-13/']").first.click()
    expect(visitor.page.locator("#board-state-word")).to_have_text("Live")

    see_the_day(organizer)
    extend_the_window(organizer)
    pupil.answer_and_send(1)

    freeze(organizer)
    frozen = visitor.page.locator("#board-state-word")
    expect(frozen).to_contain_text("we are checking a result")
    expect(frozen).to_have_text(re.compile(r"^Frozen since \d\d:\d\d: we are checking a result$"))
    look(visitor.page)
    visitor.page.reload()
    expect(frozen).to_contain_text("we are checking a result")
    organizer.page.locator("form[action$='/boards/move/'] button").click()
    expect(frozen).to_have_text("Live")
    assert [one.complaints for one in (organizer, visitor, pupil)] == [[], [], []]


def see_the_day(organizer: Teacher) -> None:
    """The numbers renew themselves; a pause stops them."""
    page = organizer.page
    page.goto(f"{organizer.url}/hr/staff/day/")
    expect(page.locator(".figures-row dd").first).to_have_text("1")
    look(page)
    page.locator("#hours-table summary").click()
    with page.expect_response("**/staff/day/figures/") as reply:
        assert reply.value.ok
    expect(page.locator("#hours-table")).to_have_attribute("open", "")
    page.locator("#day-pause").press("Enter")
    expect(page.locator("#day-pause")).to_have_attribute("aria-pressed", "true")


def extend_the_window(organizer: Teacher) -> None:
    """By an hour, after a look at what that does; with keys only."""
    page = organizer.page
    page.goto(f"{organizer.url}/hr/staff/day/windows/")
    look(page)
    page.locator("main table a").first.press("Enter")
    page.locator("[name=reason]").select_option("network")
    page.locator("form.day-form button").press("Enter")
    expect(page.locator("#effect-title")).to_be_visible()
    look(page)
    page.locator("[name=sure]").press("Enter")
    expect(page.locator(".record li")).to_have_count(1)


def freeze(organizer: Teacher) -> None:
    """All boards of the country, because a result is checked."""
    page = organizer.page
    page.goto(f"{organizer.url}/hr/staff/day/boards/")
    page.locator("[name=reason]").select_option("check")
    page.locator(".day-form button[type=submit]").press("Enter")
    expect(page.locator("form[action$='/boards/move/']")).to_be_visible()
    look(page)
