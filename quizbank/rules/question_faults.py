"""What is well formed: what keeps a question out of the bank, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from base.intake.phrases import Phrase, gettext_noop
from quizbank.rules import scene_kinds
from quizbank.rules.responses import MOST_CODES, QuestionKind
from quizbank.rules.right_answers import LETTERS, form_of, is_well_formed
from quizbank.rules.text_units import TextWords, Unit
from quizbank.rules.unit_names import name_of_unit

STEM_LENGTH, CHOICE_LENGTH, EXPLANATION_LENGTH = 180, 75, 600
PART_LENGTH, BIN_LENGTH, NAME_LENGTH, NOTE_LENGTH = 120, 16, 20, 140
LENGTHS = {
    "stem": STEM_LENGTH,
    "choices": CHOICE_LENGTH,
    "bins": BIN_LENGTH,
    "parts": PART_LENGTH,
    "people": NAME_LENGTH,
    "notes": NOTE_LENGTH,
    "explanation": EXPLANATION_LENGTH,
}
# How many choices, parts, rows or steps a question may have, by kind.
SIZES = {
    QuestionKind.SINGLE: (3, 4),
    QuestionKind.MULTI: (4, 14),
    QuestionKind.SORT: (3, 9),
    QuestionKind.ORDER: (3, 7),
    QuestionKind.SPOTS: (3, 14),
}
EXAMPLES = {
    QuestionKind.MULTI: "ac",
    QuestionKind.SORT: "a1 b2 c1",
    QuestionKind.ORDER: "bca",
    QuestionKind.SPOTS: "ac",
}
LETTERED = gettext_noop("three or four choices are needed, lettered a, b, c, d")
LETTERED_FROM_TO = gettext_noop(
    "%(least)d to %(most)d choices are needed, lettered a, b, c and so on"
)
NOT_AMONG = gettext_noop("the right choice “%(right)s” is not among the choices")
NOT_UNDERSTOOD = gettext_noop(
    "the right answer “%(right)s” does not fit the question: write it as in “%(example)s”"
)
TOO_FEW_OF_EACH = gettext_noop("at least two have to be right, and at least two not")
TOO_MANY_CODES = gettext_noop("there are too many rows for so many groups")
SAME_WORDS = gettext_noop("%(part)s and %(other)s say the same")
LONG_CHOICE = gettext_noop("choice %(letter)s is longer than %(most)d characters")
LONG_UNIT = gettext_noop("%(part)s is longer than %(most)d characters")
EMPTY_UNIT = gettext_noop("%(part)s is empty")
OTHER_CHOICES = gettext_noop("the languages have different choices")
OTHER_UNITS = gettext_noop("the languages have different groups, parts, names or notes")
NO_SCENE = gettext_noop("a question in which places are marked needs a scene with such places")
MARKED_ELSEWHERE = gettext_noop("in this kind of question no part of the scene can be marked")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked apart from any language: kind, right answer, scene (empty without one)."""

    right: str
    kind: QuestionKind = QuestionKind.SINGLE
    scene: Mapping[str, Any] = field(default_factory=dict)


def words_from(text: Mapping[str, Any]) -> TextWords:
    """The words of one language of a file; whatever is not as it should be is left out."""
    held = {
        name: _texts(text.get(name)) for name in ("choices", "bins", "parts", "people", "notes")
    }
    stem, explanation = (str(text.get(name) or "") for name in ("question", "explanation"))
    return TextWords(stem, explanation=explanation, **held)


def _texts(found: object) -> dict[str, str]:
    if not isinstance(found, Mapping):
        return {}
    return {str(key): str(words) for key, words in found.items()}


def faults(
    asked: Asked, texts: Mapping[str, Mapping[str, Any]], languages: Sequence[str]
) -> list[Phrase]:
    """What keeps a question out of the bank, one sentence for each fault; empty if nothing does.

    ``texts`` is ``{language: {"question": str, "choices": {letter: str}, "explanation": str}}``,
    with ``bins``, ``parts``, ``people`` and ``notes`` where the question has them.
    """
    missing = Phrase(gettext_noop("the text is missing"))
    found = [_in(language, missing) for language in languages if language not in texts]
    words = {language: words_from(text) for language, text in texts.items()}
    found += _between(words.values())
    found += scene_kinds.scene_faults(asked.scene) if asked.scene else ()
    for language, said in words.items():
        found += [_in(language, fault) for fault in text_faults(asked, said)]
    return found


def _in(language: str, fault: Phrase) -> Phrase:
    return Phrase("%(language)s: %(fault)s", language=language, fault=fault)


