"""Whatever people do in whatever order: nothing is approved by its own hands, no wording is lost.

A machine of random steps plays five people at one question in two languages. Beside it runs a book
kept by the simplest means: which words each of them ever wrote, and who passed what since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import ClassVar

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from tablib import Dataset

from quizbank.bank.actions.writing import About, change_about
from quizbank.exceptions import WorkshopError
from quizbank.exchange.resources import QuestionTextResource
from quizbank.exchange.sheet import COLUMNS
from quizbank.models import QuestionText, Wording
from quizbank.rules.text_units import TextWords
from tests.quizbank.people import ABOUT, ASKED, PITANO, begun, hand_in, person, read, send_back
from tests.quizbank.people import write as write_by

PEOPLE = st.sampled_from(["ana", "boro", "ceca", "dino", "ema"])
LANGUAGES = st.sampled_from(["en", "en", "bs"])
keys = count(1)
WORDINGS = {
    "en": [replace(ASKED, stem=stem) for stem in ("One?", "Two?")],
    "bs": [replace(PITANO, stem=stem) for stem in ("Jedno?", "Dva?")],
}
WORDINGS["en"] += [replace(ASKED, choices={**ASKED.choices, "d": "Cry"})]
WORDINGS["bs"] += [replace(PITANO, choices={**PITANO.choices, "d": "Plači"})]
type Said = tuple[str, tuple[tuple[str, str], ...]]


def said(words: TextWords) -> Said:
    """Words as something that can be looked up."""
    return words.stem, tuple(sorted(words.choices.items()))


@dataclass
class Page:
    """The book's page of one language."""

    writers: dict[Said, set[str]] = field(default_factory=dict)
    handed_in: dict[Said, set[str]] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    stored: set[Said] = field(default_factory=set)


