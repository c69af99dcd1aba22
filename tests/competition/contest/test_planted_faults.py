"""A file of faults as anybody may write it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from competition.contest.planted_faults import (
    BadFault,
    PlantedFault,
    PlantedKind,
    as_fault,
    read_faults,
)

HERE = {"division": "9-11", "country": "HR"}


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ({"kind": "wrong key", "division": "9-11", "question": 3}, PlantedKind.WRONG_KEY),
        (
            {"kind": "mistranslated in one language", **HERE, "question": 1, "language": "hr"},
            PlantedKind.MISTRANSLATED,
        ),
        ({"kind": "copying class", **HERE, "sitting": 2}, PlantedKind.COPYING_CLASS),
        ({"kind": "teacher who helps", **HERE, "sitting": 2}, PlantedKind.HELPING_TEACHER),
        ({"kind": "paper known from noon", **HERE}, PlantedKind.PAPER_KNOWN),
        ({"kind": "double entry", **HERE, "sitting": 1, "cards": [2, 9]}, PlantedKind.DOUBLE_ENTRY),
        ({"kind": "robot", **HERE, "sitting": 1, "cards": [4]}, PlantedKind.ROBOT),
    ],
    ids=lambda one: str(one["kind"]) if isinstance(one, dict) else "",
)
def test_kinds_are_read_as_people_write_them(told: dict[str, Any], kind: PlantedKind) -> None:
    assert as_fault(told).kind is kind


@pytest.mark.parametrize(
    "told",
    [
        {"kind": "earthquake", "division": "9-11"},
        {"kind": "wrong_key", "division": "9-11"},
        {"kind": "wrong_key", "question": 3},
        {"kind": "mistranslated", "division": "9-11", "question": 3},
        {"kind": "copying_class", "division": "9-11", "sitting": 3},
        {"kind": "double_entry", **HERE, "sitting": 1, "cards": [2]},
        {"kind": "robot", **HERE, "sitting": 1},
        {"kind": "robot", **HERE, "sitting": "first", "cards": [1]},
    ],
    ids=lambda one: "-".join(map(str, one.values())),
)
def test_what_says_too_little_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(BadFault):
        as_fault(told)


def test_empty_fields_hold_for_all() -> None:
    fault = PlantedFault(PlantedKind.WRONG_KEY, "9-11", question=3)
    assert fault.holds(country="RS", division="9-11", language="sr")
    assert not fault.holds(country="RS", division="12-13", language="sr")


def test_a_file_gives_its_faults_in_its_order_with_what_they_left_out(tmp_path: Path) -> None:
    told = [
        {"kind": "Paper-known", "division": "9-11", "hour": 10},
        {"kind": "robot", **HERE, "sitting": "2", "cards": [4, "6"], "question": None},
    ]
    file = tmp_path / "faults.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    assert read_faults(file) == [
        PlantedFault(PlantedKind.PAPER_KNOWN, "9-11", hour=10),
        PlantedFault(PlantedKind.ROBOT, "9-11", country="HR", sitting=2, cards=(4, 6), hour=12),
    ]
