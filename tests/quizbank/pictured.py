"""A question with a picture in its scene, as files of questions have it."""

from __future__ import annotations

from typing import Any

from intake.scene_pictures import CleanPicture, clean_picture
from quizbank.bank.actions.beginning import store_question
from quizbank.models import Question
from quizbank.pictures.actions import keep_picture
from schools import clock
from tests import cast
from tests.machine import ROOT
from tests.quizbank.kind_files import file_of

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 30">'
    b'<rect width="48" height="30" fill="#cfe8ee"/></svg>'
)


def drawing() -> CleanPicture:
    """A small one."""
    return clean_picture(SVG)


def scene_with(name: str) -> dict[str, Any]:
    """A post with a picture, whose words are the text of part 2."""
    parts = [
        {"id": "1", "as": "author", "address": "@sova"},
        {"id": "2", "as": "picture", "image": name},
    ]
    return {"kind": "post", "parts": parts}


def pictured_file(name: str, key: str = "pictured") -> dict[str, Any]:
    """A question of one choice below such a post."""
    data = file_of("single", key) | {"scene": scene_with(name)}
    for text in data["texts"].values():
        text |= {"parts": {"1": "Owl", "2": "An owl rides a bicycle"}, "people": {}}
    return data


def keep_fixture_pictures() -> None:
    """Those that questions of fixtures/ show."""
    for path in (ROOT / "fixtures" / "pictures").glob("*.svg"):
        keep_picture(clean_picture(path.read_bytes()), at=clock.now())


def pictured_question() -> Question:
    """Stored, with its picture."""
    cast.make_topic()
    name, at = keep_picture(drawing(), at=clock.now()), clock.now()
    data = pictured_file(name)
    return store_question(data, languages=cast.LANGUAGES, demonstration=True, at=at)
