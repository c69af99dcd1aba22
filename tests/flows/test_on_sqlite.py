"""The pupil API serves SQLite as it serves PostgreSQL: the same tests, in a run of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machine import ROOT

pytestmark = pytest.mark.later

FILES = [
    "tests/competition/pupil_api/test_pupil_api.py",
    "tests/competition/pupil_api/test_state_machine.py",
    "tests/competition/pupil_api/test_group_commit.py",
    "tests/competition/config/test_periodic.py",
]


def test_the_hall_keeps_its_promises_on_sqlite(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/quiz.sqlite3",
        "REDIS_URL": "",
    }
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_CURRENT_TEST"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *FILES]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-6000:]
    assert " skipped" not in run.stdout.splitlines()[-1]
