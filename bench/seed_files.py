"""Honest files of every kind that somebody uploads, to be spoilt by `bench.fuzz`."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from openpyxl import Workbook
from PIL import Image

from intake.scene_pictures import clean_picture
from quizbank.formats import (
    aiken,
    gift_writing,
    kahoot,
    moodle_writing,
    qti_writing,
    quizizz,
    xliff,
)
from quizbank.formats.item import FileQuestion, make_text
from quizbank.formats.picture_sheet import with_pictures

SHEETS, QUESTIONS, SHEET, PICTURES, SCENES, BESIDE = (
    "intake.sheets:table",
    "quizbank.formats.read_file:questions",
    "quizbank.formats.read_file:sheet",
    "intake.pictures:redrawn",
    "intake.scene_pictures:clean_picture",
    "quizbank.formats.read_file:sheet_pictures",
)
REGISTER = [
    ["register_code", "name", "place", "country", "region", "pupil_count"],
    *(
        [f"A{n}", f"OŠ „Škola {n}“; =1+1", "Čačak\nЉиг", "BA", f"BA-{n}", f"{n * 7}"]
        for n in range(40)
    ),
]
LANGUAGES = ("en", "sr")
DRAWING = (
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 30"><defs>'
    b'<linearGradient id="a"><stop offset="0" stop-color="teal"/></linearGradient></defs>'
    b'<g transform="scale(2)"><path d="M0 0L9 9z" style="fill:url(#a)"/></g></svg>'
)

# Who reads it, with which words, and the file.
type Seed = tuple[str, Mapping[str, str], bytes]


def seeds() -> dict[str, Seed]:
    """One or several of each kind, by name."""
    return {**_sheets(), **_questions(), **_pictures(), **_scenes()}


def _sheets() -> dict[str, Seed]:
    text = "\n".join(";".join(f'"{cell}"' for cell in row) for row in REGISTER)
    return {
        "register.csv": (SHEETS, {}, text.encode("utf-8-sig")),
        "register.utf16.csv": (SHEETS, {}, text.replace(";", "\t").encode("utf-16")),
        "register.xlsx": (SHEETS, {}, _workbook(REGISTER)),
        "questions.xlsx": (SHEET, {}, _workbook(REGISTER)),
    }


def _questions() -> dict[str, Seed]:
    made = items()
    files = {
        "kahoot": kahoot.write(made, "en"),
        "quizizz": quizizz.write(made, "en"),
        "gift": gift_writing.write(made, "en").encode(),
        "aiken": aiken.write(made, "en").encode(),
        "moodle": moodle_writing.write(made, LANGUAGES),
        "qti21": qti_writing.write(made, LANGUAGES, qti_writing.V21),
        "qti30": qti_writing.write(made, LANGUAGES, qti_writing.V30),
        "xliff": xliff.write(made, *LANGUAGES),
    }
    return {
        name: (QUESTIONS, {"format_name": name, "language": "en"}, content)
        for name, content in files.items()
    }


def _pictures() -> dict[str, Seed]:
    image = Image.linear_gradient("L").convert("RGB")
    found: dict[str, Seed] = {}
    for kind in ("PNG", "JPEG", "WEBP"):
        stream = BytesIO()
        image.save(stream, kind)
        found[f"logo.{kind.lower()}"] = (PICTURES, {}, stream.getvalue())
    return found


def _scenes() -> dict[str, Seed]:
    stream = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(stream, "WEBP")
    pictures = {clean_picture(DRAWING).name: DRAWING}
    return {
        "scene.svg": (SCENES, {}, DRAWING),
        "scene.webp": (SCENES, {}, stream.getvalue()),
        "pictures.xlsx": (BESIDE, {}, with_pictures(_workbook(REGISTER), pictures)),
    }


def items() -> list[FileQuestion]:
    """Four questions with what is hard to carry."""
    words = ("Is <b>5 > 3</b> & why?", "Шта је „=1+1“ {~%50%}?", "A. b\\n::q::", "x" * 110)
    return [
        FileQuestion(
            id=f"q-{number}",
            division="12-13",
            topic="PRIV",
            difficulty="easy",
            sensitive=False,
            right="abcd"[number],
            texts={
                code: make_text(stem, ["=1", "~b#", "в}", f"{code}:"], "Because.\n\nSo.")
                for code in LANGUAGES
            },
        )
        for number, stem in enumerate(words)
    ]


def _workbook(rows: list[list[str]]) -> bytes:
    book, stream = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(stream)
    return stream.getvalue()
