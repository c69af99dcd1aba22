"""The gate of practice: which questions the public may see, by where each one stands. Pure."""

from __future__ import annotations

from dataclasses import dataclass

SECRET = ("official", "rehearsal")


@dataclass(frozen=True, slots=True)
class PaperUse:
    """What an edition takes a paper for; without ``codes`` it is an edition of all countries."""

    kind: str
    state: str
    codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class PaperUses:
    """A paper, or the draft of one: what it was made for, and every use of it."""

    kind: str
    uses: tuple[PaperUse, ...] = ()


@dataclass(frozen=True, slots=True)
class PracticeStatus:
    """All that decides about one question; ``faulty``: it was neutralised somewhere."""

    sheets: tuple[PaperUses, ...] = ()
    retired: bool = False
    faulty: bool = False


def is_told(use: PaperUse) -> bool:
    """Whether what an edition asked is known: it is history."""
    return use.state == "archived"


def is_held(one: PracticeStatus) -> bool:
    """Whether somebody may still be asked it in earnest."""
    return any(_holds(sheet) for sheet in one.sheets)


def _holds(sheet: PaperUses) -> bool:
    earnest = [use for use in sheet.uses if use.kind in SECRET]
    if earnest:
        return not all(is_told(use) for use in earnest)
    # Made for it, and no edition names it yet; or it stands in the place of practice by mistake.
    return sheet.kind in SECRET


def is_candidate(one: PracticeStatus, country: str) -> bool:
    """Whether there is a reason to show it in a country, and none of its own against it."""
    if one.retired or one.faulty or is_held(one):
        return False
    return any(_shows(sheet, country) for sheet in one.sheets)


def _shows(sheet: PaperUses, country: str) -> bool:
    here = [use for use in sheet.uses if not use.codes or country in use.codes]
    practice = sheet.kind == "practice"
    return any(
        is_told(use) or (practice and use.kind == "practice" and use.state != "draft")
        for use in here
    )
