"""Phone numbers: one way to write them, and the address behind a number that can be tapped."""

from __future__ import annotations

import re

_ALLOWED = re.compile(r"\+?[\d\s()/.\-]+")
# "(0)" is dialled at home only; beside a country's code it has to go.
_HOME_ZERO = re.compile(r"\(0\)")
_LEAST, _MOST = 3, 15


def is_phone(text: str) -> bool:
    """Whether somebody can dial it."""
    digits = re.sub(r"\D", "", text)
    return bool(_ALLOWED.fullmatch(text.strip())) and _LEAST <= len(digits) <= _MOST


def shown(text: str) -> str:
    """One space between groups; what was typed without any is grouped by threes.

    So 116111 and 116-111 both are 116 111, the way the number of the European helplines is read.
    """
    groups = re.findall(r"\+?\d+|\(\d+\)", text)
    if len(groups) == 1 and groups[0].isdigit() and len(groups[0]) >= 6:
        groups = re.findall(r"\d{3}(?!\d$)(?!\d\d$)|\d+", groups[0])
    return " ".join(groups)


def dialled(text: str) -> str:
    """What a phone dials: digits, with a plus in front of a country's code."""
    plus = "+" if text.strip().startswith("+") else ""
    return plus + re.sub(r"\D", "", _HOME_ZERO.sub("", text) if plus else text)
