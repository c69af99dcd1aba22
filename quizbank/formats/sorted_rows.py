"""Rows with the group each belongs to, in files that know a group by its words alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake.phrases import gettext_noop
from quizbank.formats.item import Reading
from quizbank.formats.tags import GROUPS, names_in
from quizbank.rules.right_answers import LETTERS
from quizbank.rules.text_units import Unit

# With six groups there would be more responses than a question can have.
MOST_GROUPS = 5

type Said = Mapping[str, str]


class SortedRows:
    """Rows and groups by letter and number; the same words are the same group."""

    def __init__(self, rows: Sequence[tuple[Said, Said]], tags: Mapping[str, str]) -> None:
        """``rows`` with their group, ``tags`` of the question, which may number the groups."""
        self.rows = rows
        self.groups: list[Said] = []
        for _row, group in rows[: len(LETTERS)]:
            if group not in self.groups:
                self.groups.append(group)
        numbers = "".join(str(number) for number, _one in enumerate(self.groups, start=1))
        self.numbers = names_in(tags, GROUPS, numbers)

    def fits(self, reading: Reading, place: str, where: str) -> bool:
        """Whether they make a question; notes it if not."""
        if not reading.lettered(place, where, len(self.rows)):
            return False
        if len(self.groups) > MOST_GROUPS:
            text = gettext_noop("There are %(count)d groups. Leave out all but %(most)d.")
            reading.refuse(place, where, text, count=len(self.groups), most=MOST_GROUPS)
            return False
        if any(not any(row.values()) for row, _group in self.rows):
            text = gettext_noop("To one of the groups nothing belongs. Leave it out.")
            reading.refuse(place, where, text)
            return False
        return True

    @property
    def units(self) -> dict[Unit, Said]:
        """Their words."""
        rows = zip(LETTERS, self.rows, strict=False)
        groups = zip(self.numbers, self.groups, strict=True)
        return {
            **{("choices", letter): row for letter, (row, _group) in rows},
            **{("bins", number): group for number, group in groups},
        }

    @property
    def right(self) -> str:
        """Each row with its group, as in ``a1 b2``."""
        places = (self.numbers[self.groups.index(group)] for _row, group in self.rows)
        return " ".join(f"{letter}{place}" for letter, place in zip(LETTERS, places, strict=False))
