"""Two crawls told apart: addresses of one alone, and each change of content once."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

CONTEXT, NAMED = 1, 3


def differences(old: Path, new: Path) -> Iterator[str]:
    """Lines that say what differs; none when nothing does.

    A change that many pages share, as in a menu, is told once with how many they are.
    """
    before, after = _read(old), _read(new)
    for sign, own, other in (("-", before, after), ("+", after, before)):
        for where in sorted(own.keys() - other.keys()):
            yield f"{sign} only in {old if sign == '-' else new}: {where}"
    shared = defaultdict[str, list[str]](list)
    for where in sorted(before.keys() & after.keys()):
        for change in _changes(before[where], after[where]):
            shared[change].append(where)
    for change, places in sorted(shared.items(), key=lambda pair: (-len(pair[1]), pair[1])):
        more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
        yield f"\n@@ {', '.join(places[:NAMED])}{more}\n{change}"


def _read(folder: Path) -> dict[str, Sequence[str]]:
    """``{visitor and address: lines}``."""
    found: dict[str, Sequence[str]] = {}
    for file in sorted(folder.glob("*/*")):
        address, *lines = file.read_text(encoding="utf-8").splitlines()
        found[f"{file.parent.name} {address}"] = lines
    return found


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The hunks of a unified diff without their line numbers."""
    hunk: list[str] = []
    for line in list(difflib.unified_diff(before, after, n=CONTEXT, lineterm=""))[2:]:
        if line.startswith("@@") and hunk:
            yield "\n".join(hunk)
            hunk = []
        elif not line.startswith("@@"):
            hunk.append(line)
    if hunk:
        yield "\n".join(hunk)
