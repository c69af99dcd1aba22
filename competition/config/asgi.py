"""The ASGI application: the pupil API first, then what machines ask, then sockets, then Django.

Where each purpose has processes of its own, one serves what it is for and nothing else.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")

import django

django.setup(set_prefix=False)

from django.conf import settings
from django.db import connections

from base.intake.door import door
from competition import metrics
from competition.config.elsewhere import elsewhere
from competition.config.headers import DATA, PAGES, with_headers
from competition.config.health import Health
from competition.config.leaving import noticing
from competition.config.one_thread import OneThreadHandler
from competition.config.open_files import allow_many_files
from competition.config.runner import runner
from competition.config.sockets import sockets
from competition.nudges import tokens
from competition.nudges.nudge_api import NudgeApi
from competition.pupil_api.app import PREFIX, Receive, Scope, Send, pupil_api
from leaderboard.receipts.receipt_api import receipt_api

# The write queue lets go of the interpreter at every word to the database, and must have it back at
# once whatever a page or a look at the boards computes meanwhile. Python's own 5 ms, five times a
# batch, would be most of what a pupil waits.
sys.setswitchinterval(0.0005)
# What is loaded by now stays as long as the process: the collector need not walk through it while
# pupils wait. Nor often through the connections of thousands: that stops all threads for up to a
# tenth of a second, by Python's own thresholds every ten seconds. The runner does it now and then.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 10, 100)

allow_many_files()

PURPOSE = settings.PURPOSE

# Own results, which thousands of browsers ask for in one minute.
RESULTS = "/receipts/"
handler = OneThreadHandler()
pages = noticing(handler)
metrics.watch_pages(lambda: handler.waiting)
nudge_api = NudgeApi()
metrics.watch_sockets("nudges", lambda: nudge_api.listeners)

# The write queue is not asked whether the database is away: it learns that it is back from the next
# request, which a balancer that goes by /ready would never send.
health = Health({"periodic work": lambda: runner.is_alive}, purpose=PURPOSE)
metrics.is_for(PURPOSE)
metrics.watch_write_queue(
    depth=lambda: pupil_api.write_queue.depth,
    load=lambda: pupil_api.write_queue.load,
    away=lambda: pupil_api.write_queue.is_away,
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Hand a scope to whom it belongs. Daphne has no lifespan: work starts with the first scope."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    _begin()
    if scope["type"] == "http":
        await _reply(scope, receive, send)
    elif scope["type"] == "websocket":
        await (sockets if PURPOSE.serves_pages else elsewhere)(scope, receive, send)


async def _reply(scope: Scope, receive: Receive, send: Send) -> None:
    """Hand a request on; no reply leaves without the headers of all."""
    path = scope["path"]
    if path in Health.ADDRESSES:
        await health(scope, with_headers(send, DATA))
    elif not (PURPOSE.serves_pupils if path.startswith(PREFIX) else PURPOSE.serves_pages):
        await elsewhere(scope, receive, with_headers(send, DATA))
    elif path.startswith(PREFIX):
        await pupil_api(scope, receive, with_headers(send, DATA))
    elif path.startswith(tokens.PREFIX):
        await nudge_api(scope, receive, with_headers(send, DATA))
    elif path == RESULTS:
        await receipt_api(scope, receive, with_headers(send, PAGES))
    else:
        await pages(dict(scope), receive, with_headers(send, PAGES))


def _begin() -> None:
    """Start what works beside the requests, unless it has been started."""
    runner.start()
    if PURPOSE.serves_pages and door.reader_pid is None:
        door.warm()


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            _begin()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await _shut_down()
            await send({"type": "lifespan.shutdown.complete"})
            return


async def _shut_down() -> None:
    """Say so, commit what is in the write queue, end the periodic work, give the connections back.

    A file that is being read is given up: whoever sent it is asked to come again.
    """
    health.stop()
    door.close()
    await pupil_api.close()
    await nudge_api.close()
    await receipt_api.close()
    await asyncio.to_thread(runner.stop)
    for connection in connections.all(initialized_only=True):
        close_pool = getattr(connection, "close_pool", None)
        if close_pool is not None:
            await asyncio.to_thread(close_pool)
