"""The rules of score, as pure functions: which answer counts, and what it is worth.

Source: docs/architecture.md, "One answer, end to end", and "Rules".
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from competition.rules.timing import Course, in_time
from quizbank.rules.marking import HALF, NONE, mark, right_mark
from quizbank.rules.responses import QuestionKind, ResponseForm

# What parts one place from the next, step by step, in the two ways an edition may be ranked. Wrong
# answers are in neither: a guess costs nothing.
RANKINGS = {
    "points": ("score", "hard", "tie_break"),
    "minutes": ("score", "hard", "tie_break", "time"),
}
# Whom minutes never part.
YOUNGEST = "9-11"
FOUR_CHOICES = ResponseForm(QuestionKind.SINGLE, 4)
NONE_REFUSED: Mapping[tuple[int, int], datetime] = MappingProxyType({})


def chain_of(ranking: str, ages: str) -> tuple[str, ...]:
    """The steps of an age group, by the code of its division."""
    return RANKINGS["points" if ages == YOUNGEST else ranking]


@dataclass(frozen=True, slots=True)
class Event:
    """One stored answer: "question := choice", with the order it was made in."""

    lease: int
    seq: int
    question: int
    choice: int
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ScoredQuestion:
    """One question of a paper as scoring sees it; ``key`` is the code of the right answer.

    ``halves``: all but one slip leaves half of the points.
    """

    number: int
    key: int
    points: int = 1
    hard: bool = False
    tie_break: bool = False
    neutralised: bool = False
    form: ResponseForm = FOUR_CHOICES
    halves: bool = True

    def mark(self, code: int) -> str:
        """How a response did, as one letter of a result; 0 is no answer."""
        return mark(self.form, self.key, code, halves=self.halves)

    @property
    def right_mark(self) -> str:
        """The mark of a response that is all right."""
        return right_mark(self.form, self.key)

    @property
    def has_worth(self) -> bool:
        """Whether there are points for it."""
        return not self.neutralised

    def earned(self, own: str) -> int:
        """The points of a response with this mark."""
        if own == self.right_mark:
            return self.points
        return self.points // 2 if own == HALF else 0


@dataclass(frozen=True, slots=True)
class Score:
    """What a set of counting responses is worth.

    ``choices``: a mark a question · ``codes``: the codes themselves, comma-separated; empty for a
    paper of single choices alone, whose marks say as much.
    """

    choices: str
    codes: str = ""
    score: int = 0
    max_score: int = 0
    right: int = 0
    wrong: int = 0
    hard: int = 0
    tie_break: int = 0


@dataclass(slots=True)
class EventCount:
    """Counting events: question → code; how many events came too late, and to which questions."""

    choices: dict[int, int] = field(default_factory=dict)
    late: int = 0
    late_questions: set[int] = field(default_factory=set)


def counting(
    events: Iterable[Event],
    course: Course,
    grace: timedelta,
    *,
    accept_late: bool,
    by_file: Container[tuple[int, int]] = (),
    confirmed: Container[tuple[int, int]] = (),
    told_until: datetime | None = None,
    refused: Mapping[tuple[int, int], datetime] = NONE_REFUSED,
) -> EventCount:
    """Per question the event with the highest (lease, seq) among those that count.

    An event counts if it was received in time, or if a Decision accepts late ones, all of them or
    those that a file brought (``by_file``: their lease and seq). What a refused file alone brought
    (``refused``: see ``is_refused``) is late, also where the quiz went on afterwards. Once its
    pupil was told points (``told_until``) an organizer's Decision is needed, or an organizer's yes
    to the file (``confirmed``).
    """
    count = EventCount()
    latest: dict[int, tuple[int, int]] = {}
    for event in events:
        order = (event.lease, event.seq)
        after = told_until is not None and event.received_at >= told_until
        accepted = accept_late or order in (confirmed if after else by_file)
        if not accepted and (
            after
            or is_refused(order, event.received_at, refused)
            or not in_time(event.received_at, course, grace)
        ):
            count.late += 1
            count.late_questions.add(event.question)
            continue
        if order > latest.get(event.question, (-1, -1)):
            latest[event.question] = order
            count.choices[event.question] = event.choice
    return count


def is_refused(
    order: tuple[int, int], received_at: datetime, refused: Mapping[tuple[int, int], datetime]
) -> bool:
    """Whether nothing but a file that an organizer refused has brought an event.

    ``refused``: by lease and seq when such a file was counted. What came by itself was there by
    then; what the file brought was received at that moment.
    """
    counted_at = refused.get(order)
    return counted_at is not None and received_at >= counted_at


def as_marks(items: Sequence[ScoredQuestion], codes: Mapping[int, int]) -> str:
    """Responses as text: the mark of question n at place n, 0 where there is none."""
    return "".join(item.mark(codes.get(item.number, 0)) for item in items)


def as_codes(items: Sequence[ScoredQuestion], codes: Mapping[int, int]) -> str:
    """Responses as comma-separated codes, 0 where there is none; see ``Score``."""
    if all(item.form.kind is QuestionKind.SINGLE for item in items):
        return ""
    return ",".join(str(codes.get(item.number, 0)) for item in items)


def score(items: Sequence[ScoredQuestion], codes: Mapping[int, int]) -> Score:
    """Points of the counting responses: no points for speed, no negative marks.

    ``items``: all questions of a paper, in order. Half right is neither right nor wrong. A
    neutralised question is worth nothing to anybody.
    """
    marks = as_marks(items, codes)
    both = zip(items, marks, strict=True)
    worth = [(item, own) for item, own in both if item.has_worth]
    earned = [(item, item.earned(one)) for item, one in worth]
    return Score(
        choices=marks,
        codes=as_codes(items, codes),
        score=sum(points for _item, points in earned),
        max_score=sum(item.points for item, _one in worth),
        right=sum(one == item.right_mark for item, one in worth),
        wrong=sum(one not in (NONE, HALF, item.right_mark) for item, one in worth),
        hard=sum(points for item, points in earned if item.hard),
        tie_break=sum(points for item, points in earned if item.tie_break),
    )
