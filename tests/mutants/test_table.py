"""`make mutants` takes an hour or more and is no part of the suite; that its table fits the
code and the tests is looked at here."""

from __future__ import annotations

import re
from dataclasses import replace

from tests.mutants.table import ROOT, Misfit, Mutant, read


def test_each_row_names_a_line_that_is_there_once_and_tests_that_are_there() -> None:
    rows = read()
    assert {row.name for row in rows if not fits(row)} == set()
    gone = {row.name: [test for test in row.tests if not is_there(test)] for row in rows}
    assert {name: tests for name, tests in gone.items() if tests} == {}


def fits(row: Mutant) -> bool:
    """Whether its line stands once in its file, and changes by being broken."""
    try:
        return row.broken() != (ROOT / row.file).read_text()
    except (Misfit, FileNotFoundError):
        return False


def is_there(test: str) -> bool:
    """Whether there is such a file or folder and, where one is named, such a test in it."""
    place, _, name = test.partition("::")
    path = ROOT / place
    if not name:
        return path.exists()
    defined = re.escape(name.split("::")[-1].partition("[")[0])
    return path.is_file() and bool(re.search(rf"def {defined}\(", path.read_text()))


def test_a_test_that_is_gone_is_noticed() -> None:
    assert is_there("tests/mutants/test_table.py::test_a_test_that_is_gone_is_noticed")
    assert not is_there("tests/mutants/test_table.py::test_that_never_was")
    assert not is_there("tests/mutants/gone.py")
    assert not fits(replace(read()[0], old="a line that never was"))
