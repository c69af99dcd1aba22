"""What is said of a class list: of each line with its place and remedy, and of what was dropped."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy, pgettext_lazy

from base.intake.rosters.class_lists import HIDDEN_COLUMN, HIDDEN_SHEET
from base.intake.rosters.roster_shapes import PupilLine

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
