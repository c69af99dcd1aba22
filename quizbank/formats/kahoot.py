"""The spreadsheet that Kahoot imports: one language, one question a row below a few titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizbank.formats import table
from quizbank.formats.item import FileQuestion, Reading

# The program compares these with its own template, dash included.
HEADER = (
    "",
    "Question - max 120 characters",
    *(f"Answer {number} - max 75 characters" for number in (1, 2, 3, 4)),
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    "Correct answer(s) - choose at least one",
)
TITLES = (
    (),
    ("", "Quiz template"),
    ("", "Each row has a question, two to four answers, a time limit and the right answer."),
    ("", "Questions have at most 120 characters, answers at most 75."),
    (),
    ("", "Upload this file as it is, in the format XLSX."),
    (),
)
WIDTHS = (6, 60, 30, 30, 30, 30, 20, 20)
COLUMNS = {
    "question": "question",
    **{f"choice {number}": f"answer {number}" for number in (1, 2, 3, 4)},
    "right": "correct answer",
}
SECONDS = 60


def read(rows: Sequence[table.Row], language: str) -> Reading:
    """The questions below the header, wherever that is. Raises ``BadFile``."""
    reading = Reading()
    for number, cells in table.numbered(rows, COLUMNS):
        table.add(reading, number, cells, language)
    return reading


def write(items: Iterable[FileQuestion], language: str) -> bytes:
    """A workbook in one language."""
    rows: list[Sequence[table.Cell]] = [*TITLES, HEADER]
    for number, item in enumerate(items, start=1):
        words = item.texts[language].words
        choices = [words.choices.get(letter, "") for letter in "abcd"]
        rows.append((number, words.stem, *choices, SECONDS, table.numbers(item)))
    return table.workbook(rows, header=len(TITLES) + 1, widths=WIDTHS)
