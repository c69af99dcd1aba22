"""Questions anybody may practise with: the pool of each age group, as a country reads it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict, cast

from competition.papers.queries.gate_facts import open_questions
from quizbank.bank.queries import read_in, words_for_reader
from quizbank.bank.review_status import is_whole, source_among
from quizbank.languages.variants import AsRead
from quizbank.models import Question, QuestionText
from quizbank.papers.compiling import Compiled, compiled, explained
from schools.models import DIVISION_CODES, Country

TRIED = ((Question.Kind.SPOTS,), (Question.Kind.SORT, Question.Kind.ORDER))

# Of one question, by language, as the country reads it.
type Texts = Mapping[str, AsRead[QuestionText]]


class PractisedQuestion(TypedDict):
    """One question with the code of its right answer, as the practice page gets it."""

    number: int
    stem: str
    choices: list[str]
    kind: NotRequired[str]
    bins: NotRequired[list[str]]
    scene: NotRequired[dict[str, Any]]
    key: int
    explanation: str
    notes: list[str]
    topic: dict[str, str]
    sensitive: bool
    reviewed: bool


@dataclass(frozen=True, slots=True)
class Practice:
    """All questions of an age group in one language; ``set`` is the same in every language."""

    set: str
    questions: list[PractisedQuestion]

    def body(self) -> bytes:
        """The questions as JSON."""
        content = {"set": self.set, "questions": self.questions}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    def digest(self) -> str:
        """What the address says about the content behind it; nothing is looked up by it."""
        return hashlib.sha256(self.body()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Pool:
    """The open questions of an age group in a fixed order, with all texts of a country."""

    code: str
    questions: Sequence[Question]
    texts: Mapping[int, Texts]

    def __str__(self) -> str:
        return str(dict(DIVISION_CODES)[self.code])

    def told(self, language: str) -> Practice:
        """The questions in a language, which has to be the active one; neighbours fill its gaps."""
        asked = [
            _asked(number, question, self.texts[question.pk], language)
            for number, question in enumerate(self.questions, start=1)
        ]
        return Practice(_set(self.questions), asked)

    def tasks(self, tried: Sequence[Question]) -> list[Compiled]:
        """What is tried before the start, with the code of the right answer and no word of why.

        In the active language.
        """
        return [self._task(number, one) for number, one in enumerate(tried, start=1)]

    def to_try(self) -> list[Question]:
        """Of what is new to most, to mark in a scene and to sort or order, the shortest."""
        calm = [question for question in self.questions if not question.sensitive]
        tried = ([question for question in calm if question.kind in kinds] for kinds in TRIED)
        return [min(fitting, key=self._length) for fitting in tried if fitting]

    def _length(self, question: Question) -> int:
        """In all languages: each reader tries the same."""
        words = [read.words for read in self.texts[question.pk].values()]
        return sum(len(str(compiled(question.asked, one, one.letters))) for one in words)

    def _task(self, number: int, question: Question) -> Compiled:
        words = words_for_reader(self.texts[question.pk])
        order = _order(question, words.letters)
        asked = compiled(question.asked, words, order)
        return {"number": number, **asked, "key": question.key_in(order)}


def pools_of(country: Country) -> dict[str, Pool]:
    """A pool for each age group with questions, the youngest first; a fixed number of queries."""
    ids = open_questions(country.code)
    rows = Question.objects.filter(pk__in=ids).select_related("topic")
    questions = list(rows.order_by("topic__position", "key"))
    texts = _texts(questions, country)
    found: dict[str, Pool] = {}
    for code, _name in DIVISION_CODES:
        own = [one for one in questions if one.division_code == code and texts[one.pk]]
        if own:
            found[code] = Pool(code, own, texts)
    return found


def _texts(questions: Sequence[Question], country: Country) -> dict[int, Texts]:
    """Without what is not finished."""
    read = read_in(country.code, [one.pk for one in questions])
    return {one.pk: _finished(one, read.get(one.pk, {})) for one in questions}


def _finished(question: Question, read: Texts) -> Texts:
    written = source_among({code: one.text for code, one in read.items()}, question.source)
    return {code: one for code, one in read.items() if written and is_whole(one.text, written)}


def _set(questions: Sequence[Question]) -> str:
    """Tells whether answers kept in a browser belong to these questions in this order."""
    told = "|".join(f"{one.pk}:{one.right}" for one in questions)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _order(question: Question, letters: str) -> str:
    """The choices in an order of their own: that of a paper says something of its seed."""
    # Not order_in: no seed makes its digest this one, and browsers keep answers in this order.
    if question.kind == Question.Kind.SPOTS:
        return letters
    key = question.key
    drawn = sorted(letters, key=lambda one: hashlib.sha256(f"{key} {one}".encode()).digest())
    return "".join(drawn)


def _asked(number: int, question: Question, texts: Texts, language: str) -> PractisedQuestion:
    """A question in the language being spoken; a neighbour's text where there is none in it."""
    words, read = words_for_reader(texts), texts.get(language)
    told = explained(question.asked, words, _order(question, words.letters))
    approved = read is not None and read.text.state == QuestionText.State.APPROVED
    about = {"topic": question.topic.names, "sensitive": question.sensitive, "reviewed": approved}
    return cast("PractisedQuestion", {"number": number, **told, **about})
