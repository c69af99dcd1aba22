"""The short number of a file of answers, as ``static/js/pupil/answer_file/sealing.js`` makes it.

Who knows the number before the quiz ends can later tell whether a file is the one that was there
then. To find another file of the same number somebody has to try some ten million, and each costs
300,000 rounds of SHA-256: 17 days of one core at 0.15 s each. The last digit tells most slips of
the keyboard.
"""

from __future__ import annotations

import hashlib
import re

from stdnum import luhn

ROUNDS = 300_000
SALT = b"quiz answer file"
NUMBERS = 10_000_000


def number_of(content: bytes) -> str:
    """Eight digits, the last one to check the others."""
    digest = hashlib.sha256(content).digest()
    drawn = hashlib.pbkdf2_hmac("sha256", digest, SALT, ROUNDS, 8)
    seven = f"{int.from_bytes(drawn) % NUMBERS:07d}"
    return seven + luhn.calc_check_digit(seven)


def as_number(typed: str) -> str | None:
    """The number somebody typed, spaces and dashes taken out; ``None`` where it cannot be one."""
    digits = re.sub(r"[\s\-–]", "", typed)
    right = re.fullmatch(r"[0-9]{8}", digits) is not None and luhn.is_valid(digits)
    return digits if right else None
