"""The papers of a load day as its pupils get them: which codes a response may have."""

from __future__ import annotations

import random

import msgspec

from quizbank.rules.responses import QuestionKind, ResponseForm


class _Question(msgspec.Struct):
    choices: list[str]
    kind: QuestionKind = QuestionKind.SINGLE
    bins: list[str] = []


class _Paper(msgspec.Struct):
    questions: list[_Question]


PAPERS = msgspec.json.Decoder(_Paper)


def highest_in(paper: bytes) -> list[int]:
    """The highest code of each question of a compiled paper."""
    return [
        ResponseForm(one.kind, len(one.choices), len(one.bins)).highest
        for one in PAPERS.decode(paper).questions
    ]


def another_code(highest: int, code: int | None) -> int:
    """The code of some other response than this one."""
    drawn = random.randint(1, highest - 1)
    return drawn if code is None or drawn < code else drawn + 1
