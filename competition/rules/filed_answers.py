"""What of a file of answers may count, as pure decisions: no clock, no database, no Django.

Source: docs/hall.md, "Answers in a file".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise


class FileVerdict(StrEnum):
    """What an uploaded file is."""

    GOOD = "good"
    ELSEWHERE = "elsewhere"
    UNNOTED = "unnoted"
    TOO_LATE = "too_late"
    NEEDLESS = "needless"
    TWICE = "twice"
    OTHER_SITTING = "other_sitting"
    OTHER_CLASS = "other_class"
    FOREIGN = "foreign"
    EDITED = "edited"
    NO_FILE = "no_file"
    BUSY = "busy"
    VOIDED = "voided"
    SEALED = "sealed"
    STILL_OPEN = "still_open"


KEPT = (FileVerdict.GOOD, FileVerdict.ELSEWHERE, FileVerdict.UNNOTED, FileVerdict.TOO_LATE)


@dataclass(frozen=True, slots=True)
class FiledAnswer:
    """One event of a file; ``made_ms`` by the clock of the pupil's computer."""

    seq: int
    question: int
    choice: int
    made_ms: int


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One event of the same lease as the server has it."""

    question: int
    choice: int
    received_at: datetime
    made_ms: int
    counts: bool


@dataclass(slots=True)
class SortedAnswers:
    """Events by what may become of them.

    ``fresh``: are not stored, or were received too late · ``known``: count already · ``over``: made
    after the end, by the computer's own clock · ``contradicts``: the server has another answer
    under the same number, or the paper has no such answer.
    """

    fresh: list[FiledAnswer] = field(default_factory=list)
    known: list[FiledAnswer] = field(default_factory=list)
    over: list[FiledAnswer] = field(default_factory=list)
    contradicts: bool = False


def is_whole(answers: Sequence[FiledAnswer], codes: Mapping[int, int], *, most: int) -> bool:
    """Whether numbers rise and every answer is one of the paper's.

    ``codes``: ``{question: highest code of a response}``.
    """
    seqs = [one.seq for one in answers]
    rising = all(one < other for one, other in pairwise(seqs))
    fits = all(one.seq <= most and 1 <= one.choice <= codes.get(one.question, 0) for one in answers)
    return rising and fits


def clock_behind(
    stored: Iterable[StoredAnswer], opened_at: datetime, joined_ms: int
) -> timedelta | None:
    """How far the computer's clock was behind the server's; ``None`` where nothing tells.

    Each answer that came by the network was received later than it was made, so the least
    difference is the nearest. Without any the join tells.
    """
    seen = [one.received_at - moment(one.made_ms) for one in stored if one.made_ms]
    if joined_ms:
        seen.append(opened_at - moment(joined_ms))
    return min(seen, default=None)


def moment(milliseconds: int) -> datetime:
    """A browser's time."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def sorted_answers(
    answers: Iterable[FiledAnswer],
    stored: Mapping[int, StoredAnswer],
    *,
    behind: timedelta | None,
    until: datetime | None,
) -> SortedAnswers:
    """What is new, known, or made at ``until`` or later.

    ``stored``: by seq, of the same lease. What was acknowledged stays as it is: an event either is
    the stored one, or the file is not the one its browser made.
    """
    found = SortedAnswers()
    for one in answers:
        there = stored.get(one.seq)
        if there is not None and (there.question, there.choice) != (one.question, one.choice):
            found.contradicts = True
        elif there is not None and there.counts:
            found.known.append(one)
        # A clock may be wrong by centuries: only differences are reckoned with, no other moments.
        elif until is not None and moment(one.made_ms) - until >= -(behind or timedelta()):
            found.over.append(one)
        else:
            found.fresh.append(one)
    return found


def last_moment(
    deadline: datetime | None, finished_at: datetime | None, grace: timedelta
) -> datetime | None:
    """Until when an answer may have been made: the rule of all answers, ``timing.in_time``."""
    ends = [deadline + grace] if deadline is not None else []
    return min([*ends, finished_at] if finished_at is not None else ends, default=None)


def verdict_of(
    found: SortedAnswers, *, noted: bool, late: bool, elsewhere: bool, twice: bool
) -> FileVerdict:
    """What a file of this sitting is, once it is opened."""
    if found.contradicts:
        return FileVerdict.EDITED
    if twice:
        return FileVerdict.TWICE
    if not found.fresh:
        return FileVerdict.NEEDLESS
    if not noted:
        return FileVerdict.UNNOTED
    if late:
        return FileVerdict.TOO_LATE
    return FileVerdict.ELSEWHERE if elsewhere else FileVerdict.GOOD
