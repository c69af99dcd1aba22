"""What can be refused in a competition, with a message for the person who asked."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from base.refusal import Refusal


class CompetitionError(Refusal):
    """Base of what this app refuses."""


class Refused(CompetitionError):
    """Refused for a reason that nobody has to tell from others by its name."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message  # type: ignore[assignment]


class NotLive(CompetitionError):
    message = _("The quiz is not open for your country at this moment.")


class WindowOver(CompetitionError):
    message = _(
        "This quiz cannot start any more: your country's window is over. Ask the organizers what is"
        " possible. Nobody has used up an attempt."
    )


class NoPaper(CompetitionError):
    message = _("This edition has no paper for this age group and kind of class quiz yet.")


class NotTaking(CompetitionError):
    """It was open to classes when somebody chose it."""

    message = _("This edition takes no classes any more.")


class NoCards(CompetitionError):
    message = _("This class has no cards yet. Add cards first.")


class SittingClosed(CompetitionError):
    message = _("The quiz of this class has ended.")


class AlreadyStarted(CompetitionError):
    message = _("The quiz of this class has already started.")


class NotStarted(CompetitionError):
    message = _("The quiz of this class has not started yet.")


class AlreadyPaused(CompetitionError):
    message = _("The quiz of this class is paused already.")


class NotPaused(CompetitionError):
    message = _("The quiz of this class is not paused.")


class StillOpen(CompetitionError):
    message = _("The quiz of this class is open.")


class TooLateToReopen(CompetitionError):
    message = _(
        "A quiz can be opened again for 45 minutes after its end, in the same lesson. Open a new"
        " one for those who have not played."
    )


class SittingCodeTaken(CompetitionError):
    message = _(
        "Another class has this code by now, so this quiz cannot be opened again. Open a new one"
        " for those who have not played."
    )


class ReasonMissing(CompetitionError):
    message = _("Choose a reason from the list.")


class NobodyPlays(CompetitionError):
    message = _("Nobody of the class would play. Choose at least one number.")


class OpenedMeanwhile(CompetitionError):
    message = _("A quiz of this class is open already.")


class PlaysAlready(CompetitionError):
    message = _("This card plays in this quiz already.")


class HasPins(CompetitionError):
    message = _("In this quiz pupils come in with their PINs.")


class NobodyWaits(CompetitionError):
    message = _(
        "Nobody waits who could be let in now. Of two with one number choose one: press the number."
    )


class HandedIn(CompetitionError):
    message = _("This pupil has handed in the work, so it counts. Only the organizer can void it.")


class StillAtWork(CompetitionError):
    message = _(
        "Somebody is at work on this computer. Wait until the monitor calls it offline, or end the"
        " quiz first."
    )


class BadMinutes(CompetitionError):
    message = _("Choose between 1 and 60 minutes.")


class NothingToDo(CompetitionError):
    message = _("There is no attempt this could apply to.")


class AlreadySettled(CompetitionError):
    message = _("This outage is settled already.")


class EarlierFirst(CompetitionError):
    message = _("Settle the earlier outage first.")


class DraftChanged(CompetitionError):
    message = _(
        "Somebody else has changed this draft meanwhile, so nothing of yours was stored."
        " Below is the present state: look at it and do it again."
    )


class TooManyQuestions(CompetitionError):
    message = _("A paper has 60 questions at most.")


class WarningsOpen(CompetitionError):
    message = _("There are warnings. Read them, and tick that the paper is right all the same.")


class NotThisPaper(CompetitionError):
    message = _("This paper is not among those that can be taken over.")


class PaperRefused(CompetitionError):
    """A set that may not become this paper; ``faults`` says why, all at once."""

    message = _("The paper was not published. What keeps it from it is listed below.")

    def __init__(self, faults: list[str]) -> None:
        super().__init__()
        self.faults = faults


class NoticeEnded(CompetitionError):
    message = _("This notice is not shown any more.")


class KeyIsOut(CompetitionError):
    message = _(
        "The last window has closed everywhere, and the right answers are out. "
        "Nobody can take this paper any more."
    )


class SchoolGone(CompetitionError):
    message = _("One of the two schools is no longer there.")


class SchoolsHeld(CompetitionError):
    message = _(
        "Nothing was merged: a list with these schools is being sealed, or they are being changed, "
        "at this moment. Try again in some minutes."
    )


class OtherCountry(CompetitionError):
    message = _("Schools of two countries cannot be merged.")


class SealedTogether(CompetitionError):
    message = _(
        "Both took part in an edition that is sealed. Its lists name both, so they stay apart. For "
        "the years to come one of them can be enough."
    )


class SealedSchool(CompetitionError):
    message = _(
        "The school that would go took part in an edition that is sealed. Keep that one instead."
    )


class LabelTaken(CompetitionError):
    message = _("Give every class a name that no other class has in the same school year.")


class CountNotChosen(CompetitionError):
    message = _("Choose which number of pupils is right.")


class EditionSealed(CompetitionError):
    message = _("This edition is sealed: its results change only once two people reopen the list.")


class DoneJustNow(CompetitionError):
    """Somebody else has decided about the same a moment ago."""

    def __init__(self, by: object) -> None:
        super().__init__()
        self._by = by

    def __str__(self) -> str:
        told = _(
            "%(name)s has just decided about the same. Look; if it is still needed, press again"
            " after 15 seconds."
        )
        return str(told % {"name": self._by})
