"""What a class talks about after its quiz: open questions, or those it missed most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from base.pages.context import active_language
from competition.models import Sitting
from competition.public.pools import open_pools
from competition.public.queries.practice import PractisedQuestion
from competition.results.queries import ClassResults, QuestionRow, class_results
from competition.rules.drawing import drawn
from quizbank.models import Question
from quizbank.papers.compiling import Compiled

# What ten minutes hold.
MOST = 5
TOPICS = 2


@dataclass(frozen=True, slots=True)
class TalkQuestion:
    """A question with its answer; the shares are of the class, and empty for one it was not asked.

    ``missed`` is what most had wrong, and ``way_missed`` in which way, as ``QuestionRow`` says it.
    """

    number: int
    topic: str
    told: Compiled
    sensitive: bool
    purpose: str
    right_share: int | None = None
    missed: str = ""
    missed_share: int = 0
    way_missed: str = ""
    said: Sequence[str] = field(default=())


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything the wall goes through; ``key_open`` says which of the two it is."""

    key_open: bool
    key_opens_at: datetime | None
    topics: Sequence[str]
    questions: Sequence[TalkQuestion]


def talk_of(sitting: Sitting, *, at: datetime) -> Talk:
    """The questions for a closed sitting, in the reader's language.

    Before the key is open they come from what anybody may practise, so nothing of the paper is told
    by them; afterwards from the paper itself.
    """
    results = class_results(sitting, at=at)
    if results["key_open"]:
        questions = _missed(results)
        return Talk(True, results["key_opens_at"], [], questions)
    questions = _open_ones(sitting, results)
    topics = list(dict.fromkeys(one.topic for one in questions))
    return Talk(False, results["key_opens_at"], topics, questions)


def _missed(results: ClassResults) -> list[TalkQuestion]:
    """Those that fewest knew, of which somebody was wrong."""
    asked = [
        one
        for one in results["questions"]
        if one["told"] and not one["neutralised"] and one["right_share"] < 100
    ]
    return [_of_class(one) for one in sorted(asked, key=_by_share)[:MOST]]


def _by_share(row: QuestionRow) -> tuple[int, int]:
    return row["right_share"], row["number"]


def _of_class(row: QuestionRow) -> TalkQuestion:
    return TalkQuestion(
        row["number"],
        row["topic"],
        row["told"],
        sensitive=row["sensitive"],
        purpose=row["purpose"],
        right_share=row["right_share"],
        missed=row["most_chosen_wrong"],
        missed_share=row["most_chosen_wrong_share"],
        way_missed=row["way_wrong"],
        said=row["shares"],
    )


def _open_ones(sitting: Sitting, results: ClassResults) -> list[TalkQuestion]:
    """From the public gate, on the two topics known least of which anything is open."""
    least = sorted(results["topics"], key=lambda one: one["share"])
    names = {one["code"]: one["name"] for one in least}
    pool = _pool(sitting)
    there = {question.topic_id for question, _told in pool}
    chosen = [code for code in names if code in there][:TOPICS]
    fitting = [one for one in pool if one[0].topic_id in chosen]
    topics = [question.topic_id for question, _told in fitting]
    # The same ones whenever the page is opened for this class.
    places = drawn(topics, seed=f"{sitting.pk}", many=MOST)
    in_order = sorted(places, key=lambda place: chosen.index(topics[place]))
    return [
        _practised(number, fitting[place], names) for number, place in enumerate(in_order, start=1)
    ]


def _pool(sitting: Sitting) -> list[tuple[Question, PractisedQuestion]]:
    code = sitting.entry.division.code
    for pool in open_pools(sitting.entry.school_class.school.country):
        if pool.code == code:
            return list(zip(pool.questions, pool.told(active_language()).questions, strict=True))
    return []


def _practised(
    number: int, one: tuple[Question, PractisedQuestion], names: dict[str, str]
) -> TalkQuestion:
    question, told = one
    return TalkQuestion(
        number,
        names[question.topic_id],
        {**told},
        sensitive=told["sensitive"],
        purpose=question.purpose,
    )
