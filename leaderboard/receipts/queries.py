"""What a pupil's receipt opens: the own result, and as much of the key as may be known."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NotRequired, TypedDict

from competition.editions.queries.visible import told_from
from competition.models import Attempt, Result, Sitting
from competition.rules.edition_steps import SEALED
from competition.sittings.actions.results import results_in_class
from competition.sittings.queries.attempts import late_questions
from leaderboard.results.words import ruled_words
from leaderboard.rules import receipts
from quizbank.bank.queries import compiled_body, items_of
from quizbank.languages.variants import in_place
from quizbank.models import PaperQuestion
from quizbank.papers.answers_in_words import (
    notes_in_words,
    parts_in_words,
    scene_in_words,
)
from quizbank.papers.compiled_keys import key_digests
from quizbank.papers.compiling import Compiled
from quizbank.rules.marking import HALF, mark, right_mark

NEEDED = (
    "card",
    "kind",
    "finished_at",
    "voided_at",
    "told_until",
    "kept",
    "sitting__closed_at",
    "sitting__paper",
    "result__score",
    "result__max_score",
    "result__choices",
    "result__codes",
    "result__late",
    "result__country",
    "entry__division__edition__reveal_early",
    "entry__division__edition__state",
    "entry__division__edition__ranking",
    "entry__division__edition__publishing_threshold",
)


class TopicScore(TypedDict):
    """Right answers of one topic; names by language."""

    names: dict[str, str]
    right: int
    asked: int


class Explained(TypedDict):
    """One question in words, for a page without script: the own answer, the right one and why.

    ``yours``, ``right``: the parts of an answer, as ``in_words`` joins them; none for no answer.
    ``ruled``: how a neutralised question counts, of which nothing is right or wrong.
    """

    number: int
    stem: str
    scene: list[str]
    yours: list[str]
    right: list[str]
    correct: bool
    half: bool
    ruled: str
    explanation: str
    notes: list[str]


class OwnResult(TypedDict):
    """All but the alias, which is drawn and therefore an action.

    ``opens``: when the answers may be known, an ISO moment, once there is a score and until then.
    ``codes``: the response to each question, 0 for none, ``None`` where it counts for nobody.
    ``keys``: where the questions with the right answers are, by language, once they may be known.
    ``halves``: whether one slip leaves half of the points. ``late``: to so
    many questions the answer came when it was over, as long as that may be decided about.
    ``voided``: the attempt was taken out of the count; ``goes_on``: the sitting was opened again,
    and its pupil is at work; neither is there for all others.
    """

    kind: str
    phase: str
    score: int | None
    max_score: int | None
    topics: list[TopicScore]
    opens: str
    codes: list[int | None]
    keys: dict[str, str]
    halves: bool
    voided: NotRequired[bool]
    goes_on: NotRequired[bool]
    late: NotRequired[int]


def attempts_of(asked: Sequence[Sequence[str]]) -> list[Attempt | None]:
    """For each list of readings the attempt that one of them belongs to, with all that its result
    needs.

    Where two would be somebody's, nobody can say whose was meant.
    """
    wanted = {reading for readings in asked for reading in readings}
    if not wanted:
        return [None for _ in asked]
    attempts = Attempt.objects.select_related("sitting", "result", "entry__division__edition")
    # A whole class asks within seconds, and most columns of six models are of no use to it.
    found = {
        one.receipt: one for one in attempts.only("receipt", *NEEDED).filter(receipt__in=wanted)
    }
    theirs = ([found[one] for one in readings if one in found] for readings in asked)
    return [those[0] if len(those) == 1 else None for those in theirs]


def may_be_told(attempt: Attempt) -> bool:
    """Whether there are points of an official attempt, and its sitting has ended."""
    official, ended = attempt.kind == Sitting.Kind.OFFICIAL, attempt.sitting.closed_at is not None
    return official and ended and hasattr(attempt, "result")


def _told_result(attempt: Attempt, at: datetime) -> Result | None:
    """What its pupil may be told: of an official one nothing before it is stored that it is.

    As its class: what came after the first look is late on boards alone.
    """
    if attempt.sitting.closed_at is None or not hasattr(attempt, "result"):
        return None
    if attempt.kind == Sitting.Kind.OFFICIAL and attempt.told_until is None:
        return None
    if attempt.told_until and attempt.result.late:
        attempt.result = results_in_class([attempt.pk], at=at).get(attempt.pk, attempt.result)
    return attempt.result


def own_result(attempt: Attempt, *, at: datetime) -> OwnResult:
    """What the owner of an attempt may see of it now."""
    result = _told_result(attempt, at)
    told = result is not None
    opens = told_from(attempt.entry.division, attempt.kind, at=at) if told else None
    phase = receipts.phase(closed=told, key_open=opens is not None and opens <= at)
    shown = OwnResult(
        kind=attempt.kind,
        phase=phase.value,
        score=None,
        max_score=None,
        topics=[],
        opens="",
        codes=[],
        keys={},
        halves=True,
    )
    # Told only where it is so, whether there are points or not.
    if attempt.is_out:
        shown["voided"] = True
    elif attempt.finished_at is None:
        shown["goes_on"] = True
    if result is None or phase is receipts.ResultPhase.WAIT:
        return shown
    items = items_of([attempt.sitting.paper_id]).get(attempt.sitting.paper_id, [])
    shown["score"], shown["max_score"] = result.score, result.max_score
    shown["topics"] = _topics(items, result.choices)
    if late := _late(attempt, result):
        shown["late"] = late
    if phase is receipts.ResultPhase.SCORED and opens is not None:
        shown["opens"] = opens.isoformat(timespec="minutes")
    if phase is receipts.ResultPhase.REVEALED:
        shown["codes"] = _codes(items, result)
        shown["halves"] = all(item.halves for item in items)
        shown["keys"] = in_place(key_digests(attempt.sitting.paper_id), result.country_id)
    return shown


def _late(attempt: Attempt, result: Result) -> int:
    """Questions answered too late, as long as somebody may still decide that they count."""
    sealed = attempt.entry.division.edition.state in SEALED
    if attempt.kind != Sitting.Kind.OFFICIAL or sealed:
        return 0
    return late_questions([(attempt.pk, result.late)]).get(attempt.pk, 0)


def explained_in_words(attempt: Attempt, language: str) -> list[Explained]:
    """The questions of an attempt whose key is open, in words, as its pupil was asked them."""
    result, paper_id = attempt.result, attempt.sitting.paper_id
    keys = in_place(key_digests(paper_id), result.country_id)
    body = compiled_body(keys.get(language) or next(iter(keys.values()), ""))
    told = {one["number"]: one for one in json.loads(body or b'{"questions": []}')["questions"]}
    items = items_of([paper_id]).get(paper_id, [])
    return [
        _explained(item, told[item.number], code or 0)
        for item, code in zip(items, _codes(items, result), strict=False)
        if item.number in told
    ]


def _codes(items: Sequence[PaperQuestion], result: Result) -> list[int | None]:
    pairs = zip(items, result.responses, strict=False)
    return [None if item.neutralised else code for item, code in pairs]


def _topics(items: Sequence[PaperQuestion], marks: str) -> list[TopicScore]:
    found: dict[str, TopicScore] = {}
    for item, given in zip(items, marks, strict=False):
        if not item.neutralised:
            topic = item.question.topic
            score = found.setdefault(topic.code, TopicScore(names=topic.names, right=0, asked=0))
            score["asked"] += 1
            score["right"] += given == right_mark(item.form, item.key)
    return list(found.values())


def _explained(item: PaperQuestion, told: Compiled, code: int) -> Explained:
    given = mark(item.form, item.key, code, halves=item.halves)
    return Explained(
        number=item.number,
        stem=told["stem"],
        scene=scene_in_words(told),
        yours=parts_in_words(told, code),
        right=parts_in_words(told, told["key"]),
        correct=given == right_mark(item.form, item.key),
        half=given == HALF,
        ruled=ruled_words(item),
        explanation=told["explanation"],
        notes=notes_in_words(told),
    )
