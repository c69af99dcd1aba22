"""What a pupil's receipt opens: the own result, and as much of the key as may be known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from competition.editions.queries.visible import key_is_open
from competition.models import Attempt, Result, Sitting
from leaderboard.rules import receipts
from quizbank.bank.queries import items_of, read_in
from quizbank.languages.variants import AsRead
from quizbank.models import PaperQuestion, QuestionText

type Texts = dict[str, str]
# By language, as the pupil's country reads it.
type Read = dict[str, AsRead[QuestionText]]

NEEDED = (
    "card",
    "kind",
    "sitting__closed_at",
    "sitting__paper",
    "result__score",
    "result__max_score",
    "result__choices",
    "result__country",
    "entry__division__edition__reveal_early",
    "entry__division__edition__demonstration",
)


class TopicScore(TypedDict):
    """Right answers of one topic."""

    names: Texts
    right: int
    asked: int


class Explained(TypedDict):
    """One question with the pupil's choice, the right one and why; texts by language."""

    number: int
    stems: Texts
    yours: Texts | None
    right: Texts
    correct: bool
    explanations: Texts
    sensitive: bool


class OwnResult(TypedDict):
    """All but the alias, which is drawn and therefore an action."""

    kind: str
    phase: str
    score: int | None
    max_score: int | None
    topics: list[TopicScore]
    questions: list[Explained]


def attempt_of(readings: Sequence[str]) -> Attempt | None:
    """The attempt that one of these receipts belongs to, with all that its result needs.

    Where two would be somebody's, nobody can say whose was meant.
    """
    if not readings:
        return None
    attempts = Attempt.objects.select_related("sitting", "result", "entry__division__edition")
    # A whole class asks within seconds, and most columns of six models are of no use to it.
    found = list(attempts.only(*NEEDED).filter(receipt__in=readings))
    return found[0] if len(found) == 1 else None


def own_result(attempt: Attempt, *, at: datetime) -> OwnResult:
    """What the owner of an attempt may see of it now."""
    result: Result | None = getattr(attempt, "result", None)
    closed = attempt.sitting.closed_at is not None
    phase = _phase(attempt, at) if result is not None and closed else receipts.ResultPhase.WAIT
    shown = OwnResult(
        kind=attempt.kind, phase=phase.value, score=None, max_score=None, topics=[], questions=[]
    )
    if result is None or phase is receipts.ResultPhase.WAIT:
        return shown
    items = [
        item
        for item in items_of([attempt.sitting.paper_id]).get(attempt.sitting.paper_id, [])
        if not item.neutralised
    ]
    shown["score"], shown["max_score"] = result.score, result.max_score
    shown["topics"] = _topics(items, result.choices)
    if phase is receipts.ResultPhase.REVEALED:
        texts = read_in(
            result.country_id,
            [item.question_id for item in items],
            drafts=attempt.entry.division.edition.demonstration,
        )
        shown["questions"] = [
            _explained(item, texts.get(item.question_id, {}), result.choices) for item in items
        ]
    return shown


def _phase(attempt: Attempt, at: datetime) -> receipts.ResultPhase:
    return receipts.phase(
        closed=True,
        official=attempt.kind == Sitting.Kind.OFFICIAL,
        key_open=key_is_open(attempt.entry.division, at=at),
    )


def _chosen(item: PaperQuestion, choices: str) -> str | None:
    """The letter that was chosen; ``choices`` holds positions as the paper showed them."""
    place = int(choices[item.number - 1]) if item.number <= len(choices) else 0
    return item.order[place - 1] if 0 < place <= len(item.order) else None


def _topics(items: Sequence[PaperQuestion], choices: str) -> list[TopicScore]:
    found: dict[str, TopicScore] = {}
    for item in items:
        topic = item.question.topic
        score = found.setdefault(topic.code, TopicScore(names=topic.names, right=0, asked=0))
        score["asked"] += 1
        score["right"] += _chosen(item, choices) == item.question.right
    return list(found.values())


def _explained(item: PaperQuestion, texts: Read, choices: str) -> Explained:
    chosen = _chosen(item, choices)
    return Explained(
        number=item.number,
        stems={language: text.stem for language, text in texts.items()},
        yours=None if chosen is None else _choice(texts, chosen),
        right=_choice(texts, item.question.right),
        correct=chosen == item.question.right,
        explanations={language: text.explanation for language, text in texts.items()},
        sensitive=item.question.sensitive,
    )


def _choice(texts: Read, letter: str) -> Texts:
    return {language: text.choices.get(letter, "") for language, text in texts.items()}
