"""The real hall over ASGI, and a browser of one pupil at it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.competition.pupil_api.client import Pupil, open_hall


@pytest.fixture
async def hall_client() -> AsyncIterator[httpx.AsyncClient]:
    """A connection to a hall of its own."""
    async with open_hall() as client:
        yield client


@pytest.fixture
def pupil(hall_client: httpx.AsyncClient) -> Pupil:
    """A browser that has not joined yet."""
    return Pupil(hall_client)
