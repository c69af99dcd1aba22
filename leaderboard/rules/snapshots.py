"""Boards as they travel: the names both ends meet at, and the shape of a snapshot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NotRequired, TypedDict, cast

# The channel-layer group of all hubs for boards; it carries the hint "look now" only.
GROUP = "boards"
TOP = 20


class BoardRow(TypedDict):
    """One standing as the public sees it: never a school, a class or a region beside the alias."""

    rank: int
    alias: dict[str, str]
    # The code of its animal; snapshots of earlier releases do not have it.
    animal: NotRequired[str]
    score: int
    max_score: int
    # Only where they put the row above or below another that is shown.
    minutes: NotRequired[int]
    # On a board across countries only.
    country: NotRequired[dict[str, str]]


class Figure(TypedDict):
    """One row of a board of schools, regions or countries."""

    rank: int
    # What stays the same while the row moves, and what ``?school=`` names.
    key: str
    names: dict[str, str]
    pupils: int
    # The share that takes part, in per cent; unknown without a register.
    value: int | None


class Stop(TypedDict):
    """Why a board does not move, and since when (ISO 8601)."""

    reason: str
    since: str


class Content(TypedDict):
    """What decides whether two snapshots of a board differ."""

    board: int
    frozen: bool
    total: int | None
    rows: Sequence[BoardRow | Figure]
    # More pupils than are shown share the last rank shown.
    more_share: bool
    freeze: NotRequired[Stop]
    # From the publication on: nothing moves any more.
    final: NotRequired[bool]
    # Boards of pupils do not say it.
    kind: NotRequired[str]


def topic(board_id: int) -> str:
    """What a hub calls a board."""
    return str(board_id)


def render(content: Content, *, version: int, updated: datetime | None) -> str:
    """The text every watcher of a board gets; the highest version wins in the browser."""
    moment = updated.isoformat(timespec="seconds") if updated else None
    snapshot = {**content, "version": version, "updated": moment}
    return json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"))


def content_of(body: str) -> Content:
    """The content of a text that ``render`` made."""
    snapshot = json.loads(body)
    del snapshot["version"], snapshot["updated"]
    return cast("Content", snapshot)


def empty(board_id: int, *, frozen: bool = False, kind: str = "") -> Content:
    """A board nobody stands on yet."""
    content = Content(board=board_id, frozen=frozen, total=None, rows=[], more_share=False)
    if kind:
        content["kind"] = kind
    return content
