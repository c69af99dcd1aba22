"""Questions as practice has them, and the paper that is made of them; without a database."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from pypdf import PdfReader

from competition.packs.lesson_pack import TEMPLATE
from competition.packs.questions_on_paper import part_on_paper
from competition.public.queries.practice import PractisedQuestion
from quizbank.papers.compiling import explained
from quizbank.rules.question_faults import Asked, words_from
from quizbank.rules.responses import QuestionKind
from schools.printing.typesetting import sheets, typeset
from tests.quizbank.kind_files import file_of

NONE: Mapping[str, bytes] = {}


def practised(file: Mapping[str, Any], number: int = 1, language: str = "en") -> PractisedQuestion:
    """A question of a file, its choices in alphabetical order."""
    scene = file.get("scene") or {}
    asked = Asked(file["right"], QuestionKind(file.get("kind", "single")), scene)
    words = words_from(file["texts"][language])
    about = {
        "number": number,
        "topic": {"en": file["topic"]},
        "sensitive": file.get("sensitive", False),
        "reviewed": True,
    }
    return cast("PractisedQuestion", explained(asked, words, words.letters) | about)


def of_kind(kind: str) -> PractisedQuestion:
    """The small one of a kind."""
    return practised(file_of(kind))


def on_paper(
    asked: Sequence[PractisedQuestion],
    *,
    language: str = "en",
    division: str = "12-13",
    pictures: Mapping[str, bytes] = NONE,
) -> bytes:
    """What the process that sets documents is given."""
    part = part_on_paper(asked, language=language, division=division, pictures=pictures)
    told = {"title": "Questions", "lang": language, "parts": [part]}
    return json.dumps(told, ensure_ascii=False).encode()


def set_pages(content: bytes) -> list[str]:
    """The text of each page."""
    return [" ".join(one.extract_text().split()) for one in read(content).pages]


def read(content: bytes) -> PdfReader:
    """The document of what was given."""
    return PdfReader(io.BytesIO(typeset(content, template=TEMPLATE)))


def counted(content: bytes) -> list[str]:
    """What its pages are, without drawing one."""
    return sheets(content, template=TEMPLATE)
