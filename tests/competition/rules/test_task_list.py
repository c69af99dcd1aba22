"""What a teacher is told to do next, decided from what is there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from competition.rules import task_list
from competition.rules.task_list import ClassStanding, TaskStanding, TaskState

SOON, LATER = datetime(2027, 2, 9, 7, tzinfo=UTC), datetime(2027, 2, 9, 8, tzinfo=UTC)
TASKS = {
    "cards": task_list.cards,
    "rehearse": task_list.rehearsal,
    "lab_check": task_list.any_time,
    "sit": task_list.official,
    "results": task_list.afterwards,
}
READY = {"entered": True, "has_rehearsal": True, "printed": True}


@pytest.mark.parametrize(
    ("known", "states", "following"),
    [
        pytest.param({}, "open waits any waits waits", "cards", id="new"),
        pytest.param({"printed": True}, "done waits any waits waits", "", id="not entered"),
        pytest.param(READY, "done open any waits waits", "rehearse", id="registration"),
        pytest.param(
            READY | {"rehearsed": True}, "done done any waits waits", "", id="waits for the day"
        ),
        pytest.param(
            READY | {"running": frozenset({"rehearsal"})},
            "done open any waits waits",
            "rehearse",
            id="rehearses",
        ),
        pytest.param(READY | {"may_sit": True}, "done any any open waits", "sit", id="the day"),
        pytest.param(
            READY | {"may_sit": True, "sat": True, "running": frozenset({"official"})},
            "done any any open open",
            "sit",
            id="plays",
        ),
        pytest.param(READY | {"sat": True}, "done any any done open", "results", id="played"),
        pytest.param(
            READY | {"may_sit": True, "sat": True, "group_to_come": True},
            "done any any open open",
            "sit",
            id="half of the class played",
        ),
        pytest.param(
            READY | {"sat": True, "group_to_come": True},
            "done any any done open",
            "results",
            id="half of the class missed it",
        ),
        pytest.param(READY | {"over": True}, "done over any over over", "", id="missed"),
        pytest.param({"over": True}, "over over any over over", "", id="missed and never prepared"),
        pytest.param(
            {"entered": True, "sat": True, "over": True},
            "done over any done open",
            "results",
            id="played and over",
        ),
        pytest.param({"sat": True}, "done waits any done open", "results", id="played unprinted"),
    ],
)
def test_the_state_of_each_task_and_the_next_one_follow_from_what_is_there(
    known: dict[str, bool], states: str, following: str
) -> None:
    one = ClassStanding(**known)  # type: ignore[arg-type]  # a table of flags
    judged = {key: judge(one) for key, judge in TASKS.items()}
    assert " ".join(told.state for told in judged.values()) == states
    assert task_list.next_task(judged, one) == following


def test_who_was_ill_is_no_group() -> None:
    assert [task_list.is_group(rest, 28) for rest in (9, 10, 14)] == [False, True, True]


@pytest.mark.parametrize(
    ("played", "most", "cards", "apart"),
    [
        (1, 22, 24, True),
        (7, 17, 24, True),
        (8, 16, 24, False),  # a third of them is a group
        (7, 7, 24, False),  # nobody else has played
        (9, 40, 60, True),
        (10, 40, 60, False),  # so many are told of in public, too
    ],
)
def test_a_few_who_play_later_are_not_the_class(
    played: int, most: int, cards: int, apart: bool
) -> None:
    assert task_list.played_apart(played, most=most, cards=cards, fewest=10) is apart


def test_a_class_that_waits_for_its_window_says_when() -> None:
    assert task_list.official(ClassStanding(opens_at=SOON)).when == SOON


@pytest.mark.parametrize("task", ["cards", "rehearse", "sit", "results"])
def test_a_class_that_missed_its_window_says_since_when(task: str) -> None:
    told = TASKS[task](ClassStanding(over=True, closed_at=SOON))
    assert told == TaskStanding(TaskState.OVER, SOON)


def test_a_class_is_added_once_there_is_one() -> None:
    assert task_list.added(ClassStanding()).state is TaskState.DONE


@pytest.mark.parametrize(
    ("states", "state", "when"),
    [
        ([], TaskState.WAITS, None),
        ([TaskState.DONE, TaskState.DONE], TaskState.DONE, None),
        ([TaskState.DONE, TaskState.OPEN], TaskState.OPEN, None),
        ([TaskState.DONE, TaskState.ANY], TaskState.ANY, None),
        ([TaskState.DONE, TaskState.OVER], TaskState.OVER, None),
        ([TaskState.OVER, TaskState.OPEN], TaskState.OPEN, None),
        ([TaskState.DONE, TaskState.WAITS, TaskState.WAITS], TaskState.WAITS, SOON),
    ],
)
def test_a_task_of_several_classes_is_done_when_all_have_and_possible_when_one_may(
    states: list[TaskState], state: TaskState, when: datetime | None
) -> None:
    moments = [LATER, SOON] if TaskState.WAITS in states else []
    told = [TaskStanding(one) for one in states if one is not TaskState.WAITS]
    told += [TaskStanding(TaskState.WAITS, moment) for moment in moments]
    assert task_list.together(told) == TaskStanding(state, when)


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["results", "cards", "sit"], 2),
        (["results", "rehearse", "cards"], 2),
        (["", "results"], 1),
        (["", ""], None),
    ],
)
def test_the_class_that_may_play_now_is_helped_first(keys: list[str], place: int | None) -> None:
    assert task_list.first_class(keys, TASKS) == place


@pytest.mark.parametrize(
    ("label", "later"),
    [
        ("VII-2", "VIII-2"),
        ("7.b", "8.b"),
        ("VIII", "IX"),
        ("IX-1", "IX-1"),
        ("Mala škola", "Mala škola"),
        ("Ekipa i mi", "Ekipa i mi"),
        ("XII", "XII"),
        ("VIIa", "VIIIa"),
        ("VIIC", "VIIIC"),
        ("VIIб", "VIIIб"),
        ("VII2", "VIII2"),
        ("IVb", "Vb"),
        ("7a", "8a"),
        ("7/2", "8/2"),
        ("razred 7a", "razred 8a"),
        ("Ivan", "Ivan"),
        ("123", "123"),
        ("7ab", "7ab"),
    ],
)
def test_a_class_has_the_next_grade_in_its_name_a_year_later(label: str, later: str) -> None:
    assert task_list.next_label(label) == later


@pytest.mark.parametrize(
    ("label", "grade", "later"),
    [
        ("VIIc", "7", "VIIIc"),
        ("IX-2", "9", ""),
        ("8.a", "8", "9.a"),
        ("Delfini", "7", ""),
        ("I-3", "I", ""),
    ],
)
def test_a_class_goes_on_where_its_name_and_its_school_do(
    label: str, grade: str, later: str
) -> None:
    grades = {"7", "8", "9", "I"}
    assert task_list.label_a_year_on(label, grade=grade, grades=grades) == later
