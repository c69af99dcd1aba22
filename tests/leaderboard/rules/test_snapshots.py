"""The text that every watcher of a board gets."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from leaderboard.rules.snapshots import content_of, empty, render, topic

AT = datetime(2027, 2, 9, 9, 0, 0, 7, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["", "pupils"])
@pytest.mark.parametrize(("updated", "said"), [(None, None), (AT, "2027-02-09T09:00:00+00:00")])
def test_what_was_rendered_is_read_back(
    kind: str, updated: datetime | None, said: str | None
) -> None:
    content = empty(4, frozen=True, kind=kind)
    body = render(content, version=3, updated=updated)
    told = json.loads(body)
    assert (told["version"], told["updated"], told.get("kind", "")) == (3, said, kind)
    assert content_of(body) == content


def test_a_board_has_a_name_for_hubs() -> None:
    assert topic(4) == "4"
