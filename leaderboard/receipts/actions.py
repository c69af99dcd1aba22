"""Receipts are opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competition.aliases import alias as wording
from competition.aliases.actions import aliases_for
from competition.models import Attempt
from competition.sittings.actions.results import note_marks_told
from leaderboard.receipts.queries import OwnResult, attempts_of, may_be_told, own_result


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
    return open_receipts([readings], at=at)[0]


def open_receipts(asked: Sequence[Sequence[str]], *, at: datetime) -> list[Opened | None]:
    """The same for several who asked together, in their order."""
    attempts = attempts_of(asked)
    there = [attempt for attempt in attempts if attempt is not None]
    _note_told(there)
    names = _names(there)
    return [
        None if attempt is None else _opened(attempt, names[attempt.pk], at) for attempt in attempts
    ]


def opened(attempt: Attempt, *, at: datetime) -> Opened:
    """What the pupil of an attempt may see of it now; draws a missing alias."""
    _note_told([attempt])
    return _opened(attempt, _names([attempt])[attempt.pk], at)


def _note_told(attempts: Sequence[Attempt]) -> None:
    """Points leave once it is stored that they do."""
    first = [one for one in attempts if may_be_told(one) and one.told_until is None]
    noted = note_marks_told({one.pk for one in first}) if first else {}
    for one in first:
        one.told_until = noted.get(one.pk)


def _names(attempts: Sequence[Attempt]) -> dict[int, wording.Codes]:
    """Aliases by attempt; of all who play in an edition at once."""
    found = {}
    for edition in {attempt.entry.division.edition for attempt in attempts}:
        those = [one for one in attempts if one.entry.division.edition == edition]
        aliases = aliases_for({one.card_id for one in those}, edition=edition)
        found.update({one.pk: aliases[one.card_id] for one in those})
    return found


def _opened(attempt: Attempt, name: wording.Codes, at: datetime) -> Opened:
    result = getattr(attempt, "result", None)
    country = result.country_id if result is not None else ""
    alias = {} if attempt.voided_at else wording.texts_everywhere(name)
    return Opened(alias, name.animal, own_result(attempt, at=at), country, attempt)
