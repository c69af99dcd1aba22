"""What a pupil hears who cannot see the screen, kept as text (tests/flows/heard/README.md)."""

from __future__ import annotations

import re

import psycopg
import pytest
import yaml
from playwright.sync_api import Browser, Locator, Route, expect

from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import SCENES
from tests.flows.answering import kind_of
from tests.flows.conftest import Day
from tests.flows.hearing import ANEW, FRAME, KEPT, Hearing, compare
from tests.flows.people import Teacher, rehearsing
from tests.machine import ROOT

CLASS, NUMBER, CODE = "6-3", "2", "246810"
# The paper, in its order: a question of each kind, and one beside each scene.
QUESTIONS = {
    "single": "game-amar-skin-you-first",
    "sort": "bull-toni-five-who-saw-the-post",
    "order": "acc-lamija-second-step-order",
    "spots-chat": "cont-una-player-with-the-dragon",
    "spots-mail": "scam-borna-book-on-its-way",
    "multi-post": "copy-andjela-swallow-above-roofs",
    "spots-profile": "foot-iva-where-and-when",
    "multi-dialog": "well-emir-quiet-from-nine",
    "spots-page": "acc-dusan-school-log-in-page",
    "single-shop": "game-amar-pirate-hat-gems",
    "single-poster": "scam-vedad-poster-three-addresses",
    "single-results": "scam-karlo-page-of-the-studio",
    "spots-news": "info-ajla-pink-lake-news",
}
PAPER = f"""
from django.conf import settings
from competition.models import Division
from quizbank.models import Question
from quizbank.papers.actions import publish_paper
from schools import clock
paper = publish_paper(
    [Question.objects.get(key=key) for key in {list(QUESTIONS.values())}],
    title="heard", kind="rehearsal", division_code="12-13", seed="heard",
    languages=list(settings.ENDONYMS), at=clock.now(),
)
Division.objects.filter(code="12-13").update(rehearsal=paper)
"""
FREE_CODE = "UPDATE competition_sitting SET code = '135790' WHERE code = %s"
SET_CODE = f"UPDATE competition_sitting SET code = '{CODE}' WHERE code = %s"
SET_TIME = "UPDATE competition_attempt SET deadline = now() + %s * interval '1 second'"
# Animals are drawn by chance; a number keeps the aliases apart.
SET_ANIMALS = "UPDATE competition_alias SET animal = %s, number = 10000 + id %% 20000"
# Nearly all of the six: until the page has heard of it the sixth must not be over.
AN_HOUR, SIX_MINUTES = 3600, 355


@pytest.fixture(scope="module")
def day(shared_day: Day) -> Day:
    """One for all languages, with the paper."""
    shared_day.machine.run("manage", "shell", "--no-imports", "--command", PAPER)
    return shared_day


@pytest.fixture
def teacher(browser: Browser, day: Day) -> Teacher:
    """Has opened a rehearsal of the paper, whose code is known."""
    person = rehearsing(browser, day.url, day.logins, CLASS)
    change(day, FREE_CODE, CODE)
    change(day, SET_CODE, str(person.state()["code"]))
    change(day, SET_ANIMALS, "owl")
    return person


@pytest.mark.parametrize("language", ["en", "sr"])
def test_all_of_a_quiz_is_heard_as_it_is_kept(
    language: str, browser: Browser, day: Day, teacher: Teacher
) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.route("**/hall/join", in_one_order)
    quiz = Quiz(Hearing(context.new_page()), day, teacher, language)
    quiz.comes_in()
    quiz.waits()
    quiz.answers_each()
    quiz.saves()
    quiz.has_a_break()
    quiz.runs_out_of_time()
    quiz.looks_back_and_finishes()
    quiz.hears_why()
    differences = compare(quiz.hearing.screens, KEPT / language)
    assert quiz.hearing.complaints == []
    assert not differences, f"{differences}\n\nRun with {ANEW}=1 to keep what is heard now."


def in_one_order(route: Route) -> None:
    """The order on the screen comes of the attempt, whose key is another one in each run."""
    reply = route.fetch()
    told = reply.json()
    route.fulfill(response=reply, json=told | ({"order": "heard"} if "order" in told else {}))


def test_every_kind_and_every_scene_is_heard() -> None:
    files = [next(ROOT.glob(f"fixtures/questions/*/{key}.yaml")) for key in QUESTIONS.values()]
    questions = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]
    assert {one.get("kind", "single") for one in questions} == {*QuestionKind}
    assert {one["scene"]["kind"] for one in questions if "scene" in one} == {*SCENES}
    named = [one.get("kind", "single") for one in questions]
    assert [name.partition("-")[0] for name in QUESTIONS] == named


