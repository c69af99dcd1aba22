"""What the wall says: a few words and numbers, read from the last row, nothing personal."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


def wall_words() -> dict[str, str]:
    """Every sentence of the wall whose numbers change; they are filled in by its script."""
    return {
        "joined": _("%(joined)s of %(total)s are here"),
        "finished": _("%(finished)s of %(joined)s have finished"),
        "minutes": _("%(minutes)s min"),
    }


def wall_said(state: dict[str, Any]) -> dict[str, str]:
    """The same sentences as they are now; ``untold`` where nobody has a time that runs."""
    words, left = wall_words(), state["most_left"]
    return {
        "joined": words["joined"] % state,
        "finished": words["finished"] % state,
        "minutes": "" if left is None else words["minutes"] % {"minutes": left},
        "untold": "1" if left is None and state["phase"] == "running" else "",
    }
