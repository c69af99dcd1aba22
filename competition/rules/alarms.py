"""Pure decisions: when something in a sitting looks like trouble."""

from __future__ import annotations

from collections.abc import Collection

# A class may hold last year's cards; whoever tries PINs of strangers goes on from card to card.
FEWEST_WRONG, FEWEST_CARDS = 20, 3


def is_pin_storm(wrong: Collection[int]) -> bool:
    """Whether wrong PINs, counted by card of one sitting, look like somebody who tries them out."""
    tried = [count for count in wrong if count]
    return len(tried) >= FEWEST_CARDS and sum(tried) >= FEWEST_WRONG


# A lid that is closed for a moment is no trouble; several silent computers in one room are.
FEWEST_SILENT, SILENT_SHARE = 3, 0.2


def is_troubled(silent: int, running: int) -> bool:
    """Whether so many silent pupils of those at work in one sitting need somebody's help."""
    return silent >= FEWEST_SILENT and silent >= SILENT_SHARE * running
