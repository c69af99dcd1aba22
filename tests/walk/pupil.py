"""A pupil at a real browser: code, number and PIN, the questions, the finish, the own result."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.flows import answering
from tests.flows.saying import right_answer, say, with_a_slip
from tests.waiting import screen_left
from tests.walk.desk import Person
from tests.walk.year import Class, asked


class Pupil(Person):
    """One pupil of a class; the first card is played in a real browser."""

    def __init__(self, browser: Browser, url: str, one: Class, number: int) -> None:
        super().__init__(browser, url, one.language, f"pupil {number} of {one.label}")
        self.one, self.number = one, number

    def join(self, code: str) -> None:
        """From the first screen to the waiting room."""
        self._type_digits(code)
        self.page.locator("#yes-its-me").click()
        task, waits = self.page.locator("#check"), self.page.locator("#not-mine")
        expect(task.or_(waits)).to_be_visible()
        while task.count():
            answering.answer(self.page, 0)
            task.click()
            with screen_left(self.page):
                self.page.locator("#next").click()
        expect(waits).to_be_visible()

    def _type_digits(self, code: str) -> None:
        self.go("")
        self.page.fill("#code", code)
        self.page.fill("#number", str(self.number))
        self.page.fill("#pin", self.one.pins[self.number])
        self.page.keyboard.press("Enter")

    def look_up(self, code: str) -> None:
        """The own result by code, number and PIN, once the sitting is closed."""
        self._type_digits(code)
        expect(self.page.get_by_test_id("score")).to_be_visible()
        receipt = re.sub(r"\s", "", self.page.get_by_test_id("receipt").inner_text())
        assert receipt == self.one.receipts[self.number]

    def answer(self, questions: int, *, rightly: bool) -> None:
        """Wait for the paper, then answer each question: all right, or each with one mistake."""
        question, known = self.page.get_by_test_id("question"), asked(self.language)
        read: list[str] = []
        points = 0
        for _ in range(questions):
            expect(question).to_be_visible()
            if read:
                expect(self.page.locator("#title")).not_to_have_text(read[-1])
            read.append(self.read("#title"))
            assert read[-1] in known, f"not in the pupil's language: {read[-1]}"
            about = known[read[-1]]
            said = right_answer(*about) if rightly else with_a_slip(*about)
            say(self.page, said)
            points += answering.worth(*about, said)
            self.page.locator("#next").click()
        self.one.points[self.number] = points

    def finish(self) -> None:
        """From the last look over all answers to the receipt."""
        self.page.locator("#finish").click()
        self.page.locator("#finish-yes").click()
        receipt = self.page.get_by_test_id("receipt")
        expect(receipt).to_be_visible()
        self.one.receipts[self.number] = re.sub(r"\s", "", receipt.inner_text())
