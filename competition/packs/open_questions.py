"""Ten questions on paper, of those that are open to everybody: they count for nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from competition.packs.questions_on_paper import part_on_paper
from competition.packs.scenes_on_paper import picture_names
from competition.public.pools import open_pools
from competition.public.queries.practice import Pool, PractisedQuestion
from quizbank.models import Question
from quizbank.pictures.queries import contents_of
from schools.models import SchoolClass

type Part = dict[str, object]

ASKED = 10
# What is longer, or has more lines, would need letters too small for a column.
LONGEST, MOST_LINES = 1100, 14
EASY_FIRST = list[str](Question.Difficulty)


class OfferedQuestion(NamedTuple):
    """An open question, and how hard it is."""

    asked: PractisedQuestion
    difficulty: str


def questions_part(school_class: SchoolClass) -> Part | None:
    """Ten questions for the age of the class with their key, in the language being spoken."""
    chosen = ten_of(_offered(school_class), seed=str(school_class.pk))
    if not chosen:
        return None
    return part_on_paper(
        chosen,
        language=school_class.language,
        division=school_class.grade.division_code,
        pictures=contents_of(name for one in chosen for name in picture_names(one)),
    )


def _offered(school_class: SchoolClass) -> list[OfferedQuestion]:
    for pool in open_pools(school_class.school.country):
        if pool.code == school_class.grade.division_code:
            return _of_pool(pool, school_class.language)
    return []


def _of_pool(pool: Pool, language: str) -> list[OfferedQuestion]:
    told = pool.told(language).questions
    pairs = zip(told, pool.questions, strict=True)
    return [OfferedQuestion(asked, question.difficulty) for asked, question in pairs]


def ten_of(offered: Iterable[OfferedQuestion], *, seed: str) -> list[PractisedQuestion]:
    """The same ten for a seed each time, topics taking turns, easy ones first."""
    fit = [one for one in offered if fits_paper(one.asked)]
    drawn = sorted(fit, key=lambda one: _draw(seed, one.asked))
    ten = _in_turns(drawn)[:ASKED]
    return [one.asked for one in sorted(ten, key=lambda one: EASY_FIRST.index(one.difficulty))]


def fits_paper(one: PractisedQuestion) -> bool:
    """Of no more words than a column takes, and nothing a child would rather not answer."""
    parts = one.get("scene", {}).get("parts", ())
    texts = [one["stem"], *one["choices"], *one.get("bins", ())]
    texts += [part["text"] for part in parts if "text" in part]
    lines = len(parts) + sum("image" in part for part in parts) * 4
    lines += len(one["choices"]) if one.get("kind") != "spots" else 0
    return not one["sensitive"] and sum(map(len, texts)) <= LONGEST and lines <= MOST_LINES


def _draw(seed: str, one: PractisedQuestion) -> bytes:
    return hashlib.sha256(f"{seed} {one['number']}".encode()).digest()


def _in_turns(questions: Iterable[OfferedQuestion]) -> list[OfferedQuestion]:
    """The first of each topic, then the second of each."""
    seen: dict[str, int] = {}
    ranked: list[tuple[int, OfferedQuestion]] = []
    for one in questions:
        topic = str(one.asked["topic"])
        ranked.append((seen.get(topic, 0), one))
        seen[topic] = seen.get(topic, 0) + 1
    in_order: Sequence[tuple[int, OfferedQuestion]] = sorted(ranked, key=lambda pair: pair[0])
    return [one for _turn, one in in_order]
