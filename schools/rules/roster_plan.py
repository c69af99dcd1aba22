"""Pure: what a list of pupils does to the cards of a class. Nobody who has a card loses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from schools.rules.register_numbers import MOST_CARDS

type Fate = Literal["there", "named", "new"]


class Placed(NamedTuple):
    """A pupil of the list, the card that is the pupil's, and whether it was so before."""

    number: int
    name: str
    fate: Fate


class NoCardLeft(ValueError):
    """The class would have a card beyond the highest number."""


def placed(
    cards: Mapping[int, str], pupils: Sequence[tuple[int, str]], *, key: Callable[[str], str]
) -> list[Placed]:
    """The cards of the pupils, who are told as number (0: none) and name, in their order.

    ``cards``: names by number, ``""`` without one. Whoever is named on a card keeps it; a card
    without a name gets the name of its number; all others get a new card, of their number where it
    is free. ``key`` makes two spellings of one name equal. Raises ``NoCardLeft``.
    """
    held = {key(name): number for number, name in cards.items() if name}
    there = {at: held[key(name)] for at, (_, name) in enumerate(pupils) if key(name) in held}
    used = set(there.values())
    fates = {at: Placed(number, pupils[at][1], "there") for at, number in there.items()}
    waiting = [at for at in range(len(pupils)) if at not in fates]
    for at in waiting:
        number, name = pupils[at]
        if number and number not in used and not cards.get(number):
            used.add(number)
            fates[at] = Placed(number, name, "named" if number in cards else "new")
    # Without numbers a class without names is taken in its order.
    free = [] if held else [number for number in sorted(cards) if number not in used]
    last = max([0, *cards, *used])
    for at in waiting:
        if at not in fates:
            last, number = (
                (last, free.pop(0)) if free and not pupils[at][0] else (last + 1, last + 1)
            )
            fates[at] = Placed(number, pupils[at][1], "named" if number in cards else "new")
    if last > MOST_CARDS:
        raise NoCardLeft
    return [fates[at] for at in range(len(pupils))]
