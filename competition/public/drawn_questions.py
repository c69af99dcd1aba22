"""Questions with their answers, for pages of staff on which a script draws them.

The script is ``static/js/staff/told_questions.js``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from competition.public.views.catalog import catalog_url
from quizbank.languages.codes import base_of, tag_of
from quizbank.languages.variants import parts_of


@dataclass(frozen=True, slots=True)
class DrawnQuestion:
    """A question with its key, and the ``data-told`` of where it is drawn.

    ``language`` is a language or variant, and ``said`` stands beside its choices, rows or steps.
    """

    place: str
    language: str
    told: Mapping[str, object]
    said: Sequence[str] = field(default=())


def drawn_questions(questions: Iterable[DrawnQuestion]) -> dict[str, Any]:
    """What the script reads; the words around a question are in its language too."""
    there = list(questions)
    codes = {one.language for one in there}
    return {
        "languages": {code: {"code": base_of(code), "tag": tag_of(code)} for code in codes},
        "catalogs": {code: catalog_url(*parts_of(code)) for code in codes},
        "questions": [
            {"place": one.place, "language": one.language, "question": one.told, "said": one.said}
            for one in there
        ],
    }
