"""The sample's edition of the year before: an edition like any other that was sealed."""

from __future__ import annotations

import httpx
import pytest

from tests.flows.conftest import Day


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("seal", "Two people sealed the final list"),
        ("draw", "In this edition no award is drawn."),
    ],
)
def test_its_public_pages_tell_of_one_seal(shared_day: Day, page: str, said: str) -> None:
    reply = httpx.get(f"{shared_day.url}/en/boards/sample-2026/{page}/", timeout=60)
    assert reply.status_code == 200
    assert said in " ".join(reply.text.split())
    assert "Once the draw" not in reply.text
