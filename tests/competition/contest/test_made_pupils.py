"""Made-up pupils: what they know and do, and whom a planted fault changes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean

import pytest

from competition.contest.made_pupils import (
    MadeClass,
    MadePupil,
    MadeQuestion,
    make_question,
    play,
)
from competition.contest.planted_faults import PlantedFault, PlantedKind, as_fault
from quizbank.rules.responses import QuestionKind, ResponseForm, decoded, encoded, said_of_parts

SINGLE = ResponseForm(QuestionKind.SINGLE, 4)
# A question of parts, its key, and in how many parts one slip differs.
PARTS = {
    "multi": (ResponseForm(QuestionKind.MULTI, 4), (0, 2), 1),
    "one mark": (ResponseForm(QuestionKind.MULTI, 4), (1,), 1),
    "spots": (ResponseForm(QuestionKind.SPOTS, 5), (1, 3, 4), 1),
    "sort": (ResponseForm(QuestionKind.SORT, 3, bins=3), (1, 2, 3), 1),
    "order": (ResponseForm(QuestionKind.ORDER, 4), (2, 0, 3, 1), 2),
}
CLASS = MadeClass("BA", "9-11", "bs", place=2, hour=11.5, level=0.0)
CARDS = range(1, 21)
NOBODY_KNOWS, ALL_KNOW = -50.0, 50.0


def paper(form: ResponseForm = SINGLE, key: int = 2) -> list[MadeQuestion]:
    chance = random.Random(4)
    return [make_question(number, form, key, number / 12, chance) for number in range(1, 13)]


PAPER = paper()


def in_class(
    *faults: PlantedFault,
    level: float = 0.0,
    hour: float = 11.5,
    cards: Sequence[int] = CARDS,
    questions: Sequence[MadeQuestion] = PAPER,
) -> list[MadePupil]:
    lesson = replace(CLASS, level=level, hour=hour)
    return play(lesson, cards, questions, faults, random.Random(7))


def fault(kind: PlantedKind, **fields: object) -> PlantedFault:
    """Of the class above, unless it says another place."""
    return as_fault({"kind": kind, "division": "9-11", "country": "BA", "sitting": 2, **fields})


def right(pupils: Sequence[MadePupil], questions: Sequence[MadeQuestion] = PAPER) -> float:
    """The share of right answers among all that were asked for."""
    return fmean(one.said.get(item.number) == item.key for one in pupils for item in questions)


def changed(now: Sequence[MadePupil], before: Sequence[MadePupil]) -> set[int]:
    """The cards that a fault touched."""
    return {one.card for one, other in zip(now, before, strict=True) if one != other}


# ---------------------------------------------------------------- questions


def test_the_mistakes_of_a_single_choice_are_all_other_choices() -> None:
    assert [item.tempting for item in PAPER] == [[1, 3, 4]] * 12


@pytest.mark.parametrize(("form", "response", "differs"), PARTS.values(), ids=PARTS)
def test_of_several_parts_one_slip_tempts_and_the_key_and_an_empty_answer_do_not(
    form: ResponseForm, response: tuple[int, ...], differs: int
) -> None:
    key = encoded(form, response)
    told = said_of_parts(form, key)
    for item in paper(form, key):
        assert not {1, key} & set(item.tempting)
        assert len(item.weights) == len(item.tempting)
        slips = [
            sum(a != b for a, b in zip(told, said_of_parts(form, code), strict=True))
            for code in item.tempting
        ]
        assert differs in slips


def test_both_one_mark_too_many_and_one_too_few_tempt() -> None:
    form = ResponseForm(QuestionKind.MULTI, 12)
    key = {0, 3, 4, 7, 8, 11}
    for item in paper(form, encoded(form, sorted(key)))[:3]:
        marked = [set(decoded(form, code)) for code in item.tempting]
        assert any(key < one and len(one) == 7 for one in marked)
        assert any(one < key and len(one) == 5 for one in marked)


def test_later_questions_are_harder_and_parts_take_longer() -> None:
    chance = random.Random(1)
    form, response, _differs = PARTS["sort"]
    first = [make_question(1, SINGLE, 1, 0.0, chance) for _one in range(200)]
    last = [make_question(9, form, encoded(form, response), 1.0, chance) for _one in range(200)]
    assert fmean(one.difficulty for one in first) + 1 < fmean(one.difficulty for one in last)
    assert fmean(one.seconds for one in first) * 1.5 < fmean(one.seconds for one in last)


# ---------------------------------------------------------------- pupils without a fault


def test_the_same_seed_makes_the_same_pupils_and_another_one_others() -> None:
    faults = [fault(kind, cards=(3, 5), question=3, language="bs") for kind in PlantedKind]
    once, again, other = (
        play(CLASS, CARDS, PAPER, faults, random.Random(seed)) for seed in (5, 5, 6)
    )
    assert once == again
    assert changed(once, other) == set(CARDS)


def test_who_knows_nothing_guesses_one_choice_in_four_and_seldom_all_parts() -> None:
    form, response, _differs = PARTS["sort"]
    parts = paper(form, encoded(form, response))
    every = range(150)
    assert right(in_class(level=NOBODY_KNOWS, cards=every)) == pytest.approx(0.25, abs=0.03)
    guessed = in_class(level=NOBODY_KNOWS, cards=every, questions=parts)
    assert right(guessed, parts) == pytest.approx(0.03, abs=0.015)


def test_an_abler_class_knows_more() -> None:
    weak, usual, able = (right(in_class(level=level)) for level in (-2.0, 0.0, 2.0))
    assert weak + 0.1 < usual < able - 0.1
    assert right(in_class(level=ALL_KNOW)) == 1.0


def test_answers_come_one_after_the_other_and_some_stay_open() -> None:
    pupils = in_class(level=NOBODY_KNOWS)
    for one in pupils:
        moments = list(one.moments.values())
        assert list(one.said) == list(one.moments)
        assert moments == sorted(moments)
        assert (one.language, one.lasts) == ("bs", moments[-1])
    assert 0 < sum(len(PAPER) - len(one.said) for one in pupils) < len(CARDS)


def test_who_answers_nothing_has_still_been_there() -> None:
    (pupil,) = in_class(cards=[1], questions=[])
    assert (pupil.said, pupil.lasts) == ({}, 1.0)


# ---------------------------------------------------------------- whom a fault changes


@pytest.mark.parametrize(
    "elsewhere",
    [
        fault(PlantedKind.WRONG_KEY, question=3, country="HR"),
        fault(PlantedKind.WRONG_KEY, question=3, division="12-13"),
        fault(PlantedKind.WRONG_KEY, question=99),
        fault(PlantedKind.MISTRANSLATED, question=3, language="hr"),
        fault(PlantedKind.PAPER_KNOWN, hour=12),
        fault(PlantedKind.COPYING_CLASS, sitting=3),
        fault(PlantedKind.HELPING_TEACHER, country="RS"),
        fault(PlantedKind.DOUBLE_ENTRY, cards=(3, 99)),
        fault(PlantedKind.ROBOT, cards=(99,)),
    ],
    ids=lambda one: f"{one.kind}-{one.country}-{one.division}-{one.language}",
)
def test_a_fault_elsewhere_changes_nobody(elsewhere: PlantedFault) -> None:
    assert changed(in_class(elsewhere), in_class()) == set()


def test_with_a_wrong_key_those_who_know_are_marked_wrong_and_others_may_be_right() -> None:
    planted = fault(PlantedKind.WRONG_KEY, country="", question=3)
    truth = PAPER[2].tempting[0]
    able = in_class(planted, level=ALL_KNOW)
    assert {one.said[3] for one in able} == {truth}
    assert right(able, [item for item in PAPER if item.number != 3]) == 1.0
    weak = in_class(planted, level=NOBODY_KNOWS, cards=range(200))
    assert fmean(one.said[3] == truth for one in weak) == pytest.approx(0.25, abs=0.08)
    assert {one.said[3] for one in weak} == {1, 2, 3, 4}


def test_a_bad_translation_leads_some_of_those_who_know_to_one_mistake() -> None:
    planted = fault(PlantedKind.MISTRANSLATED, question=3, language="bs")
    able = in_class(planted, level=ALL_KNOW, cards=range(200))
    assert {one.said[3] for one in able} == {PAPER[2].key, PAPER[2].tempting[0]}
    assert fmean(one.said[3] != PAPER[2].key for one in able) == pytest.approx(0.4, abs=0.08)
    assert right(able, [item for item in PAPER if item.number != 3]) == 1.0


def test_a_bad_translation_leads_nobody_astray_who_would_have_erred_anyway() -> None:
    planted = fault(PlantedKind.MISTRANSLATED, question=3, language="bs")
    led, usual = (
        fmean(one.said.get(3) == PAPER[2].tempting[0] for one in pupils)
        for pupils in (
            in_class(planted, level=NOBODY_KNOWS, cards=range(400)),
            in_class(level=NOBODY_KNOWS, cards=range(400)),
        )
    )
    # A quarter is right by luck, and two in five of these are led.
    assert led - usual == pytest.approx(0.1, abs=0.08)


@pytest.mark.parametrize(("hour", "share"), [(11.9, 0.25), (12.0, 0.81), (13.5, 0.81)])
def test_a_known_paper_helps_from_its_hour_on(hour: float, share: float) -> None:
    planted = fault(PlantedKind.PAPER_KNOWN, hour=12)
    told = in_class(planted, level=NOBODY_KNOWS, hour=hour, cards=range(100))
    assert right(told) == pytest.approx(share, abs=0.03)


def test_one_known_question_helps_with_that_one_alone() -> None:
    planted = fault(PlantedKind.PAPER_KNOWN, question=3, hour=8)
    told = in_class(planted, level=NOBODY_KNOWS, cards=range(200))
    assert right(told, PAPER[2:3]) > 0.7
    assert right(told, [*PAPER[:2], *PAPER[3:]]) < 0.3


def alike(one: MadePupil, other: MadePupil) -> float:
    """How much of what the other said somebody said, too."""
    return fmean(one.said.get(number) == code for number, code in other.said.items())


def test_those_who_copy_have_the_answers_of_the_first_and_nobody_else_changes() -> None:
    copied = in_class(fault(PlantedKind.COPYING_CLASS, cards=(3, 5, 8, 9)), level=NOBODY_KNOWS)
    assert changed(copied, in_class(level=NOBODY_KNOWS)) == {5, 8, 9}
    by_card = {one.card: one for one in copied}
    assert min(alike(by_card[card], by_card[3]) for card in (5, 8, 9)) > 0.6
    assert all(one.said.keys() == one.moments.keys() for one in copied)


def test_without_cards_three_in_five_of_a_class_copy_in_fours() -> None:
    copied = in_class(fault(PlantedKind.COPYING_CLASS), level=NOBODY_KNOWS)
    sources = {1, 5, 9}
    assert changed(copied, in_class(level=NOBODY_KNOWS)) == set(range(1, 13)) - sources


def test_a_second_card_plays_after_the_first_faster_and_mostly_alike() -> None:
    twice = in_class(fault(PlantedKind.DOUBLE_ENTRY, cards=(3, 5)))
    assert changed(twice, in_class()) == {3, 5}
    first, second = twice[2], twice[4]
    assert second.begins > first.begins + first.lasts
    assert second.lasts < first.lasts / 2
    assert second.said.items() <= first.said.items()
    assert alike(second, first) > 0.8


def test_a_teacher_who_helps_tells_the_harder_half_to_all() -> None:
    helped, alone = (
        in_class(*faults, level=NOBODY_KNOWS)
        for faults in ([fault(PlantedKind.HELPING_TEACHER)], [])
    )
    by_difficulty = sorted(PAPER, key=lambda one: one.difficulty)
    easy, hard = by_difficulty[:6], by_difficulty[6:]
    assert right(helped, hard) > 0.85
    assert right(helped, easy) == right(alone, easy) < 0.4
    assert all(one.said.keys() == one.moments.keys() for one in helped)


def test_a_program_answers_a_question_a_second_and_nearly_all_right() -> None:
    planted = in_class(fault(PlantedKind.ROBOT, cards=(4, 6, 7)), level=NOBODY_KNOWS)
    assert changed(planted, in_class(level=NOBODY_KNOWS)) == {4, 6, 7}
    programs = [one for one in planted if one.card in (4, 6, 7)]
    assert max(one.lasts for one in programs) < 18
    assert 0.8 < right(programs) < 1.0
