"""A look at the database that holds no request of the same process."""

from __future__ import annotations

from collections.abc import Callable

from channels.db import database_sync_to_async


async def in_own_thread[**P, R](look: Callable[P, R], *asked: P.args, **named: P.kwargs) -> R:
    """What ``look`` returns, from a thread of its own: Django's views share another one.

    Its connection to the database is given back at once.
    """
    found: R = await database_sync_to_async(look, thread_sensitive=False)(*asked, **named)
    return found
