"""What a question says in one language, as a list of units: each is translated by itself.

Whoever walks over the words of a text walks over ``TextWords.units`` and never names the fields:
differences, checks, drafts in the other script, files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

# Fields that hold a text for each letter or number, in the order in which a person reads them.
FIELDS = ("people", "parts", "choices", "bins", "notes")
# Those without which a response or a scene would not be whole.
ASKED = ("people", "parts", "choices", "bins")
type Unit = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TextWords:
    """What a text says.

    ``choices``: options, rows, steps or markable parts of the scene, by letter · ``bins``: where
    rows belong, by number · ``parts``: the other parts of the scene, by number · ``people``: who
    speaks in it, by ``who`` · ``notes``: after the quiz, beside a choice or part, by its letter or
    number.
    """

    stem: str
    choices: Mapping[str, str] = field(default_factory=dict)
    explanation: str = ""
    bins: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def letters(self) -> str:
        """Of its choices, in order."""
        return "".join(sorted(self.choices))

    @property
    def shape(self) -> frozenset[Unit]:
        """Which units there are; all languages of a question have the same."""
        return frozenset(unit for unit, _words in self.units())

    def units(self) -> Iterator[tuple[Unit, str]]:
        """``((field, letter or number), words)``; the letter is empty for stem and explanation."""
        yield ("stem", ""), self.stem
        for name in FIELDS[:-1]:
            yield from self._of(name)
        yield ("explanation", ""), self.explanation
        yield from self._of(FIELDS[-1])

    def _of(self, name: str) -> Iterator[tuple[Unit, str]]:
        said = getattr(self, name)
        yield from (((name, key), said[key]) for key in sorted(said, key=_place))

    def whole(self) -> str:
        """All units, one a line."""
        return "\n".join(words for _unit, words in self.units())

    def mapped(self, change: Callable[[str], str]) -> TextWords:
        """The same with each unit changed."""
        held = {
            name: {key: change(said) for key, said in getattr(self, name).items()}
            for name in FIELDS
        }
        return TextWords(change(self.stem), explanation=change(self.explanation), **held)

    def moved(self, came_from: Mapping[Unit, Unit]) -> TextWords:
        """The same words at other places; ``came_from`` says of a unit where its words are now.

        A note goes with the choice or part it stands beside; what nothing comes from is gone.
        """
        held: dict[str, dict[str, str]] = {"choices": {}, "parts": {}, "bins": {}, "notes": {}}
        for (field_now, key), (name, old) in came_from.items():
            held[field_now][key] = getattr(self, name).get(old, "")
            if field_now != "bins" and old in self.notes:
                held["notes"][key] = self.notes[old]
        return TextWords(self.stem, explanation=self.explanation, people=self.people, **held)

    @staticmethod
    def of(units: Mapping[Unit, str]) -> TextWords:
        """The words of these units, as ``units`` gives them."""
        held: dict[str, dict[str, str]] = {name: {} for name in FIELDS}
        for (name, key), said in units.items():
            if key:
                held[name][key] = said
        stem, explanation = (units.get((name, ""), "") for name in ("stem", "explanation"))
        return TextWords(stem, explanation=explanation, **held)

    def shaped_like(self, other: TextWords) -> TextWords:
        """These words in the units of another text: what is new is empty, what is gone goes."""
        kept = {
            name: {key: getattr(self, name).get(key, "") for key in getattr(other, name)}
            for name in FIELDS
        }
        return TextWords(self.stem, explanation=self.explanation, **kept)


def _place(key: str) -> tuple[int, str]:
    """Numbers in their order: 10 after 9."""
    return (int(key), "") if key.isdecimal() else (0, key)
