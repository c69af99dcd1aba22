"""The sockets of the product by address, and a quiet end for every other address."""

from __future__ import annotations

from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.urls import re_path

from competition.routing import websocket_urlpatterns as monitors
from leaderboard.routing import websocket_urlpatterns as boards


class Nothing(AsyncWebsocketConsumer):
    """Turns away who asks for a socket that there is not: no error of ours, no line in the log."""

    channel_layer_alias = ""

    async def connect(self) -> None:
        """Refuse the handshake."""
        await self.close()


sockets = AllowedHostsOriginValidator(
    AuthMiddlewareStack(URLRouter([*monitors, *boards, re_path("", Nothing.as_asgi())]))
)
