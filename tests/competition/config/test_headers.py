"""What every reply says to browsers, whichever part of the application made it."""

from __future__ import annotations

import httpx
import pytest

from competition.config.asgi import application
from competition.models import Sitting
from competition.pupil_api.app import pupil_api

pytestmark = pytest.mark.django_db(transaction=True)

DATA = {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin"}


async def ask(method: str, path: str, monkeypatch: pytest.MonkeyPatch) -> httpx.Response:
    """One reply of the whole application."""
    monkeypatch.setattr("competition.config.asgi._begin", lambda: None)
    transport = httpx.ASGITransport(app=application)  # type: ignore[arg-type]  # httpx's own ASGI types
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        reply = await client.request(method, path)
    await pupil_api.close()
    return reply


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/hall/join", 400),
        ("POST", "/hall/heartbeat", 401),
        ("GET", "/hall/papers/none", 404),
        ("GET", "/health", 200),
        ("GET", "/metrics", 200),
        ("POST", "/receipts/", 404),
        ("GET", "/en/", 200),
        ("GET", "/", 302),
        ("GET", "/en/about/", 200),
        ("GET", "/en/staff/", 302),
        ("GET", "/en/staff/login/", 200),
        ("POST", "/en/staff/login/", 403),
        ("GET", "/en/admin/", 302),
        ("GET", "/en/nothing/", 404),
        ("GET", "/static/css/shared/tokens.css", 200),
        ("GET", "/static/nothing.css", 404),
    ],
)
@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume")
async def test_no_reply_is_without_them(
    method: str, path: str, status: int, sitting: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = await ask(method, path, monkeypatch)
    assert reply.status_code == status
    for name, value in DATA.items():
        assert reply.headers.get_list(name) == [value]
    if not path.startswith(("/hall/", "/health", "/metrics")):
        (policy,) = reply.headers.get_list("permissions-policy")
        assert "camera=()" in policy
        assert "geolocation=()" in policy
