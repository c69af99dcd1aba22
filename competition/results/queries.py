"""How a class did in one sitting: by pupil, by question, by topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from django.db.models import QuerySet

from competition.editions.queries.visible import key_is_open
from competition.models import Decision, Result, Sitting
from competition.papers.queries.papers import scoring_items
from competition.rules.scoring import ScoredQuestion
from quizbank.bank.queries import items_of, read_in, words_for_reader
from quizbank.languages.variants import AsRead
from quizbank.models import PaperQuestion, QuestionText, Topic
from quizbank.papers.answers_in_words import right_in_words
from quizbank.papers.compiling import explained
from quizbank.rules.marking import HALF, NONE, wrong_parts
from quizbank.rules.text_units import TextWords
from schools.models import in_reader_language

# Of one question, by language, as the country of the class reads it.
type Texts = dict[str, AsRead[QuestionText]]


class PupilRow(TypedDict):
    """One card's outcome; the name is empty unless it was asked for."""

    number: int
    name: str
    score: int
    right: int
    wrong: int
    unanswered: int
    minutes: int


class QuestionRow(TypedDict):
    """One question; the last four are empty while the key may not leave the server."""

    number: int
    stem: str
    topic: str
    right: int
    half: int
    right_share: int
    answered: int
    neutralised: bool
    most_chosen_wrong: str
    most_chosen_wrong_count: int
    right_choice: str
    explanation: str


class TopicRow(TypedDict):
    """One topic: right answers among those asked, over the whole class."""

    name: str
    right: int
    asked: int
    share: int


class ClassResults(TypedDict):
    """Everything the page of a closed sitting shows."""

    max_score: int
    average: float
    key_open: bool
    pupils: list[PupilRow]
    questions: list[QuestionRow]
    topics: list[TopicRow]
    best_topic: TopicRow | None
    least_topic: TopicRow | None


@dataclass(slots=True)
class _Tally:
    """How often each mark of one question was given, and which of its parts were wrong."""

    item: PaperQuestion
    scored: ScoredQuestion
    marks: Counter[str] = field(default_factory=Counter)
    wrong_parts: Counter[int] = field(default_factory=Counter)

    @property
    def right(self) -> int:
        return self.marks[self.scored.right_mark]

    @property
    def asked(self) -> int:
        return self.marks.total()

    def count(self, code: int) -> None:
        """One more response; 0 is no answer."""
        self.marks[self.scored.mark(code)] += 1
        if code:
            self.wrong_parts.update(wrong_parts(self.scored.form, self.scored.key, code))

    def worst(self) -> tuple[str, int]:
        """The letter that was wrong most, and how often: as chosen, or as a part; or nothing."""
        wrong = [(n, -position) for position, n in self.wrong_parts.items()]
        count, position = max(wrong, default=(0, 0))
        return (self.item.order[-position], count) if count else ("", 0)


def class_results(sitting: Sitting, *, at: datetime, names: bool = False) -> ClassResults:
    """What the class of a closed sitting knew, in the reader's language; a fixed number of queries.

    Right answers, explanations and even the most chosen wrong answer stay out while the division's
    key may not leave the server: the eight o'clock class must not hold it.
    """
    results = list(results_of(sitting))
    tallies = _tallies(sitting.paper_id, results)
    key_open = key_is_open(sitting.entry.division, at=at)
    topics = {
        topic.code: in_reader_language(topic.names, topic.code) for topic in Topic.objects.all()
    }
    texts = read_in(
        sitting.entry.school_class.school.country_id,
        [tally.item.question_id for tally in tallies],
        drafts=sitting.entry.division.edition.demonstration,
    )
    topic_rows = _topic_rows(tallies, topics)
    return {
        "max_score": max((result.max_score for result in results), default=0),
        "average": _average([result.score for result in results]),
        "key_open": key_open,
        "pupils": [_pupil(result, len(tallies), names=names) for result in results],
        "questions": [_question(tally, topics, texts, key_open=key_open) for tally in tallies],
        "topics": topic_rows,
        "best_topic": max(topic_rows, key=_by_share, default=None),
        "least_topic": min(topic_rows, key=_by_share, default=None),
    }


