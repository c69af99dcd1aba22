"""What a child reads says what is meant, also to one who takes it literally."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tests.machine import ROOT

LANGUAGES = ("bs", "hr", "sr")  # sr-Latn is made from sr
# What was read the other way: "the second answer", "no points any more", "nothing to do with it".
MISREAD = {
    "Another answer is right.": ("drugi odgovor", "други одговор"),
    "Finishing early gives no extra points. You may still change everything.": (
        *("ne dobija", "ne dobiva"),
        "не добијаш",
    ),
    "We cannot reach the quiz at the moment. Nothing is lost. Try again later.": (
        *("nema veze", "нема везе"),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_says_the_opposite(language: str) -> None:
    path = Path(ROOT) / f"locale/{language}/LC_MESSAGES/djangojs.po"
    told = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path))}
    for sentence, wrong in MISREAD.items():
        assert told[sentence]
        assert not any(words in told[sentence] for words in wrong)
