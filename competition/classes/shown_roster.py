"""The preview of a class list as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy, pgettext_lazy

from base.intake.rosters.class_labels import grade_of
from base.intake.rosters.class_lists import HIDDEN_COLUMN, HIDDEN_SHEET
from base.intake.rosters.pupil_names import parted_number, split_name, tidy
from base.intake.rosters.roster_lines import lines_of
from base.intake.rosters.roster_shapes import FoundClass, PupilLine
from competition.classes.forms import ORDERS, ROLES, ListedClassForm
from schools.classes.actions.roster_filling import plan_of
from schools.exceptions import BadSize
from schools.models import Card, Grade, School
from schools.rules.roster_plan import Placed

STATES: Mapping[str, str | Promise] = {
    "fine": pgettext_lazy("a line of a list", "in order"),
    "doubtful": pgettext_lazy("a line of a list", "look at it"),
    "wrong": pgettext_lazy("a line of a list", "correct it"),
    "twice": pgettext_lazy("a line of a list", "twice"),
}
LINE_DOUBTS: Mapping[str, str | Promise] = {
    "no_name": gettext_lazy("There is no name. Write it."),
    "not_a_name": gettext_lazy("This is no name: it has digits or signs. Correct it, or empty it."),
    "too_long": gettext_lazy("Longer than 80 letters. Shorten it."),
    "number_range": gettext_lazy("Numbers go from 1 to 99. Correct it."),
    "number_twice": gettext_lazy("Another pupil has this number. Change one of the two."),
    "twice": gettext_lazy(
        "This pupil stands above already, so this line is left out. If they are two, number both."
    ),
    "hidden_row": gettext_lazy("Hidden in the file. Empty the name if this pupil has left."),
    "mixed_letters": gettext_lazy("Letters of both scripts were mixed. Look whether it is right."),
    "one_word": gettext_lazy("One word only. Add the other name if it is missing."),
    "many_words": gettext_lazy("More than two names. Look whether the given name comes first."),
    "same_name": gettext_lazy("Two pupils have this name. If they are one, empty a line."),
    "no_number": gettext_lazy("Without a number: gets one that is free."),
}
_DROPPED = {
    "national": ngettext_lazy(
        "%(count)d national number (JMBG, OIB)", "%(count)d national numbers (JMBG, OIB)", "count"
    ),
    "birth": ngettext_lazy("%(count)d date of birth", "%(count)d dates of birth", "count"),
    "address": ngettext_lazy("%(count)d address", "%(count)d addresses", "count"),
    "phone": ngettext_lazy("%(count)d telephone number", "%(count)d telephone numbers", "count"),
    "mail": ngettext_lazy("%(count)d e-mail address", "%(count)d e-mail addresses", "count"),
    "parent": ngettext_lazy("%(count)d name of a parent", "%(count)d names of parents", "count"),
    "other": ngettext_lazy("%(count)d other entry", "%(count)d other entries", "count"),
}
_NOTICES = {
    HIDDEN_COLUMN: gettext_lazy("A column that is hidden in the file was read like the others."),
    HIDDEN_SHEET: gettext_lazy("This sheet is hidden in the file. Look whether you want it."),
}


def dropped_words(dropped: Mapping[str, int]) -> str:
    """How many of which kind were dropped, for one sentence; empty for none."""
    told = [
        str(_DROPPED[kind] % {"count": dropped[kind]}) for kind in _DROPPED if dropped.get(kind)
    ]
    return ", ".join(told)


def notice_words(notices: list[str]) -> list[str]:
    """What else is to be known of a class of the file."""
    return [str(_NOTICES[one]) for one in notices if one in _NOTICES]


def line_words(line: PupilLine, letters: str) -> str:
    """Where a line stands in the file, and what is to be done about it; empty if it is fine."""
    told = " ".join(str(LINE_DOUBTS[doubt]) for doubt in dict.fromkeys(line.doubts))
    if not told or not line.row:
        return told
    place = _("Row %(row)d, column %(letters)s:") % {"row": line.row, "letters": letters}
    return f"{place} {told}"


def fate_words(number: int, fate: str, *, is_doubtful: bool) -> str:
    """Which card a pupil has or gets."""
    if is_doubtful:
        return _(
            "has card %(number)d, and another number here. Another pupil of this name? Write both"
            " into the list, each with the own number."
        ) % {"number": number}
    told = {
        "there": _("has card %(number)d"),
        "named": _("gets card %(number)d, which has no name yet"),
    }
    return told.get(fate, _("new: card %(number)d")) % {"number": number}


def counted(pupils: int) -> str:
    """How many pupils a class of the list has."""
    return ngettext("%(count)d pupil", "%(count)d pupils", pupils) % {"count": pupils}


# So many lines fit into one form that is sent.
MOST_LINES = 400
SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column with its first cells and what it may be."""

    name: str
    letter: str
    header: str
    cells: Sequence[str]
    role: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its state, as a key and in words; ``by_surname`` and ``by_given``: the name by
    either order."""

    line: PupilLine
    mark: str
    state: str
    words: str
    fate: str
    by_surname: str
    by_given: str

    @property
    def number(self) -> str:
        """As the field shows it."""
        return str(self.line.number or "")


@dataclass(slots=True)
class ShownClass:
    """One class of the list."""

    prefix: str
    found: FoundClass
    lines: list[PupilLine]
    form: ListedClassForm | None = None
    cards: Sequence[Card] | None = None
    roles: Sequence[tuple[str, object]] = field(default=ROLES)
    orders: Sequence[tuple[str, object]] = field(default=ORDERS)

    @property
    def encoded(self) -> str:
        """What the page holds of it, so that nothing has to be kept here."""
        return msgspec.json.encode(self.found).decode()

    @property
    def columns(self) -> list[ShownColumn]:
        """The mapping."""
        return [
            ShownColumn(
                f"{self.prefix}-role-{at}",
                one.letter,
                one.header,
                [cell for cell in one.cells if cell][:SAMPLES],
                one.role,
            )
            for at, one in enumerate(self.found.columns)
        ]

    @property
    def has_order(self) -> bool:
        """Whether a column holds whole names, so that their order matters."""
        return any(one.role == "name" for one in self.found.columns)

    @property
    def dropped(self) -> str:
        """What was found and dropped."""
        return dropped_words({str(kind): count for kind, count in self.found.dropped.items()})

    @property
    def notices(self) -> list[str]:
        """What else is to be known."""
        return notice_words(self.found.notices)

    @property
    def pupils(self) -> list[tuple[int, str]]:
        """Those who would come into the class: neither twice nor without a name."""
        return [(one.number, one.name) for one in self.lines if one.state != "twice"]

    @property
    def is_sound(self) -> bool:
        """Whether no line has to be corrected first."""
        return bool(self.pupils) and all(one.state != "wrong" for one in self.lines)

    @property
    def count(self) -> str:
        """How many pupils."""
        return counted(len(self.pupils))

    @property
    def shown(self) -> list[ShownLine]:
        """The lines, those that need a look among the others in their order."""
        letters = ", ".join(one.letter for one in self.found.columns if one.role != "out")
        fates = self._fates()
        orders = {row: pair for row, *pair in _orders(self.found)} if self.has_order else {}
        return [
            ShownLine(
                one,
                *_seen(one, fates.get(at)),
                line_words(one, letters),
                _fate(fates.get(at)),
                *orders.get(one.row, ("", "")),
            )
            for at, one in enumerate(self.lines)
        ]

    def _fates(self) -> dict[int, Placed]:
        """Which card each line has or gets, where that does not stand in the list."""
        is_plain = self.cards is None and not any("no_number" in one.doubts for one in self.lines)
        if is_plain or not self.is_sound:
            return {}
        taken = [at for at, one in enumerate(self.lines) if one.state != "twice"]
        try:
            plan = plan_of(self.cards or [], self.pupils)
        except BadSize:
            return {}
        return dict(zip(taken, plan, strict=True))


def _seen(line: PupilLine, fate: Placed | None) -> tuple[str, str]:
    """The state of a line as a key and in words: one that may be somebody else is looked at."""
    is_doubtful = line.state == "fine" and fate is not None and fate.is_doubtful
    mark = "doubtful" if is_doubtful else line.state
    return mark, str(STATES[mark])


def _fate(fate: Placed | None) -> str:
    return "" if fate is None else fate_words(fate.number, fate.fate, is_doubtful=fate.is_doubtful)


def _orders(found: FoundClass) -> list[tuple[int, str, str]]:
    """Of each row the name by either order, as the page shows it when the order is switched."""
    cells = next(one.cells for one in found.columns if one.role == "name")
    made = []
    for row, cell in zip(found.rows, cells, strict=True):
        text = parted_number(cell)[1]
        pairs = [split_name(text, order) for order in ("surname", "given")]
        by_surname, by_given = (tidy(f"{given} {surname}") for surname, given in pairs)
        made.append((row, by_surname, by_given))
    return made


def proposals(found: Sequence[FoundClass], school: School, language: str) -> list[ShownClass]:
    """The classes of a file that are to be made, each with a proposal of its name and grade."""
    grades = {grade.code: grade for grade in Grade.objects.filter(country=school.country_id)}
    made = list[ShownClass]()
    for at, one in enumerate(found):
        shown = ShownClass(f"c{at}", one, lines_of(one))
        grade = grades.get(grade_of(one.label))
        told = {"take": len(found) == 1, "label": one.label, "grade": grade, "language": language}
        shown.form = ListedClassForm(school=school, prefix=shown.prefix, initial=told)
        made.append(shown)
    return made


def that_fit(found: Sequence[FoundClass]) -> list[FoundClass]:
    """The classes that fit into one form, from the first on."""
    sums = accumulate(len(one.rows) for one in found)
    return [one for one, lines in zip(found, sums, strict=True) if lines <= MOST_LINES]
