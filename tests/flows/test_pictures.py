"""Real pictures of scenes at a browser: before their question, without a network, in words."""

from __future__ import annotations

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from quizbank.rules.scene_kinds import images_in
from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look
from tests.machine import ROOT
from tests.waiting import until

pytestmark = pytest.mark.later

CLASS = "6-3"
QUESTIONS = ("14-15/copy-ante-owl-on-a-bicycle", "12-13/info-ajla-pink-lake-news")
# A question without a picture, one with, and one whose picture can be marked.
PAPER = """
from django.conf import settings
from competition.models import Division
from quizbank.models import Question
from quizbank.papers.actions import publish_paper
from base import clock
from tests.quizbank.made_kinds import every_kind
keys = ("copy-ante-owl-on-a-bicycle", "info-ajla-pink-lake-news")
paper = publish_paper(
    [every_kind()[0], *(Question.objects.get(key=key) for key in keys)],
    title="pictures", kind="rehearsal", division_code="12-13",
    languages=list(settings.ENDONYMS), at=clock.now(),
)
Division.objects.filter(code="12-13").update(rehearsal=paper)
"""
# Practice in the waiting room may have brought others.
FETCHED = """names => names.every((one) => performance.getEntriesByType("resource")
    .some(({ name, responseEnd: end }) => name.endsWith(one) && end > 0))"""
OWL = "Цртеж: сова вози бицикл по киши"
DRAWN = "image => image.complete && image.naturalWidth"


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all: a paper for a rehearsal changes no practice."""
    return shared_day


@pytest.fixture
def pupil(browser: Browser, day: Day) -> Pupil:
    """Has joined a rehearsal with pictures, in Serbian Cyrillic, and the quiz runs."""
    day.machine.run("manage", "shell", "--command", PAPER)
    teacher = Teacher(browser, day.url, "en")
    teacher.log_in("teacher-rs@demo.invalid", day.logins["teacher-rs@demo.invalid"])
    teacher.open(CLASS, "rehearsal")
    person = Pupil(browser, day.url, "sr", number="2", pin=day.cards[CLASS]["2"])
    person.come_in(str(teacher.state()["code"]))
    teacher.press("start")
    expect(person.page.locator("#mark")).to_be_visible()
    return person


def shown() -> list[str]:
    """The pictures of the paper, by their names."""
    files = [ROOT / f"fixtures/questions/{one}.yaml" for one in QUESTIONS]
    scenes = [yaml.safe_load(file.read_text())["scene"] for file in files]
    return [name for scene in scenes for name in images_in(scene).values()]


def picture(page: Page) -> Locator:
    return page.get_by_test_id("scene").locator("img.scene-picture")


def test_pictures_come_with_the_paper_and_stay_without_a_network(pupil: Pupil) -> None:
    page = pupil.page
    page.wait_for_function(FETCHED, arg=shown())
    pupil.context.set_offline(True)
    comes_to(page, "Анте")
    sees_the_owl(page)
    describes_it_on_demand(page)
    comes_to(page, "Ајла")
    marks_the_lake(page)
    comes_to(page, "Анте")
    sees_the_owl(page)
    pupil.context.set_offline(False)
    assert pupil.complaints == []


def comes_to(page: Page, name: str) -> None:
    """To the question about somebody; each pupil has an order of the own."""
    for number in range(1, len(QUESTIONS) + 2):
        page.locator(f"#strip-{number}").click()
        expect(page.locator(f"#strip-{number}")).to_have_attribute("aria-current", "step")
        if name in page.locator("#title").inner_text():
            return
    raise AssertionError(name)


def is_drawn(one: Locator) -> bool:
    """Whether a picture that is kept is shown; it takes a moment each time."""
    return until(lambda: bool(one.evaluate(DRAWN)))


def sees_the_owl(page: Page) -> None:
    owl = picture(page)
    expect(owl).to_have_attribute("alt", OWL)
    expect(owl).to_have_attribute("width", "640")
    assert is_drawn(owl)
    for width in (1366, 360):
        page.set_viewport_size({"width": width, "height": 740})
        look(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size({"width": 1366, "height": 768})


def describes_it_on_demand(page: Page) -> None:
    words = page.locator(".scene-described")
    words.locator("summary").click()
    expect(words).to_contain_text(OWL)


def marks_the_lake(page: Page) -> None:
    """What can be marked is told in words that all read."""
    assert is_drawn(picture(page))
    expect(picture(page)).to_have_attribute("alt", "")
    part = page.locator("label.part-picture")
    expect(part.locator(".scene-text")).to_contain_text("Ружичаста вода")
    part.click()
    expect(part.locator("input")).to_be_checked()
    look(page)
