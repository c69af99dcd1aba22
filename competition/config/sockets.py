"""The sockets of the product by address, and a quiet end for every other address."""

from __future__ import annotations

from urllib.parse import ParseResult

from channels.auth import AuthMiddlewareStack
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.urls import re_path

from competition.routing import websocket_urlpatterns as monitors
from leaderboard.routing import websocket_urlpatterns as boards
from schools.accounts import security_log


class Nothing(AsyncWebsocketConsumer):
    """Turns away who asks for a socket that there is not: no error of ours, no line in the log."""

    channel_layer_alias = ""

    async def connect(self) -> None:
        """Refuse the handshake."""
        await self.close()


class OwnOrigin(OriginValidator):
    """Lets in pages of our own hosts; whoever comes from another site is written down."""

    def valid_origin(self, parsed_origin: ParseResult | None) -> bool:
        """Whether the page is one of ours."""
        try:
            is_own: bool = super().valid_origin(parsed_origin)
        except ValueError:  # a port that is no number
            is_own = False
        if not is_own:
            security_log.note_seldom("socket_from_elsewhere")
        return is_own


sockets = OwnOrigin(
    AuthMiddlewareStack(URLRouter([*monitors, *boards, re_path("", Nothing.as_asgi())])),
    settings.ALLOWED_HOSTS,
)
