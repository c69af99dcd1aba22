"""What a process is for: the pupil API, pages and sockets, work in the background, or all of it.

Whoever answers pupils does nothing beside it: what watches, tells and counts would be most of what
a pupil waits for (decision 99).
"""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """The value of the environment variable ``PURPOSE``."""

    EVERYTHING = "everything"
    ANSWERS = "answers"
    PAGES = "pages"
    BACKGROUND = "background"

    @property
    def serves_pupils(self) -> bool:
        """Whether it serves the pupil API. Only such a process beats: its silence is an outage."""
        return self in {Purpose.EVERYTHING, Purpose.ANSWERS}

    @property
    def serves_pages(self) -> bool:
        """Whether it serves pages and sockets."""
        return self in {Purpose.EVERYTHING, Purpose.PAGES}

    @property
    def takes_duty(self) -> bool:
        """Whether it may do the periodic work."""
        return self is not Purpose.ANSWERS

    @property
    def stands_in(self) -> bool:
        """Whether it leaves the periodic work to a process in the background that comes (back)."""
        return self is not Purpose.BACKGROUND

    @property
    def connections(self) -> int:
        """Of Django's pool to PostgreSQL at most; the write queue's own is one of them.

        Pages have fourteen of twenty (``one_thread.AT_ONCE``). Beside them a process has its beats,
        its jobs, the look of ``/ready``, and threads of the pupil API that welcome and read papers.
        """
        return {Purpose.ANSWERS: 8, Purpose.BACKGROUND: 8}.get(self, 20)
