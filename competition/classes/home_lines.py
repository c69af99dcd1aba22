"""What waits for a teacher besides the own classes: features above say it in a line each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from base.models import User
from base.registry import Registry


class HomeLine(NamedTuple):
    """A link, and what waits behind it."""

    title: str
    url: str
    what_waits: str


home_lines = Registry[Callable[[User], list[HomeLine]]]()