class Quiz:
    """One pupil from the way in to the explanations."""

    def __init__(self, hearing: Hearing, day: Day, teacher: Teacher, language: str) -> None:
        self.hearing, self.page = hearing, hearing.page
        self.day, self.teacher, self.language = day, teacher, language
        self.places: dict[str, int] = {}

    # on the way

    def comes_in(self) -> None:
        hearing, page = self.hearing, self.page
        hearing.screen("join")
        hearing.open(f"{self.day.url}/{self.language}/")
        hearing.read("The way in")
        self.types("No PIN yet", code=CODE, number=NUMBER, pin="")
        self.types("A wrong PIN", pin="0000")
        with hearing.cut("**/hall/join"):
            self.types("The right PIN, but no network", pin="1111")
        self.types("The right PIN", pin=self.day.cards[CLASS][NUMBER])
        expect(page.locator("#yes-its-me")).to_be_visible()
        hearing.read("Is it the right card?")

    def types(self, title: str, **fields: str) -> None:
        with self.hearing.after(f"{title}, and Enter"):
            for name, digits in fields.items():
                self.page.locator(f"#{name}").fill(digits)
            self.page.keyboard.press("Enter")

    def waits(self) -> None:
        hearing, page = self.hearing, self.page
        hearing.screen("waiting")
        self.presses("#yes-its-me", "Yes, that is me")
        hearing.settle()
        hearing.press(page.locator(f"#comfort-{self.language}"))
        hearing.settle()
        hearing.read("Language and look")
        self.presses("#next", "Next")
        hearing.read("How it goes")
        while page.locator("#next").count():
            hearing.press(page.locator("#next"))
            hearing.go_on(FRAME)
        self.goes_on("The practice questions are left")
        hearing.read("The waiting room")

    def presses(self, control: str, title: str) -> None:
        with self.hearing.after(title):
            self.hearing.press(self.page.locator(control))

    def goes_on(self, title: str) -> None:
        with self.hearing.after(title):
            pass

    # at the questions

    def answers_each(self) -> None:
        hearing, page = self.hearing, self.page
        act(self.teacher, "start")
        hearing.once("The teacher starts", page.locator("#mark").is_visible)
        change(self.day, SET_TIME, AN_HOUR)
        hearing.once("More minutes", hearing.has_more)
        for place in range(1, len(QUESTIONS) + 1):
            self.answers(place)
            self.presses("#next", "Next")

    def answers(self, place: int) -> None:
        hearing, question = self.hearing, self.page.get_by_test_id("question")
        number = int(question.get_attribute("data-question") or 0)
        name = list(QUESTIONS)[number - 1]
        self.places[name] = place
        hearing.screen(f"question-{name}")
        before = hearing.read("Before an answer")
        for control in controls(question):
            with hearing.after("Space"):
                hearing.press(control)
        hearing.read_change(before)

    def saves(self) -> None:
        hearing, page = self.hearing, self.page
        hearing.screen("saving")
        self.returns_to("single")
        with hearing.held("**/hall/answers"), hearing.after("Another answer; no reply comes", 4):
            hearing.press(page.locator("#choice-B"))
        self.goes_on("The reply comes")
        self.presses("#mark", "Mark to check")

    def returns_to(self, name: str) -> None:
        if self.page.locator("#finish").count():
            self.page.locator("#back").click()
            self.hearing.go_on(FRAME)
        with self.hearing.after("To a question by its number"):
            self.hearing.press(self.page.locator(f"#strip-{self.places[name]}"))

    def has_a_break(self) -> None:
        hearing, page = self.hearing, self.page
        hearing.screen("pause")
        act(self.teacher, "pause")
        hearing.once("The teacher pauses the quiz", lambda: not page.locator("#mark").count())
        hearing.read("The break")
        act(self.teacher, "resume")
        hearing.once("The teacher goes on", page.locator("#mark").is_visible)

    def runs_out_of_time(self) -> None:
        hearing, page = self.hearing, self.page
        hearing.screen("last minutes")
        change(self.day, SET_TIME, SIX_MINUTES)
        hearing.once("Less time is left", lambda: self.clock_says(6))
        with hearing.cut("**/hall/heartbeat"):
            hearing.once("Five minutes before the end", hearing.has_more)
            hearing.told.append(f"on the clock: {page.locator('#clock').inner_text()}")
            hearing.once("A minute before the end", hearing.has_more)

    def clock_says(self, minutes: int) -> bool:
        return bool(re.search(rf"\b{minutes}\b", self.page.locator("#clock").inner_text()))

    # the end

    def looks_back_and_finishes(self) -> None:
        hearing, page = self.hearing, self.page
        hearing.screen("review")
        change(self.day, SET_TIME, AN_HOUR)
        hearing.once("More minutes", hearing.has_more)
        self.returns_to(list(self.places)[-1])
        self.presses("#next", "Check my answers")
        hearing.read("Before the finish")
        hearing.screen("finish")
        self.presses("#finish", "Finish")
        hearing.read("Is that meant?")
        hearing.press(page.locator("#finish-yes"))
        hearing.once("Yes, finish", page.get_by_test_id("receipt").is_visible)
        hearing.read("The end")

    def hears_why(self) -> None:
        hearing, page = self.hearing, self.page
        hearing.screen("result")
        act(self.teacher, "close")
        hearing.once("The teacher closes", page.get_by_test_id("explained").first.is_visible)
        hearing.read("The points, and a card for each question")
        # A card opens alone; as for printing all of them are read at once.
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        hearing.read("The answers, and why")


def controls(question: Locator) -> list[Locator]:
    """What is pressed, by kind: some of it right, some not, an order taken back in part."""
    kind = kind_of(question)
    if kind == "sort":
        rows = question.locator(".sort-row").all()
        return [row.locator("input").nth(at % 3) for at, row in enumerate(rows)]
    if kind == "order":
        return [question.locator(".order-step").nth(at) for at in (0, 1, 1)]
    inputs = question.locator("input")
    return [inputs.nth(at) for at in range(1 if kind == "single" else 2)]


def act(teacher: Teacher, action: str) -> None:
    """What a teacher does at the monitor, however it asks whether that is meant."""
    token = teacher.page.locator("#controls input[name=csrfmiddlewaretoken]").first.input_value()
    reply = teacher.page.request.post(
        teacher.page.url.partition("?")[0] + "act/",
        form={"action": action, "csrfmiddlewaretoken": token},
        headers={"Referer": teacher.page.url},
    )
    assert reply.ok


def change(day: Day, statement: str, value: str | int) -> None:
    """Something that no page can."""
    with psycopg.connect(day.machine.environment["DATABASE_URL"]) as connection:
        connection.execute(statement.encode(), [value])
