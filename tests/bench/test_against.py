"""Two states in turn: what is compared is the product, so both play the same plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import against
from bench.measure import Settings


def test_both_states_are_told_the_same_plan_and_nothing_is_left_to_either(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trees = ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    played: list[tuple[Path, str]] = []

    def play(tree: Path, name: str, settings: Settings) -> int:
        played.append((tree, " ".join(against.command(name, settings)[1:])))
        value = 110 if tree == ours else 100
        told = f'[{{"measure": "answers", "value": {value}, "unit": "/s"}}]'
        (tree / against.OUT / "bench.json").write_text(told)
        return 0

    for tree in trees:
        (tree / against.OUT).mkdir(parents=True)
    monkeypatch.setattr(against, "ROOT", ours)
    monkeypatch.setattr(against, "play", play)
    assert against.compare(theirs, "b1c4663b", {"closed": Settings(200, 8.0)}, rounds=2) == 0
    plan = "-m bench --only closed --workers 2 --pupils 200 --seconds 8.0"
    assert played == [(tree, plan) for tree in trees * 2]
    assert "| closed | answers | 110 /s | 100 /s | 1.10 |" in capsys.readouterr().out
