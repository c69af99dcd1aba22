"""Sockets of the competition."""

from __future__ import annotations

from django.urls import path

from competition.lab.consumers import EchoConsumer
from competition.sittings.consumers import MonitorConsumer, WallConsumer

websocket_urlpatterns = [
    path("ws/check/", EchoConsumer.as_asgi()),
    path("ws/sittings/<int:sitting_id>/", MonitorConsumer.as_asgi()),
    path("ws/sittings/<int:sitting_id>/wall/", WallConsumer.as_asgi()),
]
