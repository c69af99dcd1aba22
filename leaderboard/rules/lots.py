"""Tickets and lots: how a draw hangs on a secret seed and a number that everybody knows.

A ticket stands for a pupil in what is published; the pupil finds the own one on the own result. A
lot is the SHA-256 of seed, number, award and ticket: nobody can know it before the number is drawn,
and nothing that is decided about others changes it. Source: docs/awards.md.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from datetime import timedelta

from leaderboard.rules.awards import Lot

TICKET_LENGTH = 12
# So long before the number for draws is known a list has to be sealed.
BEFORE_THE_NUMBER = timedelta(hours=1)


def ticket_of(key: str, attempt: int | str) -> str:
    """The ticket of an attempt, or of a school as ``"school 7"``; ``key`` is never told."""
    code = hmac.new(key.encode(), str(attempt).encode(), hashlib.sha256)
    return code.hexdigest()[:TICKET_LENGTH]


def sha256_of(text: str) -> str:
    """In hexadecimal digits, of UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def written_once(number: str) -> str:
    """A public number in the one way it enters a lot: its digits from 1 to 9, in their order.

    So nobody chooses a draw by a spelling: ``"07, 12 - 33"``, ``"7 12 33"`` and ``"071233"`` are
    all ``"71233"``. Empty where there is no such digit.
    """
    digits = re.findall(r"\d", unicodedata.normalize("NFKC", number))
    return "".join(str(int(digit)) for digit in digits if int(digit))


def lots_of(seed: str, number: str) -> Lot:
    """The lot of each ticket for each award; of the number its digits count, however written."""
    digits = written_once(number)
    return lambda award, ticket: sha256_of(f"{seed}:{digits}:{award}:{ticket}")
