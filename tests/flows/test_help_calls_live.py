"""A call for help from a monitor to the organizer's day and back, without loading a page again."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flows.conftest import Day
from tests.flows.people import Teacher, look

pytestmark = pytest.mark.later

CLASS = "VII-2"


@pytest.fixture
def teacher(day: Day, browser: Browser) -> Teacher:
    """At the monitor of an open sitting."""
    person = Teacher(browser, day.url, "sr")
    person.log_in("teacher-ba@demo.invalid", day.logins["teacher-ba@demo.invalid"])
    person.open_official(CLASS)
    return person


@pytest.fixture
def organizer(day: Day, browser: Browser) -> Teacher:
    """At the day's page, on which nobody asks for help."""
    person = Teacher(browser, day.url, "en")
    person.log_in("organizer-ba@demo.invalid", day.logins["organizer-ba@demo.invalid"])
    person.page.goto(f"{day.url}/en/staff/day/")
    expect(person.page.locator("#day-calls")).to_have_count(0)
    return person


def press(page: Page, selector: str) -> None:
    """By the keyboard alone."""
    page.locator(selector).focus()
    page.keyboard.press("Enter")


def test_a_teacher_asks_and_reads_who_is_on_it(teacher: Teacher, organizer: Teacher) -> None:
    monitor = teacher.page.url
    press(teacher.page, ".ask-help .button")
    expect(teacher.page.locator("[name=phone]")).to_be_visible()
    look(teacher.page)
    teacher.page.fill("[name=phone]", "061 123 456")
    press(teacher.page, "button[value=network]")
    teacher.page.wait_for_url(monitor)
    own = teacher.page.locator(".help-own")
    expect(own.locator(".tag")).to_have_class("tag tag-draft")
    look(teacher.page)

    # It comes by itself, and what the organizer does is read on the monitor in the same way.
    desk = organizer.page
    expect(desk.locator("#day-calls")).to_have_text("1 teacher asks for help")
    desk.locator(".call-list a").click()
    desk.locator("button[value=take]").click()
    expect(own.locator(".tag")).to_have_class("tag tag-done")
    expect(desk.locator("a[href='tel:061123456']")).to_be_visible()
    look(desk)
    desk.locator("input[value=go_on]").check()
    desk.locator("button[value=answer]").click()
    expect(own.locator(".help-answer")).to_be_visible()
    assert [*teacher.complaints, *organizer.complaints] == []


def test_a_child_is_guided_and_the_sitting_is_looked_at(
    teacher: Teacher, organizer: Teacher
) -> None:
    press(teacher.page, ".ask-help .button")
    press(teacher.page, "button[value=child]")
    expect(teacher.page.locator("#child .contact-number").first).to_be_visible()
    expect(teacher.page.locator("textarea")).to_have_count(0)
    look(teacher.page)
    organizer.page.goto(f"{organizer.url}/en/staff/day/calls/")
    look(organizer.page)
    organizer.page.locator(".call-list a").click()
    organizer.page.locator(".facts a[href*='/day/sittings/']").click()
    expect(organizer.page.locator(".seat").first).to_be_visible()
    look(organizer.page)
