"""Pure: what a list of pupils does to the cards of a class. Nobody who has a card loses it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import count
from typing import Literal, NamedTuple

from schools.rules.register_numbers import MOST_CARDS

type Fate = Literal["there", "named", "new"]
type Pupils = Sequence[tuple[int, str]]


class Placed(NamedTuple):
    """A pupil of the list, the card that is the pupil's, and whether it was so before.

    ``is_doubtful``: the list has another number, so it may be somebody else of the same name.
    """

    number: int
    name: str
    fate: Fate
    is_doubtful: bool = False


class NoCardLeft(ValueError):
    """The class would have a card beyond the highest number."""


def placed(cards: Mapping[int, str], pupils: Pupils, *, key: Callable[[str], str]) -> list[Placed]:
    """The cards of the pupils, who are told as number (0: none) and name, in their order.

    ``cards``: names by number, ``""`` without one. Whoever is named on a card keeps it; a card
    without a name gets the name of its number; all others get a new card, of their number where it
    is free. In a new class who has no number gets that of the place in the list. ``key`` makes two
    spellings of one name equal. Raises ``NoCardLeft``.
    """
    there = _there(cards, pupils, key)
    numbers = {at: one.number for at, one in there.items()}
    for at, (number, _name) in enumerate(pupils):
        if at not in numbers and _is_free(number, cards, numbers.values()):
            numbers[at] = number
    waiting = [at for at in range(len(pupils)) if at not in numbers]
    used = set(numbers.values())
    numbers |= _further(cards, pupils, waiting, used) if cards else _by_place(waiting, used)
    if max([0, *numbers.values()]) > MOST_CARDS:
        raise NoCardLeft
    return [
        there.get(at) or Placed(numbers[at], name, "named" if numbers[at] in cards else "new")
        for at, (_number, name) in enumerate(pupils)
    ]


def _is_free(number: int, cards: Mapping[int, str], used: Collection[int]) -> bool:
    return bool(number) and number not in used and not cards.get(number)


def _there(
    cards: Mapping[int, str], pupils: Pupils, key: Callable[[str], str]
) -> dict[int, Placed]:
    """Who has a card already: first by name and number, then by the name alone; each card once."""
    own = defaultdict[str, list[int]](list)
    for number in sorted(number for number, name in cards.items() if name):
        own[key(cards[number])].append(number)
    exact = {at for at, (number, name) in enumerate(pupils) if number in own.get(key(name), ())}
    found = dict[int, Placed]()
    for at in sorted(range(len(pupils)), key=lambda at: at not in exact):
        number, name = pupils[at]
        if free := own.get(key(name)):
            card = number if number in free else free[0]
            free.remove(card)
            found[at] = Placed(card, name, "there", is_doubtful=number not in (0, card))
    return found


def _further(
    cards: Mapping[int, str], pupils: Pupils, waiting: Sequence[int], used: Collection[int]
) -> dict[int, int]:
    """Cards of those whom neither name nor number has given one, in a class that has cards."""
    # Without numbers a class without names is taken in its order.
    unnamed = [] if any(cards.values()) else [one for one in sorted(cards) if one not in used]
    after = count(max([0, *cards, *used]) + 1)
    return {at: unnamed.pop(0) if unnamed and not pupils[at][0] else next(after) for at in waiting}


def _by_place(waiting: Sequence[int], used: Collection[int]) -> dict[int, int]:
    """In a new class: the place in the list, or the first free number where that is taken."""
    places = {at: at + 1 for at in waiting if at + 1 not in used}
    free = (one for one in count(1) if one not in used and one not in places.values())
    return {at: places[at] if at in places else next(free) for at in waiting}
