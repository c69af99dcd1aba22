"""What an app calls of the apps above it, which register it in ``AppConfig.ready()``.

The registry stands where it is called, with the type of what it takes; what is registered stands in
``registrations.py`` of the app that brings it.
"""

from __future__ import annotations

from collections.abc import Iterator


class Registry[T]:
    """What apps above brought, in the order of the apps."""

    def __init__(self) -> None:
        self._brought: list[T] = []

    def register(self, *brought: T) -> None:
        """Add to it."""
        self._brought += brought

    def __iter__(self) -> Iterator[T]:
        return iter(self._brought)

    def __len__(self) -> int:
        return len(self._brought)

    @property
    def only(self) -> T:
        """The one there is. Raises ``ValueError`` where nobody or more than one brought it."""
        [brought] = self._brought
        return brought