class Workshop(RuleBasedStateMachine):
    """Five people, one question."""

    approved: ClassVar[set[str]] = set()

    @initialize(by=PEOPLE, translator=PEOPLE)
    def begin(self, by: str, translator: str) -> None:
        self.question = begun(by=by, key=f"q{next(keys)}")
        write_by(self.question, "bs", PITANO, translator)
        self.book = {"en": Page(), "bs": Page()}
        self.book["en"].writers[said(ASKED)] = {by}
        self.book["bs"].writers[said(PITANO)] = {translator}

    def text(self, language: str) -> QuestionText | None:
        return QuestionText.objects.filter(question=self.question, language=language).first()

    @rule(by=PEOPLE, language=LANGUAGES, which=st.integers(0, 2))
    def write(self, by: str, language: str, which: int) -> None:
        words = WORDINGS[language][which]
        before = self.text(language)
        write_by(self.question, language, words, by)
        if before is None or before.words != words:
            self.book[language].writers.setdefault(said(words), set()).add(by)

    @rule(by=PEOPLE, which=st.integers(0, 2), right=st.sampled_from("bbc"))
    def bring(self, by: str, which: int, right: str) -> None:
        """A sheet with both languages, the translation first."""
        before = {language: self.text(language) for language in WORDINGS}
        rows = [row(self.question.key, one, WORDINGS[one][which], right) for one in ("bs", "en")]
        found = QuestionTextResource(by=person(by)).import_data(
            Dataset(*rows, headers=COLUMNS), use_transactions=True, raise_errors=True
        )
        assert not found.has_validation_errors()
        for language, old in before.items():
            words = WORDINGS[language][which]
            if old is None or old.words != words:
                self.book[language].writers.setdefault(said(words), set()).add(by)
            new = self.text(language)
            assert new is not None
            assert new.words == words

    @rule(by=PEOPLE, language=LANGUAGES)
    def hand_in(self, by: str, language: str) -> None:
        """Be content with what stands there; a translation only beside an approved source."""
        if (text := self.text(language)) is None or self.refuses(hand_in, by, language):
            return
        source = self.text("en")
        assert source is not None
        assert language == "en" or source.state == "approved"
        assert text.letters == source.letters
        page = self.book[language]
        page.handed_in.setdefault(said(text.words), set()).add(by)
        page.passed = []

    @rule(by=PEOPLE, language=LANGUAGES, choice=st.sampled_from(["right", "right", "a"]))
    def read(self, by: str, language: str, choice: str) -> None:
        """Pass the review that is next; not by whoever wrote or handed in these very words."""
        if (text := self.text(language)) is None:
            return
        self.question.refresh_from_db()
        letter = self.question.right if choice == "right" else choice
        # Who reads for the protection of children is not asked for the answer.
        passes = choice == "right" or text.state == QuestionText.State.PROTECTION
        if not self.refuses(read, by, language, letter) and passes:
            page, now = self.book[language], said(text.words)
            assert by not in page.writers.get(now, set())
            assert by not in page.handed_in[now]
            page.passed.append(by)

    @rule(people=st.permutations(["ana", "boro", "ceca", "dino", "ema"]))
    def all_go_on(self, people: list[str]) -> None:
        """Everybody in turn hands in and reads, whether it is theirs to do or not."""
        for language in WORDINGS:
            for by in people:
                self.hand_in(by, language)
                self.read(by, language, "right")

    def refuses(self, step: Callable[..., object], *how: str) -> bool:
        """Whether the workshop refuses a step; it never fails in another way."""
        try:
            step(self.question, *how)
        except WorkshopError:
            return True
        return False

    @rule(by=PEOPLE, language=LANGUAGES)
    def send_back(self, by: str, language: str) -> None:
        if self.text(language) is not None:
            self.refuses(send_back, by, language)

    @rule(by=PEOPLE, topic=st.sampled_from(["PRIV", "PWD"]), right=st.sampled_from("bbc"))
    def change(self, by: str, topic: str, right: str) -> None:
        about: About = replace(ABOUT, topic_id=topic, right=right)
        change_about(self.question, about, by=person(by), at=timezone.now())

    @invariant()
    def what_is_approved_was_read_by_as_many_as_it_takes(self) -> None:
        for language, reviews in (("en", 2), ("bs", 1)):
            text = self.text(language)
            if text is not None and text.state == "approved":
                readers = self.book[language].passed
                assert len(readers) == len(set(readers)) == reviews
                self.approved.add(language)

    @invariant()
    def every_wording_is_there_and_the_last_one_is_the_text(self) -> None:
        for language, page in self.book.items():
            wordings = Wording.objects.filter(text__question=self.question, text__language=language)
            kept = [(one.version, said(one.words)) for one in wordings.order_by("version")]
            assert [number for number, _said in kept] == list(range(1, len(kept) + 1))
            page.stored |= page.writers.keys() | {one for _number, one in kept}
            assert page.stored <= {one for _number, one in kept}
            text = self.text(language)
            assert text is None or kept[-1] == (text.version, said(text.words))


def row(key: str, language: str, words: TextWords, right: str) -> list[str]:
    """A row of the sheet of questions."""
    answers = [words.choices.get(letter, "") for letter in "abcd"]
    about = ["12-13", "PRIV", "easy", "0", right]
    cells = dict(
        zip(
            ("id", "lang", "division", "topic", "difficulty", "sensitive", "right", "question",
             "answer_a", "answer_b", "answer_c", "answer_d", "explanation"),
            [key, language, *about, words.stem, *answers, words.explanation],
            strict=True,
        )
    )  # fmt: skip
    return [cells.get(name, "") for name in COLUMNS]


@pytest.mark.django_db
def test_nothing_is_approved_by_its_own_hands_and_no_wording_is_lost() -> None:
    run_state_machine_as_test(
        Workshop,
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            # Shrinking would replay a database hundreds of times; these steps are readable.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
    assert Workshop.approved == {"en", "bs"}, "the machine came as far as that"
