"""Twenty official questions, all kinds and all scenes: by mouse, by touch, by the keyboard alone,
and at an old computer. Each pupil loses the network, changes the script within a scene, and goes on
at another computer."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
import yaml
from playwright.sync_api import Browser, Playwright, ViewportSize, expect

from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import SCENES
from tests.browsers import chromium109
from tests.flows.answering import CHOSEN, kind_of, worth
from tests.flows.conftest import Day
from tests.flows.people import Pupil, Teacher, look
from tests.flows.saying import By, go_to, right_answer, say, tab_to, with_a_slip
from tests.machine import ROOT
from tests.waiting import screen_left, until

pytestmark = pytest.mark.later

CLASS = "6-3"
# Every kind, and every kind of scene; seven are of one choice and stand alone.
PAPER = [
    *("acc-lamija-second-step-order", "acc-dusan-school-log-in-page"),
    *("bull-toni-five-who-saw-the-post", "cont-una-player-with-the-dragon"),
    *("copy-andjela-swallow-above-roofs", "foot-iva-where-and-when"),
    *("game-amar-pirate-hat-gems", "info-ajla-pink-lake-news"),
    *("info-mia-where-the-storm-was-first", "scam-borna-book-on-its-way"),
    *("scam-karlo-page-of-the-studio", "scam-vedad-poster-three-addresses"),
    *("well-emir-quiet-from-nine", "game-amar-skin-you-first"),
    *("acc-amina-passkey-fingerprint", "bull-iva-fake-profile", "game-dino-fifty-boxes"),
    *("help-adnan-profile-he-hid", "priv-jovan-drawing-app-contacts", "well-kerim-upsetting-video"),
]
PUBLISH = f"""
from django.conf import settings
from competition.models import Division
from quizbank.models import Question
from quizbank.papers.actions import publish_paper
from schools import clock
paper = publish_paper(
    [Question.objects.get(key=key) for key in {PAPER}],
    title="whole", kind="official", division_code="12-13",
    languages=list(settings.ENDONYMS), at=clock.now(),
)
Division.objects.filter(code="12-13").update(official=paper)
"""
RESULTS = """
SELECT card.number, result.score, result.max_score
FROM competition_result result
JOIN competition_attempt attempt ON attempt.id = result.attempt_id
JOIN schools_card card ON card.id = attempt.card_id
JOIN competition_sitting sitting ON sitting.id = attempt.sitting_id
WHERE sitting.code = %s
"""
STORED = """
SELECT count(DISTINCT answer.question) FROM competition_answer answer
JOIN competition_attempt attempt ON attempt.id = answer.attempt_id
JOIN schools_card card ON card.id = attempt.card_id
JOIN competition_sitting sitting ON sitting.id = attempt.sitting_id
WHERE sitting.code = %s AND card.number = %s
"""
# Questions in the own order of each pupil, from 0: without a network, with it again, at another
# computer.
OFFLINE, ONLINE, LEAVES = 4, 7, 12
PLACES = "all => all.map((one) => one.dataset.place)"
FITS = "document.documentElement.scrollWidth <= innerWidth"


def asked(language: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """``{stem: question and text}`` as it is read in a language."""
    found = {}
    for key in PAPER:
        (file,) = ROOT.glob(f"fixtures/questions/*/{key}.yaml")
        question = yaml.safe_load(file.read_text(encoding="utf-8"))
        text = question["texts"][language]
        found[text["question"]] = (question, text)
    return found


class Player(Pupil):
    """Plays all of the paper with what is in hand: half of it right, half of it with a slip."""

    def __init__(self, browser: Browser, day: Day, number: str, by: By, *, looks: bool) -> None:
        self.by, self.looks = by, looks
        self.day, self.points = day, 0
        self.switched = self.may_switch = False
        super().__init__(browser, day.url, "sr", number=number, pin=day.cards[CLASS][number])

    def sit_down(self) -> None:
        touch = self.by is By.TOUCH
        size = (
            ViewportSize(width=360, height=740) if touch else ViewportSize(width=1366, height=768)
        )
        self.context = self.browser.new_context(viewport=size, has_touch=touch)
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    # the way in

    def type_digits(self, code: str) -> None:
        """The cursor stands in the first field, and Tab leads on."""
        self.page.goto(f"{self.url}/{self.language}/")
        expect(self.page.locator("#code")).to_be_focused()
        for digits in (code, self.number, self.pin):
            self.page.keyboard.type(digits)
            if digits != self.pin:
                self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")

    def arrives(self, code: str) -> None:
        """Up to the waiting room; what may be practised is passed by."""
        self.type_digits(code)
        self.confirms()
        expect(self.page.locator("#next")).to_be_visible()
        while self.page.locator("#next").count():
            with screen_left(self.page):
                go_to(self.page, "#next", self.by)

    def confirms(self) -> None:
        expect(self.page.locator("#yes-its-me")).to_be_visible()
        go_to(self.page, "#yes-its-me", self.by)

    def moves(self, teacher: Teacher, code: str) -> None:
        """To another computer, once the teacher has released the card."""
        assert until(lambda: rows(self.day, STORED, code, int(self.number)) == [(LEAVES,)])
        self.context.close()
        self.sit_down()
        self.type_digits(code)
        expect(self.page.locator("[aria-invalid=true]")).to_be_visible()
        teacher.open_seat(self.number)
        with teacher.page.expect_response(lambda one: one.request.method == "POST" and one.ok):
            teacher.page.locator("#seat-panel button[value=release]").click()
        self.type_digits(code)
        self.confirms()
        expect(self.question()).to_be_visible()

    # the questions

    def plays(self, teacher: Teacher, code: str) -> None:
        """Every question once, in the order of the screen."""
        expect(self.page.locator("#mark")).to_be_visible()
        for place in range(len(PAPER)):
            if place == OFFLINE:
                self.context.set_offline(True)
            if place == ONLINE:
                self.comes_back()
            if place == LEAVES:
                self.moves(teacher, code)
                self.finds(place)
            # A language that was not read before cannot be fetched without a network.
            self.may_switch = not OFFLINE <= place < ONLINE and not self.switched
            self.answers(right=place % 2 == 0)
            with screen_left(self.page):
                go_to(self.page, "#next", self.by)
        assert self.switched
        self.leaves()

    def comes_back(self) -> None:
        """What was answered meanwhile is kept here, and then it is saved."""
        saving = self.page.get_by_test_id("saving")
        expect(saving).to_contain_text("на овом рачунару")
        self.context.set_offline(False)
        expect(saving).to_contain_text("сачувани")

    def finds(self, place: int) -> None:
        """All answers are there; the first one without is the one to go on with."""
        here = self.page.locator(f"#strip-{place + 1}")
        expect(here).to_have_attribute("aria-current", "step")
        done = self.page.locator("[id^=strip-][aria-label*='одговорено']")
        expect(done).to_have_count(place)

    def answers(self, *, right: bool) -> None:
        page = self.page
        question, text = asked(self.language)[page.locator("#title").inner_text()]
        assert kind_of(self.question()) == question.get("kind", "single")
        if self.looks:
            look(page)
        assert page.evaluate(FITS), question["id"]
        said = (right_answer if right else with_a_slip)(question, text)
        self.points += worth(question, text, said)
        if question.get("kind") == "spots" and self.may_switch and len(said) > 1:
            self.switches(question, right=right)
        else:
            say(page, said, self.by)

    def switches(self, question: dict[str, Any], *, right: bool) -> None:
        """Begun in one script, gone on with in the other, and back: what is marked stays marked."""
        self.switched = True
        page, told = self.page, right_answer if right else with_a_slip
        said = told(question, question["texts"]["sr"])
        assert isinstance(said, frozenset)
        say(page, frozenset({max(said)}), self.by)
        self.reads("sr-latn")
        say(page, told(question, question["texts"]["sr-latn"]), self.by)
        marked = page.locator(CHOSEN).evaluate_all(PLACES)
        assert len(marked) == len(said)
        self.reads("sr")
        assert page.locator(CHOSEN).evaluate_all(PLACES) == marked

    def reads(self, code: str) -> None:
        """By the switch on top, however wide the screen is."""
        page, choice = self.page, self.page.locator(f"#language-{code}")
        if not choice.is_visible():
            go_to(page, "#language-button", self.by)
        go_to(page, f"#language-{code}", self.by)
        tag = {"sr": "sr-Cyrl", "sr-latn": "sr-Latn"}[code]
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(self.question()).to_be_visible()
        if self.by is By.KEYS:
            # Above the question its digits mean nothing: Tab leads back into it.
            tab_to(page, "[data-testid=question] input")

    def leaves(self) -> None:
        """From the last look over everything to the receipt."""
        if self.looks:
            look(self.page)
        go_to(self.page, "#finish", self.by)
        expect(self.page.locator("#finish-yes")).to_be_visible()
        go_to(self.page, "#finish-yes", self.by)
        expect(self.page.get_by_test_id("receipt")).to_be_visible()


def test_all_kinds_and_scenes_by_mouse_touch_keys_and_at_an_old_computer(
    day: Day, browser: Browser, playwright: Playwright
) -> None:
    day.machine.run("manage", "shell", "--command", PUBLISH)
    teacher = Teacher(browser, day.url, "sr")
    teacher.log_in("teacher-rs@demo.invalid", day.logins["teacher-rs@demo.invalid"])
    code = teacher.open_official(CLASS)
    with chromium109() as address:
        old = playwright.chromium.connect_over_cdp(address)
        players = [
            Player(browser, day, "1", By.MOUSE, looks=True),
            Player(browser, day, "2", By.TOUCH, looks=True),
            Player(browser, day, "3", By.KEYS, looks=False),
            Player(old, day, "4", By.MOUSE, looks=False),
        ]
        for player in players:
            player.arrives(code)
        teacher.press("start")
        for player in players:
            player.plays(teacher, code)
        assert [one.complaints for one in (teacher, *players)] == [[]] * 5
        old.close()
    most = sum(
        1 if one.get("kind", "single") == "single" else 2 for one, _text in asked("sr").values()
    )
    assert results(day, code) == {int(one.number): (one.points, most) for one in players}


def results(day: Day, code: str) -> dict[int, tuple[int, int]]:
    """``{card: points and what was possible}``."""
    return {number: (score, most) for number, score, most in rows(day, RESULTS, code)}


def rows(day: Day, statement: str, *values: str | int) -> list[tuple[Any, ...]]:
    """What is stored."""
    with psycopg.connect(day.machine.environment["DATABASE_URL"]) as connection:
        return connection.execute(statement.encode(), values).fetchall()


def test_the_paper_has_every_kind_and_every_scene() -> None:
    questions = [question for question, _text in asked("sr").values()]
    assert {one.get("kind", "single") for one in questions} == {*QuestionKind}
    assert {one["scene"]["kind"] for one in questions if "scene" in one} == {*SCENES}
    assert len(questions) == 20
