"""Made-up pupils: how able they are, what they answer and how fast, and what faults do to that."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from competition.contest.planted_faults import PlantedFault, PlantedKind
from quizbank.rules.responses import QuestionKind, ResponseForm, decoded, encoded

# What a bad translation does: so many of those who know it are led to one wrong answer.
LED_ASTRAY = 0.4
# So many of those who would not know it know what was told before.
TOLD_BEFORE = 0.75
FOLLOWS_TEACHER = 0.9
COPIES = 0.85


@dataclass(frozen=True, slots=True)
class MadeQuestion:
    """A question as made-up pupils meet it: how hard it is, and which mistakes tempt."""

    number: int
    form: ResponseForm
    key: int
    difficulty: float
    slope: float
    seconds: float
    tempting: Sequence[int]
    weights: Sequence[float]

    @property
    def luck(self) -> float:
        """How often somebody who knows nothing is right."""
        return 1 / self.form.size if self.form.kind is QuestionKind.SINGLE else 0.03


@dataclass(slots=True)
class MadePupil:
    """One card that plays: ``said`` are codes by question, ``moments`` seconds after the start."""

    card: int
    language: str
    ability: float
    pace: float
    said: dict[int, int] = field(default_factory=dict)
    moments: dict[int, float] = field(default_factory=dict)
    begins: float = 0.0

    @property
    def lasts(self) -> float:
        """Seconds from the start to the last answer."""
        return max(self.moments.values(), default=1.0)


@dataclass(frozen=True, slots=True)
class MadeClass:
    """Where a class is and when it plays; ``place`` counts the sittings of country and division."""

    country: str
    division: str
    language: str
    place: int
    hour: float
    level: float


def make_question(
    number: int, form: ResponseForm, key: int, place: float, chance: random.Random
) -> MadeQuestion:
    """``place``: 0 for the first question of a paper, 1 for the last; later ones are harder."""
    tempting = _mistakes(form, key, chance)
    return MadeQuestion(
        number=number,
        form=form,
        key=key,
        difficulty=chance.gauss(-1.2 + 1.2 * place, 0.6),
        slope=chance.uniform(0.8, 1.6),
        seconds=chance.uniform(14, 32) * (1.0 if form.kind is QuestionKind.SINGLE else 1.8),
        tempting=tempting,
        weights=[chance.uniform(0.3, 1.6) for _one in tempting],
    )


def _mistakes(form: ResponseForm, key: int, chance: random.Random) -> list[int]:
    """Every other choice; of several parts those with one slip, and a few wild ones."""
    if form.kind is QuestionKind.SINGLE:
        return [code for code in range(1, form.size + 1) if code != key]
    near = {_slipped(form, key, chance) for _one in range(6)}
    wild = {chance.randint(2, form.highest) for _one in range(6)}
    return sorted((near | wild) - {key, 1}) or [2 if key != 2 else 3]


def _slipped(form: ResponseForm, key: int, chance: random.Random) -> int:
    said = list(decoded(form, key))
    if form.kind is QuestionKind.SORT:
        row = chance.randrange(form.size)
        said[row] = chance.randint(1, form.bins)
        return encoded(form, said)
    if form.kind is QuestionKind.ORDER:
        at = chance.randrange(form.size - 1)
        said[at], said[at + 1] = said[at + 1], said[at]
        return encoded(form, said)
    part = chance.randrange(form.size)
    said = [one for one in said if one != part] if part in said else sorted([*said, part])
    return encoded(form, said)


def play(
    lesson: MadeClass,
    cards: Sequence[int],
    questions: Sequence[MadeQuestion],
    faults: Sequence[PlantedFault],
    chance: random.Random,
) -> list[MadePupil]:
    """What becomes of a class: everybody alone first, then what its own faults do to it."""
    mine = [
        one
        for one in faults
        if one.holds(country=lesson.country, division=lesson.division, language=one.language)
    ]
    pupils = [_alone(card, lesson, questions, mine, chance) for card in cards]
    for fault in mine:
        if fault.sitting == lesson.place and fault.kind in INSIDE:
            INSIDE[fault.kind](pupils, fault, questions, chance)
    return pupils


def _alone(
    card: int,
    lesson: MadeClass,
    questions: Sequence[MadeQuestion],
    faults: Sequence[PlantedFault],
    chance: random.Random,
) -> MadePupil:
    pupil = MadePupil(
        card=card,
        language=lesson.language,
        ability=chance.gauss(lesson.level, 0.95),
        pace=math.exp(chance.gauss(0, 0.3)),
        begins=chance.uniform(0, 20),
    )
    at = 0.0
    hurries = chance.random() < 0.015
    for question in questions:
        at += _seconds(question, pupil, chance) * (0.25 if hurries else 1.0)
        said = _answer(question, pupil, lesson, faults, chance)
        if said:
            pupil.said[question.number], pupil.moments[question.number] = said, at
    return pupil


def _seconds(question: MadeQuestion, pupil: MadePupil, chance: random.Random) -> float:
    return max(2.0, question.seconds * pupil.pace * math.exp(chance.gauss(0, 0.45)))


def _knows(question: MadeQuestion, pupil: MadePupil, chance: random.Random) -> bool:
    sure = 1 / (1 + math.exp(-question.slope * (pupil.ability - question.difficulty)))
    return chance.random() < question.luck + (1 - question.luck) * sure


def _answer(
    question: MadeQuestion,
    pupil: MadePupil,
    lesson: MadeClass,
    faults: Sequence[PlantedFault],
    chance: random.Random,
) -> int:
    here = [
        one
        for one in faults
        if one.question in (0, question.number) and one.language in ("", pupil.language)
    ]
    kinds = {one.kind for one in here}
    knows = _knows(question, pupil, chance)
    known = any(one.kind is PlantedKind.PAPER_KNOWN and lesson.hour >= one.hour for one in here)
    if not knows and known and chance.random() < TOLD_BEFORE:
        knows = True
    if PlantedKind.WRONG_KEY in kinds:
        # What is right is not what the key says; who does not know takes anything else.
        truth, others = question.tempting[0], [question.key, *question.tempting[1:]]
        return truth if knows else chance.choice(others)
    if knows and PlantedKind.MISTRANSLATED in kinds and chance.random() < LED_ASTRAY:
        return question.tempting[0]
    if knows:
        return question.key
    if chance.random() < 0.03:
        return 0
    return chance.choices(question.tempting, question.weights)[0]


def _copy(
    pupils: Sequence[MadePupil],
    fault: PlantedFault,
    questions: Sequence[MadeQuestion],
    chance: random.Random,
) -> None:
    """Groups of three or four have one whose answers the others write down."""
    chosen = [one for one in pupils if one.card in fault.cards] or pupils[: len(pupils) * 3 // 5]
    for start in range(0, len(chosen), 4):
        source, *others = chosen[start : start + 4]
        for pupil in others:
            for number, code in source.said.items():
                if chance.random() < COPIES:
                    pupil.said[number] = code
                    pupil.moments.setdefault(number, source.moments[number] + 4)


def _enter_twice(
    pupils: Sequence[MadePupil],
    fault: PlantedFault,
    questions: Sequence[MadeQuestion],
    chance: random.Random,
) -> None:
    """The second card plays after the first one, faster, and mostly alike."""
    by_card = {one.card: one for one in pupils}
    first, second = (by_card.get(card) for card in fault.cards)
    if first is None or second is None:
        return
    second.said = {n: c for n, c in first.said.items() if chance.random() < 0.97}
    # Everybody has half a lesson for it: the first one hurries, too.
    first.moments = {n: at * 0.5 for n, at in first.moments.items()}
    second.begins = first.begins + first.lasts + 30
    second.moments = {n: first.moments[n] * 0.35 for n in second.said}


def _help(
    pupils: Sequence[MadePupil],
    fault: PlantedFault,
    questions: Sequence[MadeQuestion],
    chance: random.Random,
) -> None:
    """The teacher says the answers to the harder half aloud."""
    hard = sorted(questions, key=lambda one: -one.difficulty)[: len(questions) // 2]
    for pupil in pupils:
        for question in hard:
            if chance.random() < FOLLOWS_TEACHER:
                pupil.said[question.number] = question.key
                pupil.moments.setdefault(question.number, pupil.lasts + 5)


def _automate(
    pupils: Sequence[MadePupil],
    fault: PlantedFault,
    questions: Sequence[MadeQuestion],
    chance: random.Random,
) -> None:
    """A program answers: one question a second, nearly all right."""
    for pupil in pupils:
        if pupil.card in fault.cards:
            at = 2.0
            for question in questions:
                at += chance.uniform(0.7, 1.3)
                right = chance.random() < 0.95
                pupil.said[question.number] = question.key if right else question.tempting[0]
                pupil.moments[question.number] = at


type Deed = Callable[
    [Sequence[MadePupil], PlantedFault, Sequence[MadeQuestion], random.Random], None
]
# What happens in one class alone.
INSIDE: Mapping[PlantedKind, Deed] = {
    PlantedKind.COPYING_CLASS: _copy,
    PlantedKind.DOUBLE_ENTRY: _enter_twice,
    PlantedKind.HELPING_TEACHER: _help,
    PlantedKind.ROBOT: _automate,
}
