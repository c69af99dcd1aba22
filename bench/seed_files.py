"""Honest files of every kind that somebody uploads, to be spoilt by `bench.fuzz`."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

from openpyxl import Workbook
from PIL import Image

from quizbank.formats import xliff
from quizbank.formats.item import FileQuestion, FileText
from quizbank.rules.text_units import TextWords

SHEETS, QUESTIONS, SHEET, PICTURES, SCENES = (
    "base.intake.sheets:table",
    "quizbank.formats.read_file:translations",
    "quizbank.formats.read_file:sheet",
    "base.intake.pictures:redrawn",
    "base.intake.scene_pictures:clean_picture",
)
REGISTER = [
    ["register_code", "name", "place", "country", "region", "pupil_count"],
    *(
        [f"A{n}", f"OŠ „Škola {n}“; =1+1", "Čačak\nЉиг", "BA", f"BA-{n}", f"{n * 7}"]
        for n in range(40)
    ),
]
LANGUAGES = ("en", "sr")

# Who reads it, with which words, and the file.
type Seed = tuple[str, Mapping[str, str], bytes]


def seeds() -> dict[str, Seed]:
    """One or several of each kind, by name."""
    return {**_sheets(), **_questions(), **_pictures()}


def _sheets() -> dict[str, Seed]:
    text = "\n".join(";".join(f'"{cell}"' for cell in row) for row in REGISTER)
    return {
        "register.csv": (SHEETS, {}, text.encode("utf-8-sig")),
        "register.utf16.csv": (SHEETS, {}, text.replace(";", "\t").encode("utf-16")),
        "register.xlsx": (SHEETS, {}, _workbook(REGISTER)),
        "questions.xlsx": (SHEET, {}, _workbook(REGISTER)),
    }


def _questions() -> dict[str, Seed]:
    return {"xliff": (QUESTIONS, {}, xliff.write(items(), *LANGUAGES))}


def _pictures() -> dict[str, Seed]:
    image = Image.linear_gradient("L").convert("RGB")
    found: dict[str, Seed] = {}
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        stream = BytesIO()
        image.save(stream, kind)
        found[f"scene.{kind.lower()}"] = (SCENES, {}, stream.getvalue())
        if kind != "GIF":
            found[f"logo.{kind.lower()}"] = (PICTURES, {}, stream.getvalue())
    return found


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
                code: FileText(TextWords(stem, _choices(code), "Because.\n\nSo."))
                for code in LANGUAGES
            },
        )
        for number, stem in enumerate(words)
    ]


def _choices(code: str) -> dict[str, str]:
    return dict(zip("abcd", ("=1", "~b#", "в}", f"{code}:"), strict=True))


def _workbook(rows: list[list[str]]) -> bytes:
    book, stream = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(stream)
    return stream.getvalue()
