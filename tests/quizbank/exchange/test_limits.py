"""What can be exported can be imported again, and no program gets more than it takes."""

from __future__ import annotations

import pytest

from quizbank.exchange.files import MOST_BYTES, asked_for, read, written
from quizbank.formats.catalogue import FORMATS, MOST_TEXTS
from quizbank.formats.item import BadFile, FileQuestion, make_text
from tests import cast

LANGUAGES = ["en", "bs", "hr", "sr", "sr-latn", "sr-BA"]


def largest() -> list[FileQuestion]:
    """As many texts as a file may hold, each as long as it may be, in letters of two bytes."""
    text = make_text("Ш" * 120, [f"{letter}{'Ш' * 74}" for letter in "АБВГ"], "Ш" * 600)
    return [
        FileQuestion(
            *(f"q-{number}", "12-13", "PRIV", "easy", False, "a"),
            texts=dict.fromkeys(LANGUAGES, text),
        )
        for number in range(MOST_TEXTS // len(LANGUAGES))
    ]


@pytest.mark.parametrize("name", ["moodle", "qti21", "qti30"])
def test_the_largest_file_of_ours_can_be_read_again(name: str) -> None:
    content = written(FORMATS[name], largest(), LANGUAGES)
    assert len(content) <= MOST_BYTES
    found = read(FORMATS[name], content)
    assert sum(len(item.texts) for item in found.items) == MOST_TEXTS
    assert found.faults == []


@pytest.mark.django_db
def test_more_than_a_program_takes_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        cast.make_question(f"q-{number}")
    monkeypatch.setattr("quizbank.exchange.files.MOST_TEXTS", 5)
    with pytest.raises(BadFile, match="at most 5 texts"):
        asked_for(FORMATS["moodle"], codes=["en", "hr"])
    assert len(asked_for(FORMATS["moodle"], codes=["en"]).there) == 3
    assert FORMATS["kahoot"].most == 100
