"""Ten questions on paper, of those that are open to everybody: they count for nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from competition.public.pools import open_pools
from competition.public.queries.practice import PractisedQuestion
from schools.models import SchoolClass

type Part = dict[str, object]

ASKED = 10
# Longer ones do not fit ten to a page.
LONGEST = 420


def questions_part(school_class: SchoolClass) -> Part | None:
    """Ten questions for the age of the class with their key, in the language being spoken."""
    chosen = _chosen(school_class)
    if not chosen:
        return None
    return {
        "kind": "questions",
        "title": _("Questions on paper"),
        "lead": _("Circle one letter for each question. This does not count: it is for talking."),
        "who": _("Number or name"),
        "key-title": _("Right answers, for the teacher"),
        "key-lead": _("Go through them together: first what the class thinks, then why."),
        "questions": [_printed(one) for one in chosen],
    }


def _chosen(school_class: SchoolClass) -> list[PractisedQuestion]:
    """The same ten for a class each time, others for its neighbours; topics take turns."""
    for pool in open_pools(school_class.school.country):
        if pool.code == school_class.grade.division_code:
            fit = [one for one in pool.told(school_class.language).questions if _fits(one)]
            return _in_turns(sorted(fit, key=lambda one: _draw(school_class, one)))
    return []


def _fits(one: PractisedQuestion) -> bool:
    """Of one choice and words alone, short, and nothing a child would rather not answer."""
    is_plain = "kind" not in one and "scene" not in one and not one["sensitive"]
    return is_plain and len(one["stem"]) + sum(map(len, one["choices"])) <= LONGEST


def _draw(school_class: SchoolClass, one: PractisedQuestion) -> bytes:
    return hashlib.sha256(f"{school_class.pk} {one['number']}".encode()).digest()


def _in_turns(questions: Iterable[PractisedQuestion]) -> list[PractisedQuestion]:
    """The first of each topic, then the second of each, as many as are asked."""
    seen: dict[str, int] = {}
    ranked: list[tuple[int, PractisedQuestion]] = []
    for one in questions:
        topic = str(one["topic"])
        ranked.append((seen.get(topic, 0), one))
        seen[topic] = seen.get(topic, 0) + 1
    in_order: Sequence[tuple[int, PractisedQuestion]] = sorted(ranked, key=lambda pair: pair[0])
    return [one for _turn, one in in_order[:ASKED]]


def _printed(one: PractisedQuestion) -> dict[str, object]:
    return {
        "stem": one["stem"],
        "choices": one["choices"],
        "right": one["key"] - 1,  # the code of a single choice is its place, from 1
        "explanation": one["explanation"],
    }
