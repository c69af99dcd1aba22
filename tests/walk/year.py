"""What the walk is about: its people, schools, classes and questions, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from competition.rules.edition_steps import next_year

# Where most of it happens, a country with one class, and one in which nobody plays.
COUNTRY, ABROAD, NOBODY = "BA", "HR", "RS"
DIVISION = "12-13"
GRADE = "7"
LANGUAGES = ("bs", "sr", "hr")
ZONE = ZoneInfo("Europe/Sarajevo")
ALL_LANGUAGES = ("bs", "hr", "sr", "sr-latn", "en")
SAFER_INTERNET_DAY = next_year(datetime.now(UTC).date())
EDITION, NEXT = f"{SAFER_INTERNET_DAY}", f"{SAFER_INTERNET_DAY + 1}"
NAMES = {
    "bs": "Kviz o sigurnosti na internetu",
    "sr": "Квиз о безбедности на интернету",
    "hr": "Kviz o sigurnosti na internetu",
}
SIZES = {"official": 8, "rehearsal": 1, "practice": 1}
MINUTES = 10
PUPILS = 12
# What the best get, what is drawn among all others, and who is called by name.
AWARD = {"bs": "Najbolji na mreži", "sr": "Најбољи на мрежи", "hr": "Najbolji na internetu"}
DRAWN = {"bs": "Izvučena nagrada", "sr": "Извучена награда", "hr": "Izvučena nagrada"}
WINNER = "Lamija Zlatar"

SUPERUSER, COORDINATOR, ORGANIZER = "root@quiz.example", "lead@quiz.example", "ba@quiz.example"
ABROAD_ORGANIZER = "hr@quiz.example"
ORGANIZERS = {COUNTRY: ORGANIZER, ABROAD: ABROAD_ORGANIZER}
EDITOR, REVIEWER, TRANSLATOR = "editor@quiz.example", "reader@quiz.example", "words@quiz.example"


@dataclass
class Class:
    """A class of one school, its teacher, and what becomes of it."""

    code: str
    school: str
    place: str
    region: str
    teacher: str
    language: str
    label: str
    country: str = COUNTRY
    pins: dict[int, str] = field(default_factory=dict)
    receipts: dict[int, str] = field(default_factory=dict)
    # What each pupil's answers are worth, counted here.
    points: dict[int, int] = field(default_factory=dict)
    monitor: str = ""


# Schools of the register that do not play, as its rows; the second goes into the first.
SILENT = (
    ("WALK-8", "OŠ „Osmi koraci“", "Sarajevo", COUNTRY, "BA-BIH-09-CENTAR-SARAJEVO", 300),
    ("WALK-9", "OŠ „Deveti koraci“", "Sarajevo", COUNTRY, "BA-BIH-09-CENTAR-SARAJEVO", 200),
)


def classes() -> list[Class]:
    """Three schools with one class each; two of them read Bosnian, one Serbian in Cyrillic. The
    fourth is in another country and reads Croatian."""
    return [
        Class(
            *(
                "WALK-1",
                "OŠ „Prvi koraci“",
                "Sarajevo",
                "BA-BIH-09-CENTAR-SARAJEVO",
                "amra@school.example",
            ),
            *("bs", "VII-1"),
        ),
        Class(
            *("WALK-2", "ОШ „Други кораци“", "Бања Лука", "BA-SRP-BANJA-LUKA"),
            *("bojana@school.example", "sr", "VII-2"),
        ),
        Class(
            *("WALK-3", "OŠ „Treći koraci“", "Tuzla", "BA-BIH-03-TUZLA", "edin@school.example"),
            *("bs", "VII-3"),
        ),
        Class(
            *("WALK-4", "OŠ „Četvrti koraci“", "Zagreb", "HR-21", "iva@school.example"),
            *("hr", "7.a", ABROAD),
        ),
    ]


@dataclass(frozen=True)
class Question:
    """One question of ``questions.yaml``."""

    id: str
    topic: str
    difficulty: str
    right: str
    texts: dict[str, dict[str, str]]

    def row(self, language: str) -> list[str]:
        """A row of the product's own sheet."""
        about = (DIVISION, self.topic, self.difficulty, self.right, "no")
        words = self.texts[language]
        parts = ("question", "a", "b", "c", "d", "explanation")
        return [self.id, language, *about, *(words.get(part, "") for part in parts)]


@dataclass
class Built:
    """One question of ``built.yaml``; its key is the product's, once it is stored."""

    kind: str
    topic: str
    difficulty: str
    right: str
    texts: dict[str, dict[str, Any]]
    scene: dict[str, Any] = field(default_factory=dict)
    key: str = ""

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Of the scene, in reading order."""
        return list(self.scene.get("parts", ()))


def _read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name(name).read_text("utf-8"))
    return found


QUESTIONS = [Question(**one) for one in _read("questions.yaml")]
BUILT = [Built(**one) for one in _read("built.yaml")]


def asked(language: str) -> dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """``{stem: question and text}`` of all that can be asked, as files of questions have them."""
    found: dict[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {}
    for plain in QUESTIONS:
        words = plain.texts[language]
        choices = {letter: words[letter] for letter in "abcd" if letter in words}
        found[words["question"]] = ({"right": plain.right}, {**words, "choices": choices})
    for one in BUILT:
        text = one.texts[language]
        found[text["question"]] = ({"right": one.right, "kind": one.kind}, text)
    return found
