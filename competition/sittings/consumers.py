"""The teacher's monitor: pushes the state of a sitting, takes no input."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest

from base import clock
from base.models import User
from competition import metrics
from competition.broadcast import Hub, Subscription
from competition.models import Sitting
from competition.own_thread import in_own_thread
from competition.sittings.permissions import get_sitting
from competition.sittings.queries.monitor import animals_alone, seats_alone, sitting_states
from competition.sittings.watching import WatchedSocket, sentry
from schools.accounts.queries import must_prove, second_factor_lacks
from schools.roles import Visitor

# Topics of the hub: a sitting's number, and the same with this before it for the wall of its room.
WALL = "wall/"
# Daphne closes with 1000 or a code of the application, 4000 to 4999, and with no other.
NO_RIGHT = 4003


def end_watching(request: HttpRequest | None, **_told: object) -> None:
    """Whoever logs out sees nothing more, in this process at once."""
    if request is not None and (key := request.session.session_key):
        sentry.log_out(key)


user_logged_out.connect(end_watching)


async def load_sittings(topics: frozenset[str]) -> Mapping[str, str]:
    """``{topic: state as JSON}`` of the sittings whose monitor or wall is watched."""
    return await in_own_thread(_states, topics)


def _states(topics: frozenset[str]) -> Mapping[str, str]:
    at = clock.now()
    ids = {topic.removeprefix(WALL) for topic in topics}
    walls = {int(topic.removeprefix(WALL)) for topic in topics if topic.startswith(WALL)}
    sittings = Sitting.objects.filter(pk__in=ids).select_related("entry__division__edition")
    states = sitting_states(list(sittings), at=at, walls=walls)
    return {
        topic: json.dumps(_told(topic, states[number]))
        for topic in topics
        if (number := int(topic.removeprefix(WALL))) in states
    }


def _told(topic: str, state: dict[str, Any]) -> dict[str, Any]:
    return animals_alone(state) if topic.startswith(WALL) else seats_alone(state)


monitors = Hub(load_sittings)
metrics.watch_sockets("monitors", lambda: monitors.watchers)


def get_watched(user: Visitor, session: SessionBase, sitting_id: int) -> Sitting:
    """The sitting; 404 also for a session whose second factor is missing, as its pages are shut."""
    if isinstance(user, User) and (second_factor_lacks(user) or must_prove(user, session)):
        raise Http404
    return get_sitting(user, sitting_id)


class MonitorConsumer(AsyncWebsocketConsumer):
    """``/ws/sittings/<id>/`` for those who may see the sitting; others get no answer at all."""

    # The hub pushes; a subscription of each socket would need Redis and give nothing.
    channel_layer_alias = ""
    watcher: Subscription | None = None
    topic = "{}"

    async def connect(self) -> None:
        """Accept who may see the sitting."""
        sitting_id = self.scope["url_route"]["kwargs"]["sitting_id"]
        try:
            await database_sync_to_async(get_watched)(
                self.scope["user"], self.scope["session"], sitting_id
            )
        except Http404:
            await self.close()
            return
        await self.accept()
        self.watcher = monitors.watch(self.topic.format(sitting_id), self.send_text)
        watch = WatchedSocket(self.scope["user"].pk, self.scope["session"].session_key, sitting_id)
        sentry.enter(watch, self.end)

    async def end(self) -> None:
        """Nothing more for whoever has logged out or may not see the sitting any more."""
        await self.close(code=NO_RIGHT)

    async def send_text(self, text: str) -> None:
        """One state, as the hub hands it out."""
        await self.send(text_data=text)

    async def disconnect(self, code: int) -> None:
        """Stop watching."""
        sentry.leave(self.end)
        if self.watcher is not None:
            monitors.leave(self.watcher)


class WallConsumer(MonitorConsumer):
    """``/ws/sittings/<id>/wall/`` for the same people: what the whole room may read, no seat."""

    topic = f"{WALL}{{}}"
