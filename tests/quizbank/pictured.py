"""A question with a picture in its scene, as files of questions have it."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image

from base import clock
from base.intake.scene_pictures import CleanPicture, clean_picture
from quizbank.bank.actions.beginning import store_question
from quizbank.models import Question
from quizbank.pictures.actions import keep_picture
from tests import cast
from tests.machine import ROOT
from tests.quizbank.kind_files import file_of


def png(colour: str = "#cfe8ee") -> bytes:
    """A plain field of a colour."""
    out = BytesIO()
    Image.new("RGB", (640, 400), colour).save(out, "PNG")
    return out.getvalue()


@cache
def drawing() -> CleanPicture:
    """A small one."""
    return clean_picture(png())


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
    for path in (ROOT / "fixtures" / "pictures").glob("*.webp"):
        with Image.open(path) as image:
            keep_picture(CleanPicture(path.read_bytes(), *image.size), at=clock.now())


def pictured_question() -> Question:
    """Stored, with its picture."""
    cast.make_topic()
    name, at = keep_picture(drawing(), at=clock.now()), clock.now()
    data = pictured_file(name)
    return store_question(data, languages=cast.LANGUAGES, at=at)