def record_of(sitting: Sitting) -> list[Decision]:
    """What people decided about a sitting and its attempts, the first decision first."""
    rows = Decision.objects.filter(sitting=sitting)
    return list(rows.select_related("decided_by", "card").order_by("decided_at", "pk"))


def results_of(sitting: Sitting) -> QuerySet[Result]:
    """The results of a sitting that count for its class, by card."""
    rows = Result.objects.filter(attempt__sitting=sitting, attempt__voided_at__isnull=True)
    return rows.select_related("attempt__card").order_by("attempt__card__number")


def marks_of(paper_id: int, results: Sequence[Result]) -> list[list[float | None]]:
    """For each result and question the share of its points, ``None`` without an answer."""
    items = scoring_items([paper_id]).get(paper_id, [])
    return [
        [
            None if given == NONE else item.earned(given) / item.points
            for item, given in zip(items, result.choices, strict=False)
        ]
        for result in results
    ]


def _tallies(paper_id: int, results: Sequence[Result]) -> list[_Tally]:
    scored = scoring_items([paper_id]).get(paper_id, [])
    rows = items_of([paper_id]).get(paper_id, [])
    tallies = [_Tally(row, item) for row, item in zip(rows, scored, strict=True)]
    for result in results:
        for tally, code in zip(tallies, result.responses, strict=False):
            tally.count(code)
    return tallies


def _average(scores: Sequence[int]) -> float:
    return round(sum(scores) / len(scores), 1) if scores else 0.0


def _by_share(row: TopicRow) -> int:
    return row["share"]


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _pupil(result: Result, questions: int, *, names: bool) -> PupilRow:
    return {
        "number": result.attempt.card.number,
        "name": result.attempt.card.name if names else "",
        "score": result.score,
        "right": result.right,
        "wrong": result.wrong,
        "unanswered": result.choices.count("0", 0, questions),
        "minutes": result.time,
    }


def _question(
    tally: _Tally,
    topics: dict[str, str],
    texts: dict[int, Texts],
    *,
    key_open: bool,
) -> QuestionRow:
    words = words_for_reader(texts.get(tally.item.question_id, {}))
    row: QuestionRow = {
        "number": tally.item.number,
        "stem": words.stem,
        "topic": topics.get(tally.item.question.topic_id, tally.item.question.topic_id),
        "right": tally.right,
        "half": tally.marks[HALF],
        "right_share": _share(tally.right, tally.asked),
        "answered": tally.asked - tally.marks[NONE],
        "neutralised": tally.item.neutralised,
        "most_chosen_wrong": "",
        "most_chosen_wrong_count": 0,
        "right_choice": "",
        "explanation": "",
    }
    if key_open:
        _add_key(row, tally, words)
    return row


def _add_key(row: QuestionRow, tally: _Tally, words: TextWords) -> None:
    letter, count = tally.worst()
    told = explained(tally.item.question.asked, words, tally.item.order)
    row["right_choice"] = right_in_words(told)
    row["explanation"] = words.explanation
    row["most_chosen_wrong_count"] = count
    row["most_chosen_wrong"] = words.choices.get(letter, "")


def _topic_rows(tallies: Sequence[_Tally], names: dict[str, str]) -> list[TopicRow]:
    """Topics in the order of their list; a question that counts for nobody counts here neither."""
    right, asked = Counter[str](), Counter[str]()
    for tally in tallies:
        if not tally.item.neutralised:
            right[tally.item.question.topic_id] += tally.right
            asked[tally.item.question.topic_id] += tally.asked
    return [
        {
            "name": name,
            "right": right[code],
            "asked": asked[code],
            "share": _share(right[code], asked[code]),
        }
        for code, name in names.items()
        if asked[code]
    ]
