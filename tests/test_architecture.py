"""What docs/architecture.md calls addresses by is what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.everyone import addresses

DOCUMENT = Path(__file__).resolve().parents[1] / "docs/architecture.md"
# `app:name`, or `name` after one of the same app; `name…` stands for all that begin so.
NAMED = re.compile(r"(?:(schools|quizbank|competition|leaderboard):)?([a-z_]+)(…?)")


def told() -> Iterator[tuple[str, str, bool]]:
    """(app, name, whether it is only a beginning) of every row of a table that names addresses."""
    for row in re.findall(r"^\| (`[^|]+`) \|", DOCUMENT.read_text(), re.MULTILINE):
        app = ""
        for word in re.findall(r"`([^`]+)`", row):
            if found := NAMED.fullmatch(word):
                app = found[1] or app
                if app:
                    yield app, found[2], bool(found[3])


def test_every_address_it_names_is_there() -> None:
    names = {name for name, _takes in addresses()}
    # Those of accounts come from a library, without an app before them.
    missing = [
        f"{app}:{name}"
        for app, name, begins in told()
        if not any(
            one in (f"{app}:{name}", name) or (begins and one.startswith((f"{app}:{name}", name)))
            for one in names
        )
    ]
    assert missing == []
    assert len(list(told())) > 150
