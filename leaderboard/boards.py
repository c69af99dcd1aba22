"""Boards as they travel: the names both ends meet at, and the shape of a snapshot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import NotRequired, TypedDict

# The channel-layer group of all hubs for boards; it carries the hint "look now" only.
GROUP = "boards"
TOP = 20
# Below it the number of pupils stays untold.
LEAST_TOTAL = 10


class Row(TypedDict):
    """One standing as the public sees it: never a school, a class or a region beside the alias."""

    rank: int
    alias: dict[str, str]
    score: int
    max_score: int
    minutes: NotRequired[int]


class Stop(TypedDict):
    """Why a board does not move, and since when (ISO 8601)."""

    reason: str
    since: str


class Content(TypedDict):
    """What decides whether two snapshots of a board differ."""

    board: int
    frozen: bool
    total: int | None
    rows: Sequence[Row]
    # More pupils than are shown share the last rank shown.
    more_share: bool
    freeze: NotRequired[Stop]


def topic(board_id: int) -> str:
    """What a hub calls a board."""
    return str(board_id)


def told_total(finished: int) -> int | None:
    """The number of finished pupils as the public may know it."""
    return finished if finished >= LEAST_TOTAL else None


def render(content: Content, *, version: int, updated: datetime | None) -> str:
    """The text every watcher of a board gets; the highest version wins in the browser."""
    moment = updated.isoformat(timespec="seconds") if updated else None
    snapshot = {**content, "version": version, "updated": moment}
    return json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"))


def content_of(body: str) -> Content:
    """The content of a text that ``render`` made."""
    snapshot = json.loads(body)
    content = Content(
        board=snapshot["board"],
        frozen=snapshot["frozen"],
        total=snapshot["total"],
        rows=snapshot["rows"],
        more_share=snapshot["more_share"],
    )
    if "freeze" in snapshot:
        content["freeze"] = snapshot["freeze"]
    return content


def empty(board_id: int, *, frozen: bool = False) -> Content:
    """A board nobody stands on yet."""
    return Content(board=board_id, frozen=frozen, total=None, rows=[], more_share=False)
