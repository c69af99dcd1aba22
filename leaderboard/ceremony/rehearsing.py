"""A ceremony of the same length with made-up winners, so that technicians practise unknowing."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from competition.aliases.alias import Codes, drawn_for
from leaderboard.ceremony.queries import CalledBlock, CalledPupil, DrawShown
from leaderboard.rules.lots import TICKET_LENGTH

# No pupil ever gets it (``alias.UNWELCOME``): nobody's alias is among those made up.
NOBODYS_NUMBER = 0
# Whatever of them is really called by name: it must not show who is.
NAMED_EVERY = 3
NUMBER = "1 2 3 4 5 6 7"


def made_up(blocks: Sequence[CalledBlock], seed: str) -> list[CalledBlock]:
    """The same awards, places and prizes; the same ``seed`` makes up the same winners."""
    chance = random.Random(seed)  # noqa: S311 - the same file for the same edition
    return [_block(block, seed, chance) for block in blocks]


def _block(block: CalledBlock, seed: str, chance: random.Random) -> CalledBlock:
    pupils = [
        _pupil(pupil, number, block.division.code, chance)
        for number, pupil in enumerate(block.pupils)
    ]
    return replace(block, pupils=pupils, draw=_draw(block, seed))


def _digits(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _pupil(one: CalledPupil, number: int, ages: str, chance: random.Random) -> CalledPupil:
    words = drawn_for(ages)
    codes = Codes(chance.choice(words.adjectives), chance.choice(words.animals), NOBODYS_NUMBER)
    named = number % NAMED_EVERY == 0
    return replace(
        one,
        codes=codes,
        name=_("First name and surname") if named else "",
        school=_("Name of the school, place") if named else "",
    )


def _draw(block: CalledBlock, seed: str) -> DrawShown | None:
    draw = block.draw
    if draw is None:
        return None
    shown = [_digits(f"{seed}:{block.key}:{n}") for n in range(len(draw.tickets))]
    return replace(
        draw,
        number=NUMBER if draw.number else "",
        proof=_digits(seed),
        tickets=sorted(ticket[:TICKET_LENGTH] for ticket in shown),
    )
