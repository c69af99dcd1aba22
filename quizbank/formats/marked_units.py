"""What a question of HTML says, unit by unit and language by language, until its texts are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from intake.phrases import gettext_noop
from quizbank.formats.item import FileText, Reading, clean, explained
from quizbank.formats.scene_reading import MarkedText, Scene, marked_text
from quizbank.rules.scene_kinds import markable
from quizbank.rules.text_units import TextWords, Unit

STEM, EXPLANATION = ("stem", ""), ("explanation", "")
MARK = "quiz-unit"
OUTSIDE = gettext_noop("The text outside the marked parts is not read: “%(value)s”.")
DIFFERS = gettext_noop(
    "The scene and the choices say different things about “%(letter)s”. Write the same in both."
)

# Texts by the code of their language; ``""`` where none is said.
type Said = Mapping[str, str]


@dataclass(slots=True)
class SaidUnits:
    """The units of a question, and its scene; feedback is what is said to a choice by itself."""

    units: dict[Unit, Said] = field(default_factory=dict)
    scene: Scene = field(default_factory=dict)
    feedback: dict[Unit, Said] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)

    @property
    def marks(self) -> str:
        """The letters of the parts that can be marked."""
        return markable(self.scene)

    def take(self, source: str, whole: Unit, texts_of: Callable[[str], Said]) -> None:
        """Read HTML: that of ours unit by unit, any other as one."""
        marked = marked_text(source) if MARK in source else MarkedText()
        if not marked.units:
            self.units[whole] = texts_of(source)
            return
        self.units |= marked.units
        self.scene = marked.scene or self.scene
        self.outside += [marked.outside] if marked.outside else []

    def agrees(self, reading: Reading, place: str, choices: Mapping[Unit, Said]) -> bool:
        """Whether the scene shows the words of the choices; notes what differs, and takes them."""
        shown = {unit: said for unit, said in self.units.items() if unit[0] == "choices"}
        for unit, said in shown.items():
            if said != choices.get(unit):
                reading.refuse(place, "scene", DIFFERS, letter=unit[1])
                return False
        self.units |= choices
        return True

    def remark(self, reading: Reading, place: str) -> None:
        """Note what is left out."""
        for text in self.outside:
            reading.remark(place, "question", OUTSIDE, value=text[:60])

    def texts(self, named: Callable[[str], str]) -> dict[str, FileText]:
        """The texts; ``named`` is our code for a language of the file."""
        said = [*self.units.values(), *self.feedback.values()]
        codes = list(dict.fromkeys(code for one in said for code in one if code)) or [""]
        return {named(code): FileText(self._words(code)) for code in codes}

    def _words(self, code: str) -> TextWords:
        words = {unit: clean(_in(said, code)) for unit, said in self.units.items()}
        fed = [(words[unit], _in(said, code)) for unit, said in self.feedback.items()]
        choices, feedback = [one for one, _said in fed], [said for _one, said in fed]
        words[EXPLANATION] = explained(words.get(EXPLANATION, ""), choices, feedback)
        return TextWords.of(words)


def _in(said: Said, code: str) -> str:
    return said.get(code, said.get("", ""))
