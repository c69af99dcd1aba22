"""Templates: what is meant for their writers is read by nobody else."""

from __future__ import annotations

import re

from tests.machine import ROOT

# Django takes "{#" for a comment only where it ends on the same line; else everybody reads it.
OPEN = re.compile(r"\{#(?!.*#\})")


def test_a_comment_ends_on_the_line_on_which_it_begins() -> None:
    read = [
        f"{path.name}:{number}"
        for path in sorted((ROOT / "templates").rglob("*.*"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if OPEN.search(line)
    ]
    assert read == []
