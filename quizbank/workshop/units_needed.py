"""Which units a text has to say: a translation those of its source, a source those of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizbank.models import Question, QuestionText
from quizbank.rules.question_faults import SIZES, Asked
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import LETTERS, SINGLE_LETTERS, bins_of
from quizbank.rules.scene_kinds import markable, plain, speakers
from quizbank.rules.text_units import TextWords, Unit


@dataclass(frozen=True, slots=True)
class Needed:
    """The words there are, with an empty unit for each that is missing.

    ``optional`` are units that a text may be without; an empty one is none.
    """

    asked: Asked
    words: TextWords
    optional: frozenset[Unit] = frozenset()

    def filled(self, said: Mapping[Unit, str]) -> TextWords:
        """The text that says this; what is optional and empty is left out."""
        held: dict[str, dict[str, str]] = {}
        for unit in self.words.shape:
            words = said.get(unit, "")
            if words or unit not in self.optional:
                held.setdefault(unit[0], {})[unit[1]] = words
        stem, explanation = (held.pop(name, {}).get("", "") for name in ("stem", "explanation"))
        return TextWords(stem, explanation=explanation, **held)


def needed_in(question: Question, texts: Mapping[str, QuestionText], language: str) -> Needed:
    """What a text of a stored question has to say, with what is stored of it."""
    there = texts[language].words if language in texts else TextWords("")
    source = texts.get(question.source)
    if language == question.source or source is None:
        return of_source(question.asked, there)
    return of_translation(question.asked, source.words, there)


def of_translation(asked: Asked, source: TextWords, there: TextWords) -> Needed:
    """The units of the source, with what is translated of them."""
    return Needed(asked, there.shaped_like(source))


def of_source(asked: Asked, there: TextWords) -> Needed:
    """The units that kind and scene need, with what is written of them."""
    letters, parts = letters_of_source(asked, there), plain(asked.scene)
    most = bins_of(asked.kind, asked.right)
    bins = sorted({*there.bins, *(str(n) for n in range(1, most + 1))})
    people = sorted(speakers(asked.scene) | _child(asked))
    notes = [*letters, *parts] if _may_have_notes(asked, there) else []
    shape = TextWords(
        "",
        choices=dict.fromkeys(letters, ""),
        bins=dict.fromkeys(bins if asked.kind is QuestionKind.SORT else (), ""),
        parts=dict.fromkeys(parts, ""),
        people=dict.fromkeys(people, ""),
        notes=dict.fromkeys(notes, ""),
    )
    optional = {("notes", key) for key in notes} | {("people", "m")}
    if asked.kind is QuestionKind.SINGLE:
        optional |= {("choices", SINGLE_LETTERS[-1])}
    return Needed(asked, there.shaped_like(shape), frozenset(optional))


def letters_of_source(asked: Asked, there: TextWords) -> str:
    """The letters of the choices a source has to have."""
    if asked.kind is QuestionKind.SINGLE:
        return LETTERS[: max(len(there.letters), len(SINGLE_LETTERS))]
    if asked.kind is QuestionKind.SPOTS:
        marks = markable(asked.scene)
        # One more letter stands in no part: “Nothing here is suspicious”.
        return LETTERS[: len(marks) + (len(there.letters) > len(marks))]
    least, _most = SIZES[asked.kind]
    return LETTERS[: max(len(there.letters), least)]


def _child(asked: Asked) -> set[str]:
    """The child of the story may have a name where it speaks."""
    return {"m"} & {str(part.get("who")) for part in asked.scene.get("parts", ())}


def _may_have_notes(asked: Asked, there: TextWords) -> bool:
    return bool(there.notes or asked.scene) or asked.kind is not QuestionKind.SINGLE
