"""What an uploaded file is, in a teacher's words, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from competition.answer_files.actions.taking import Taken
from competition.rules.filed_answers import KEPT, FileVerdict

# (what it is, what to do)
WORDS = {
    FileVerdict.GOOD: (_("The file is good."), _("Press “Count these answers” below.")),
    FileVerdict.ELSEWHERE: (
        _("The file is good, and the pupil went on at another computer."),
        _("Where both have an answer, the one from the other computer stays."),
    ),
    FileVerdict.UNNOTED: (
        _("The number of this file was not noted before the end."),
        _("It is kept. Only an organizer can count it: ask for it."),
    ),
    FileVerdict.TOO_LATE: (
        _("This file came after the next school day."),
        _("It is kept. Only an organizer can count it: ask for it."),
    ),
    FileVerdict.NEEDLESS: (
        _("Nothing in this file is new: its answers have arrived, or were made after the end."),
        _("You need not do anything."),
    ),
    FileVerdict.TWICE: (_("This file is here already."), _("You need not do anything.")),
    FileVerdict.OTHER_SITTING: (
        _("This file is of another quiz of this class."),
        _("Open the results of that quiz and upload it there."),
    ),
    FileVerdict.OTHER_CLASS: (
        _("This file is of another class."),
        _("Give it to the teacher of that class, or open that class and upload it there."),
    ),
    FileVerdict.FOREIGN: (
        _("This file was not made by the quiz on this server."),
        _("Check that it is the right stick. If it is, tell your organizer."),
    ),
    FileVerdict.EDITED: (
        _("This file was changed, or it is damaged."),
        _("Copy it from the pupil's computer once more. If it stays so, tell your organizer."),
    ),
    FileVerdict.NO_FILE: (
        _("This is no file of answers."),
        _("Its name ends in .answers; choose that one."),
    ),
    FileVerdict.BUSY: (
        _("The server has no time to read this file now."),
        _("The file may be good. Wait a minute and upload it again."),
    ),
    FileVerdict.VOIDED: (
        _("The attempt of this pupil was taken out of the count."),
        _("Nothing can be counted for it. If that was a mistake, tell your organizer."),
    ),
    FileVerdict.SEALED: (
        _("The results of this quiz are final."),
        _("Nothing can be counted any more."),
    ),
    FileVerdict.STILL_OPEN: (
        _("The quiz of this class has not ended yet."),
        _("Note the number at the pupil's seat, end the quiz, then upload the file."),
    ),
}


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """One file of an upload: its name, whose it is, what it is and what to do."""

    name: str
    card: int | None
    title: str
    text: str
    good: bool


def in_words(name: str, taken: Taken, *, most_told: bool) -> VerdictWords:
    """``most_told``: the file is of the sitting the reader looks at, so that its card is told."""
    title, text = str(WORDS[taken.verdict][0]), str(WORDS[_wanted(taken)][1])
    if taken.file is not None and taken.verdict in KEPT:
        title = f"{title} {_count(taken.file.fresh, taken.file.known)}"
    card = taken.attempt.card.number if taken.attempt is not None and most_told else None
    good = taken.verdict in (FileVerdict.GOOD, FileVerdict.ELSEWHERE)
    return VerdictWords(name, card, title, text, good)


def _wanted(taken: Taken) -> FileVerdict:
    """What to do goes by this one: a file that is here already and waits still wants the same."""
    file = taken.file
    if taken.verdict is not FileVerdict.TWICE or file is None or not file.is_open:
        return taken.verdict
    return FileVerdict.GOOD if file.is_in_order else FileVerdict.UNNOTED


def _count(fresh: int, known: int) -> str:
    new = ngettext("%(count)d answer is new.", "%(count)d answers are new.", fresh)
    old = ngettext("%(count)d was here already.", "%(count)d were here already.", known)
    told = new % {"count": fresh}
    return f"{told} {old % {'count': known}}" if known else told
