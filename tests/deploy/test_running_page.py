"""What docs/running.md has somebody type is there, and stops at nothing in an emergency."""

from __future__ import annotations

import re

from django.core.management import get_commands

from tests.machine import ROOT

PAGE = (ROOT / "docs/running.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """A part of the page, up to the next one of its rank."""
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def test_every_command_is_there() -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)", PAGE))
    assert {"back_up", "restore", "check_server", "may_release"} <= named <= set(get_commands())


def test_what_is_typed_at_five_past_ten_stops_at_nothing_that_is_red_then() -> None:
    typed = section("The machine is gone at 10:05").split("\n```\n")[1].splitlines()
    assert typed[0].startswith("cd /opt/quiz;")
    # Status 1 while no backup was made here, and so before `back_up`.
    assert not [line for line in typed if "check_server" in line and "&&" in line]
