"""Compares what pupils were told is stored with what is stored.

A ledger's lines, each with its moment at the end: ``answer ATTEMPT LEASE SEQ QUESTION CHOICE`` for
an acknowledged event, ``missed …`` for one that the server asked for again after that, ``finish
ATTEMPT LEASE MADE RECEIPT`` for an acknowledged finish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import psycopg

from competition.rules.scoring import ScoredQuestion, score
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import form_of, key_of

EXAMPLES = 5


class Key(NamedTuple):
    """What names an event."""

    attempt: int
    lease: int
    seq: int


class Content(NamedTuple):
    """What an event says."""

    question: int
    choice: int


class Scored(NamedTuple):
    """A finished attempt as it is stored."""

    receipt: str
    choices: str
    codes: str
    score: int
    paper: int


@dataclass(slots=True)
class Told:
    """What the server acknowledged; ``missed`` are events it then asked for again."""

    events: dict[Key, Content] = field(default_factory=dict)
    missed: set[Key] = field(default_factory=set)
    receipts: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """The comparison; ``lost``, ``wrong`` and ``duplicated`` must be 0.

    ``lost``: acknowledged events and finishes that are not stored, or were not for a while.
    ``wrong``: events stored with other content, and results that are not what the acknowledged
    events are worth. ``duplicated``: events, or attempts of one card, that are there twice.
    """

    acknowledged: int
    finished: int
    stored: int
    lost: int
    wrong: int
    duplicated: int
    examples: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing is lost, wrong or duplicated."""
        return not (self.lost or self.wrong or self.duplicated)


def check(ledgers: Iterable[Path], database: str) -> Check:
    """Compare ledgers with the database, once nobody writes to it any more."""
    with psycopg.connect(database) as connection:
        return compare(read(ledgers), connection)


def compare(told: Told, connection: psycopg.Connection) -> Check:
    """What was acknowledged against what this connection sees."""
    rows = connection.execute(
        "SELECT attempt_id, lease, seq, question, choice FROM competition_answer"
    ).fetchall()
    stored = {Key(*row[:3]): Content(*row[3:]) for row in rows}
    results, keys = _results(connection), _keys(connection)
    twice = len(rows) - len(stored) + _cards_with_two_attempts(connection)
    lost = [*_lost_events(told, stored), *_lost_finishes(told, results)]
    wrong = [*_wrong_events(told, stored), *_wrong_results(told, results, keys)]
    return Check(
        acknowledged=len(told.events),
        finished=len(told.receipts),
        stored=len(stored),
        lost=len(lost),
        wrong=len(wrong),
        duplicated=twice,
        examples=(*lost[:EXAMPLES], *wrong[:EXAMPLES]),
    )


def read(ledgers: Iterable[Path]) -> Told:
    """What is written in them."""
    told = Told()
    for ledger in ledgers:
        for line in ledger.read_text().splitlines():
            word, attempt, lease, *rest = line.split()
            if word == "finish":
                told.receipts[int(attempt)] = rest[1]
                continue
            key = Key(int(attempt), int(lease), int(rest[0]))
            if word == "missed":
                told.missed.add(key)
            else:
                told.events[key] = Content(int(rest[1]), int(rest[2]))
    return told


def _lost_events(told: Told, stored: dict[Key, Content]) -> Iterator[str]:
    for key in told.events:
        if key not in stored:
            yield f"not stored: {key}"
        elif key in told.missed:
            yield f"asked for again: {key}"


def _wrong_events(told: Told, stored: dict[Key, Content]) -> Iterator[str]:
    for key, content in told.events.items():
        if stored.get(key, content) != content:
            yield f"{key}: {content} was acknowledged, {stored[key]} is stored"


def _lost_finishes(told: Told, results: dict[int, Scored]) -> Iterator[str]:
    for attempt, receipt in told.receipts.items():
        if attempt not in results or results[attempt].receipt != receipt:
            yield f"finish of attempt {attempt}: receipt {receipt} opens nothing"


def _wrong_results(
    told: Told, results: dict[int, Scored], keys: dict[int, list[ScoredQuestion]]
) -> Iterator[str]:
    """Results that differ from the last acknowledged choice of each question."""
    last: dict[int, dict[int, int]] = {}
    for key, content in sorted(told.events.items()):
        last.setdefault(key.attempt, {})[content.question] = content.choice
    for attempt in told.receipts.keys() & results.keys():
        result = results[attempt]
        due = score(keys[result.paper], last.get(attempt, {}))
        if (due.choices, due.codes, due.score) != (result.choices, result.codes, result.score):
            yield f"attempt {attempt}: {due} was acknowledged, {result} is stored"


def _results(connection: psycopg.Connection) -> dict[int, Scored]:
    rows = connection.execute("""
        SELECT attempt.id, attempt.receipt, result.choices, result.codes, result.score,
               sitting.paper_id
        FROM competition_attempt attempt
        JOIN competition_result result ON result.attempt_id = attempt.id
        JOIN competition_sitting sitting ON sitting.id = attempt.sitting_id
    """)
    return {row[0]: Scored(*row[1:]) for row in rows}


def _keys(connection: psycopg.Connection) -> dict[int, list[ScoredQuestion]]:
    """Each paper's questions in order, by its number."""
    rows = connection.execute("""
        SELECT item.paper_id, item.number, item."order", question.kind, question."right",
               item.points, item.halves, item.neutralised
        FROM quizbank_paperquestion item JOIN quizbank_question question
          ON question.id = item.question_id
        ORDER BY item.paper_id, item.number
    """)
    keys: dict[int, list[ScoredQuestion]] = {}
    for paper, number, order, kind, right, points, halves, neutralised in rows:
        form = form_of(QuestionKind(kind), right, order)
        item = ScoredQuestion(
            number,
            key_of(form, right, order),
            points,
            neutralised=neutralised,
            form=form,
            halves=halves,
        )
        keys.setdefault(paper, []).append(item)
    return keys


def _cards_with_two_attempts(connection: psycopg.Connection) -> int:
    found = connection.execute("""
        SELECT coalesce(sum(count - 1), 0)::int FROM (
            SELECT count(*) FROM competition_attempt
            WHERE kind = 'official' AND voided_at IS NULL
            GROUP BY card_id, entry_id HAVING count(*) > 1) twice
    """).fetchone()
    return int(found[0]) if found else 0
