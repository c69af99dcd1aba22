"""The sheet of choices alone, filled in by readers and scored."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bench.pretest import gives_away, hits_of, score, sheet, shuffled
from quizbank.checks import inspection
from quizbank.checks.items import CheckedQuestion

CHOICES = {"a": "Red", "b": "Blue", "c": "Grey"}


@pytest.fixture
def items(tmp_path: Path) -> list[CheckedQuestion]:
    """Three questions of one age."""
    for n, right in enumerate("abc"):
        text = {"question": f"What {n}?", "choices": CHOICES, "explanation": "So."}
        data = {"id": f"q{n}", "division": "9-11", "right": right, "texts": {"en": text}}
        (tmp_path / f"q{n}.yaml").write_text(yaml.safe_dump(data), "utf-8")
    return list(inspection.items_of_files(tmp_path))


def test_a_sheet_has_neither_questions_nor_their_names(items: list[CheckedQuestion]) -> None:
    _header, *rows = sheet(items, "en", "7")
    assert {frozenset(row[1:4]) for row in rows} == {frozenset(CHOICES.values())}
    assert "What" not in str(rows)
    assert "q1" not in str(rows)


def test_readers_fill_it_in_and_their_hits_are_counted(items: list[CheckedQuestion]) -> None:
    _header, *rows = sheet(items, "en", "7")
    picks = {row[0]: str(row.index("Red")) for row in rows}
    reds = hits_of(items, picks, "en", "7")
    assert reds == {"q0": True, "q1": False, "q2": False}
    assert score(items, [reds] * 3, "en") == ["9-11: 3 of 9 hit; chance 33%", "1 go back: q0"]
    assert hits_of(items, {rows[0][0]: " "}, "en", "7") == {}


def test_more_than_half_of_at_least_three_send_it_back() -> None:
    assert gives_away([True, True, False])
    assert not gives_away([True, True])
    assert not gives_away([True, True, False, False])


def test_the_order_is_the_same_for_a_seed_and_another_for_another() -> None:
    assert shuffled("dcba", "7", "one") == shuffled("abcd", "7", "one")
    assert len({shuffled("abcd", str(seed), "one") for seed in range(30)}) > 10
