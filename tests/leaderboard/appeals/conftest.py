"""Mails about decisions go by day: tests run at any hour."""

from __future__ import annotations

import pytest

from leaderboard.appeals.queries import waiting_cases


@pytest.fixture
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting_cases, "day_zones", lambda zones, _at: list(zones))
