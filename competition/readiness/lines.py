"""One line of the list: how something stands, and what to do about it, in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

from competition.rules.server_limits import Light


@dataclass(frozen=True, slots=True)
class ServerLine:
    """``text`` and ``remedy`` are translated when they are read, so that one look serves letters
    in several languages; ``told`` fills both. ``way``: the name of a page that mends it."""

    light: Light
    text: str | Promise
    remedy: str | Promise = ""
    told: Mapping[str, object] = field(default_factory=dict)
    way: str = ""

    @property
    def said(self) -> str:
        """How it stands."""
        return str(self.text) % self.told

    @property
    def cure(self) -> str:
        """What to do; empty where nothing is to be done."""
        return "" if self.light == Light.GREEN else str(self.remedy) % self.told


def as_size(size: float) -> str:
    """A number of bytes as people write it, with one digit behind the point."""
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{size / 2**20:.1f} MB"
