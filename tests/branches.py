"""Whether the tests of pure files go every way there is in them: `python -m tests.branches`.

A file is pure when nothing that it imports, near or far, knows Django or another machine. Tests
that ask for a database are left out: a branch that only a page reaches has no test of its own.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from coverage import Coverage
from grimp import build_graph

ROOT = Path(__file__).resolve().parents[1]
APPS = ("intake", "schools", "quizbank", "competition", "leaderboard")
# Whoever imports one of these does not only decide.
WORLD = {
    "django",
    "channels",
    "allauth",
    "auditlog",
    "import_export",
    "psycopg",
    "prometheus_client",
}
# Pure by what they import, and proved in another way.
ELSEWHERE = {
    "competition/config/": "settings and what stands around a request",
    "competition/pupil_api/": "proved by whole requests, whose rows are real",
    "intake/door.py": "talks to a process; its tests start real ones (test_door.py)",
    "intake/reader.py": "is that process",
    "intake/limits.py": "confines that process",
    "intake/tables.py": "asks the door",
    "quizbank/pictures/taking_in.py": "asks the door; test_pictures.py asks a real one",
    "competition/running_release.py": "reads the tree it runs from; test_server_checks.py has it",
    "schools/jobs/confinement.py": "confines a process; test_jobs.py goes over its limits",
}
TESTS = (
    *("tests/intake", "tests/schools/rules", "tests/schools/languages", "tests/quizbank/bank"),
    *("tests/quizbank/rules", "tests/quizbank/checks", "tests/quizbank/formats"),
    *("tests/quizbank/languages", "tests/quizbank/papers", "tests/competition/rules"),
    "tests/competition/contest",
    *("tests/leaderboard/sample/test_guessing.py", "tests/quizbank/workshop/test_sketches.py"),
    *("tests/competition/papers/test_practice_gate.py", "tests/leaderboard/rules"),
    *("tests/competition/pupil_api/test_load.py", "tests/competition/notices/test_notices.py"),
    *("tests/competition/pupil_api/test_guessed_sittings.py", "tests/leaderboard/insight"),
    *("tests/leaderboard/receipts/test_receipts.py", "tests/schools/pages"),
    *("tests/schools/printing", "tests/leaderboard/exports/test_country_pictures.py"),
    "tests/schools/test_short_memory.py",
)
# They read all questions, attack with many examples or start processes: a minute, and no new way.
SLOW = (
    *("tests/quizbank/checks/test_whole_bank.py", "tests/intake/test_door.py"),
    "tests/quizbank/formats/test_formats.py::test_the_whole_bank_comes_back_from_every_format",
    "tests/quizbank/formats/test_formats.py::test_texts_that_look_like_something_else_come_back",
    "tests/quizbank/formats/test_odd_files.py::test_a_file_with_any_byte_changed_is_read_or_refused",
    "tests/schools/languages/test_ijekavian.py::test_no_word_of_the_interface_is_forgotten",
    "tests/leaderboard/rules/test_suppression.py::test_no_small_cell_is_known_to_within_the_threshold",
    "tests/leaderboard/rules/test_suppression.py::test_no_score_of_too_few_is_a_sum_of_what_is_told",
)


def pure_files() -> list[str]:
    """Every pure file that is measured, as a path in the tree."""
    graph = build_graph(*APPS, include_external_packages=True, cache_dir=None)
    known = WORLD & graph.modules
    worldly = known.union(*(graph.find_downstream_modules(one) for one in known))
    ours = {one for one in graph.modules - worldly if one.partition(".")[0] in APPS}
    paths = [f"{one.replace('.', '/')}.py" for one in ours if not graph.find_children(one)]
    return sorted(path for path in paths if not path.startswith(tuple(ELSEWHERE)))


def run(measured: Coverage) -> int:
    """The status of the tests, measured."""
    # Nothing here asks a server: none is started.
    os.environ |= {"DATABASE_URL": "sqlite://", "REDIS_URL": ""}
    options = ["--hypothesis-profile=branches", "-q", "-n", "0"]
    options += ["-p", "no:cacheprovider", "-p", "tests.plugins.alone"]
    left_out = [f"--deselect={one}" for one in SLOW]
    with measured.collect():
        return pytest.main([*options, *left_out, *TESTS])


def lacking(measured: Coverage, files: list[str], folder: str) -> Iterator[str]:
    """What was not gone through, one line for each file."""
    report = Path(folder, "report.json")
    measured.json_report(outfile=str(report))
    found = json.loads(report.read_text())["files"]
    for path in files:
        if path not in found:
            if "def " in Path(path).read_text(encoding="utf-8"):
                yield f"{path}: no pure test imports it"
        elif ways := found[path]["missing_lines"] + found[path]["missing_branches"]:
            yield f"{path}: {', '.join(map(str, ways))}"


def main() -> int:
    """The status for the shell."""
    os.chdir(ROOT)
    files = pure_files()
    with TemporaryDirectory() as folder:
        data = f"{folder}/data"
        measured = Coverage(branch=True, include=files, data_file=data, config_file=False)
        status = run(measured)
        ways = list(lacking(measured, files, folder))
    print(f"{len(files)} pure files; lines and branches that no pure test goes through:")
    print(*ways or ["none"], sep="\n")
    return 1 if status or ways else 0


if __name__ == "__main__":
    sys.exit(main())