def _between(texts: Iterable[TextWords]) -> Iterator[Phrase]:
    """What the languages have to have in common."""
    there = list(texts)
    if len({words.letters for words in there}) > 1:
        yield Phrase(OTHER_CHOICES)
    elif len({words.shape for words in there}) > 1:
        yield Phrase(OTHER_UNITS)


def text_faults(asked: Asked, words: TextWords) -> Iterator[Phrase]:
    """What keeps one language of a question out of the bank."""
    yield from asked_faults(asked, words)
    for unit, said in words.units():
        yield from _unit_faults(asked, unit, said)


def asked_faults(asked: Asked, words: TextWords) -> Iterator[Phrase]:
    """Whether letters, right answer, scene and words belong to each other."""
    least, most = SIZES[asked.kind]
    if not least <= len(words.letters) <= most or not LETTERS.startswith(words.letters):
        single = asked.kind is QuestionKind.SINGLE
        yield Phrase(LETTERED) if single else Phrase(LETTERED_FROM_TO, least=least, most=most)
    else:
        yield from _right_faults(asked, words.letters)
        yield from _scene_words(asked, words)
    yield from same_words(asked.kind, words)


def same_words(kind: QuestionKind, words: TextWords) -> Iterator[Phrase]:
    """Choices or groups that a pupil cannot tell apart; what is still empty is none."""
    # Two parts of a scene may say the same: their owners, speakers or places differ.
    if kind is not QuestionKind.SPOTS:
        yield from _alike("choices", words.choices)
    yield from _alike("bins", words.bins)


def _alike(name: str, said: Mapping[str, str]) -> Iterator[Phrase]:
    first: dict[str, str] = {}
    for letter, text in said.items():
        other = first.setdefault(" ".join(text.casefold().split()), letter)
        if text.strip() and other != letter:
            told = name_of_unit((name, letter))
            yield Phrase(SAME_WORDS, part=name_of_unit((name, other)), other=told)


def _right_faults(asked: Asked, letters: str) -> Iterator[Phrase]:
    if not is_well_formed(asked.kind, asked.right, letters):
        if asked.kind is QuestionKind.SINGLE:
            yield Phrase(NOT_AMONG, right=asked.right)
        else:
            yield Phrase(NOT_UNDERSTOOD, right=asked.right, example=EXAMPLES[asked.kind])
        return
    if form_of(asked.kind, asked.right, letters).highest > MOST_CODES:
        yield Phrase(TOO_MANY_CODES)
    if asked.kind in (QuestionKind.MULTI, QuestionKind.SPOTS) and not _mixed(asked, letters):
        yield Phrase(TOO_FEW_OF_EACH)


def _mixed(asked: Asked, letters: str) -> bool:
    """Whether marking everything or nothing earns nothing; a scene may be entirely genuine."""
    nothing = letters[len(scene_kinds.markable(asked.scene)) :] if asked.scene else ""
    if asked.kind is QuestionKind.SPOTS and asked.right == nothing:
        return True
    return len(asked.right) > 1 and len(letters) - len(asked.right) > 1


def _scene_words(asked: Asked, words: TextWords) -> Iterator[Phrase]:
    """Whether texts and parts of the scene belong to each other."""
    marks = scene_kinds.markable(asked.scene)
    if asked.kind is QuestionKind.SPOTS:
        # One more letter may stand for "nothing here is suspicious".
        if not marks or words.letters not in (marks, LETTERS[: len(marks) + 1]):
            yield Phrase(NO_SCENE)
    elif marks:
        yield Phrase(MARKED_ELSEWHERE)
    for one in sorted(set(scene_kinds.plain(asked.scene)) ^ set(words.parts)):
        yield Phrase(scene_kinds.NO_TEXT, id=one)
    for one in sorted(scene_kinds.speakers(asked.scene) - set(words.people)):
        yield Phrase(scene_kinds.NO_NAME, id=one)


def most_characters(kind: QuestionKind, unit: Unit) -> int:
    """How long a unit may be; what can be marked in a scene is a part of it."""
    name, _letter = unit
    return PART_LENGTH if (kind, name) == (QuestionKind.SPOTS, "choices") else LENGTHS[name]


def _unit_faults(asked: Asked, unit: Unit, said: str) -> Iterator[Phrase]:
    name, letter = unit
    most = most_characters(asked.kind, unit)
    if not said.strip() and name != "choices":
        yield Phrase(EMPTY_UNIT, part=name_of_unit(unit))
    elif len(said) > most and name == "choices":
        yield Phrase(LONG_CHOICE, letter=letter, most=most)
    elif len(said) > most and name != "explanation":
        yield Phrase(LONG_UNIT, part=name_of_unit(unit), most=most)
