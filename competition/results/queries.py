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
from quizbank.bank.queries import items_of, read_in
from quizbank.languages.variants import AsRead
from quizbank.models import PaperQuestion, QuestionText, Topic
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
    """How often each choice of one question was taken; 0 is "no answer"."""

    item: PaperQuestion
    key: int
    choices: Counter[int] = field(default_factory=Counter)

    @property
    def right(self) -> int:
        return self.choices[self.key]

    @property
    def asked(self) -> int:
        return self.choices.total()

    def worst(self) -> tuple[int, int]:
        """The wrong choice taken most, and how often; (0, 0) when there is none."""
        wrong = [(n, -choice) for choice, n in self.choices.items() if choice not in (0, self.key)]
        count, choice = max(wrong, default=(0, 0))
        return -choice, count


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


def choices_and_keys(paper_id: int, results: Sequence[Result]) -> list[list[tuple[int, int]]]:
    """For each result and question what was chosen, 0 for nothing, beside what is right."""
    keys = [item.key for item in scoring_items([paper_id]).get(paper_id, [])]
    return [
        [(int(digit), key) for digit, key in zip(result.choices, keys, strict=False)]
        for result in results
    ]


def _tallies(paper_id: int, results: Sequence[Result]) -> list[_Tally]:
    keys = scoring_items([paper_id]).get(paper_id, [])
    rows = items_of([paper_id]).get(paper_id, [])
    tallies = [_Tally(row, item.key) for row, item in zip(rows, keys, strict=True)]
    for result in results:
        for tally, digit in zip(tallies, result.choices, strict=False):
            tally.choices[int(digit)] += 1
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
    by_language = texts.get(tally.item.question_id, {})
    row: QuestionRow = {
        "number": tally.item.number,
        "stem": in_reader_language({code: text.stem for code, text in by_language.items()}),
        "topic": topics.get(tally.item.question.topic_id, tally.item.question.topic_id),
        "right": tally.right,
        "right_share": _share(tally.right, tally.asked),
        "answered": tally.asked - tally.choices[0],
        "neutralised": tally.item.neutralised,
        "most_chosen_wrong": "",
        "most_chosen_wrong_count": 0,
        "right_choice": "",
        "explanation": "",
    }
    if key_open:
        _add_key(row, tally, by_language)
    return row


def _add_key(row: QuestionRow, tally: _Tally, texts: Texts) -> None:
    choice, count = tally.worst()
    row["right_choice"] = _choice_text(texts, tally.item.order, tally.key)
    row["explanation"] = in_reader_language({c: text.explanation for c, text in texts.items()})
    row["most_chosen_wrong_count"] = count
    if choice:
        row["most_chosen_wrong"] = _choice_text(texts, tally.item.order, choice)


def _choice_text(texts: Texts, order: str, choice: int) -> str:
    letter = order[choice - 1]
    return in_reader_language({code: text.choices.get(letter, "") for code, text in texts.items()})


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
