"""A contest is made up with faults, and the desk finds them; it knows nothing of how they came."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from competition.models import Attempt, Edition, Result

FAULTS: list[dict[str, Any]] = [
    {"kind": "wrong_key", "division": "12-13", "question": 4},
    {"kind": "copying_class", "division": "9-11", "country": "HR", "sitting": 2},
    {"kind": "double_entry", "division": "14-15", "country": "RS", "sitting": 1, "cards": [3, 8]},
    {"kind": "robot", "division": "12-13", "country": "BA", "sitting": 1, "cards": [5]},
]


def finds(line: dict[str, Any], fault: dict[str, Any]) -> bool:
    """Whether a line of the report is about this fault, as far as both name it."""
    subject, cards = line["subject"], set(fault.get("cards", ()))
    named = [name for name in ("division", "country", "sitting", "question") if subject.get(name)]
    same = all(fault.get(name, subject[name]) == subject[name] for name in named)
    mine = not cards or bool(cards & set(subject.get("cards") or cards))
    return line["kind"] == fault["kind"] and same and mine


def test_faults_that_were_planted_are_found(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "faults.json"
    file.write_text(json.dumps(FAULTS))
    call_command("make_contest", seed=6, attempts=540, faults=file)
    assert Edition.objects.get().state == Edition.State.REVIEW
    assert Result.objects.filter(counts=True).count() == Attempt.objects.count() == 541
    capsys.readouterr()
    call_command("review_report", json=True)
    report = json.loads(capsys.readouterr().out)
    assert set(report[0]) == {"kind", "subject", "evidence", "score"}
    assert [fault for fault in FAULTS if not any(finds(line, fault) for line in report)] == []
    assert [line for line in report if not any(finds(line, fault) for fault in FAULTS)] == []
