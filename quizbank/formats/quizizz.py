"""The spreadsheet that Quizizz (Wayground) imports: one language, instructions in row 2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intake.phrases import Phrase, gettext_noop
from quizbank.formats import table
from quizbank.formats.item import FileQuestion, Reading
from quizbank.formats.places import ROW
from quizbank.rules.responses import QuestionKind

OPTIONS = (1, 2, 3, 4, 5)
HEADER = (
    "Question Text",
    "Question Type",
    *(f"Option {number}" for number in OPTIONS),
    "Correct Answer",
    "Time in seconds",
    "Image Link",
    "Answer explanation",
)
INSTRUCTIONS = (
    "Text of the question (required)",
    "Question type (default is Multiple Choice)",
    "Text for option 1 (required)",
    "Text for option 2 (required)",
    *(f"Text for option {number} (optional)" for number in OPTIONS[2:]),
    "The number of the right option (between 1 and 5)",
    "Time in seconds (optional, default is 30 seconds)",
    "Link of the image (optional)",
    "Explanation of the answer (optional)",
)
INSTRUCTION = "text of the question"
WIDTHS = (60, 18, 30, 30, 30, 30, 12, 12, 12, 12, 60)
COLUMNS = {
    "question": "question text",
    "type": "question type",
    **{f"choice {number}": f"option {number}" for number in OPTIONS},
    "right": "correct answer",
    "image": "image link",
    "explanation": "answer explanation",
}
TYPE, SEVERAL = "Multiple Choice", "Checkbox"
TYPES = ("", "multiple choice", "checkbox")
SECONDS = 60


def read(rows: Sequence[table.Row], language: str) -> Reading:
    """The questions of these types; others are refused. Raises ``BadFile``."""
    reading = Reading()
    for number, cells in table.numbered(rows, COLUMNS):
        place = Phrase(ROW, number=number)
        if cells["question"].lower().startswith(INSTRUCTION) and _numberless(cells["right"]):
            continue
        if cells["type"].strip().lower() not in TYPES:
            text = gettext_noop(
                "There is no “%(value)s” here. Only questions of type %(allowed)s are read."
            )
            allowed = f"{TYPE}, {SEVERAL}"
            reading.refuse(place, "question type", text, value=cells["type"][:40], allowed=allowed)
            continue
        if cells["image"]:
            text = gettext_noop("The picture is not read: questions have no pictures here.")
            reading.remark(place, "image", text)
        table.add(reading, number, cells, language)
    return reading


def write(items: Iterable[FileQuestion], language: str) -> bytes:
    """A workbook in one language."""
    rows: list[Sequence[table.Cell]] = [HEADER, INSTRUCTIONS]
    for item in items:
        words = item.texts[language].words
        type_ = SEVERAL if item.kind == QuestionKind.MULTI else TYPE
        options = [words.choices.get(letter, "") for letter in "abcde"]
        right = table.numbers(item)
        rows.append((words.stem, type_, *options, right, SECONDS, "", words.explanation))
    return table.workbook(rows, header=1, widths=WIDTHS)


def _numberless(cell: str) -> bool:
    return not cell or not cell[0].isdigit()
