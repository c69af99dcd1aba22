"""Receipts are opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competition.aliases import alias as wording
from competition.aliases.actions import aliases_for
from competition.models import Attempt
from leaderboard.receipts.queries import OwnResult, attempt_of, own_result


@dataclass(frozen=True, slots=True)
class Opened:
    """What a receipt opens: alias and animal, the result, and where it was made.

    No alias where the attempt was taken out of the count: the name stands on no board for it.
    ``country`` is empty while the result is not there.
    """

    alias: dict[str, str]
    animal: str
    result: OwnResult
    country: str
    attempt: Attempt


def open_receipt(readings: Sequence[str], *, at: datetime) -> Opened | None:
    """The result behind what was typed, ``None`` if there is none; draws a missing alias."""
    attempt = attempt_of(readings)
    return opened(attempt, at=at) if attempt is not None else None


def opened(attempt: Attempt, *, at: datetime) -> Opened:
    """What the pupil of an attempt may see of it now; draws a missing alias."""
    edition = attempt.entry.division.edition
    name = aliases_for([attempt.card_id], edition=edition)[attempt.card_id]
    result = getattr(attempt, "result", None)
    country = result.country_id if result is not None else ""
    alias = {} if attempt.voided_at else wording.texts(name)
    return Opened(alias, name.animal, own_result(attempt, at=at), country, attempt)
