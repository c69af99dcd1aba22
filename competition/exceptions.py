"""What can be refused in a competition, with a message for the person who asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class CompetitionError(Exception):
    """Base of all refusals; ``message`` is translated when it is shown."""

    message = _("That is not possible now.")

    def __str__(self) -> str:
        return str(self.message)


class NotLive(CompetitionError):
    message = _("The quiz is not open for your country at this moment.")


class NoPaper(CompetitionError):
    message = _("This edition has no paper for this age group and kind of sitting yet.")


class NoCards(CompetitionError):
    message = _("This class has no cards yet. Add cards first.")


class SittingClosed(CompetitionError):
    message = _("This sitting is closed.")


class AlreadyStarted(CompetitionError):
    message = _("This sitting has already started.")


class NotStarted(CompetitionError):
    message = _("This sitting has not started yet.")


class AlreadyPaused(CompetitionError):
    message = _("This sitting is paused already.")


class NotPaused(CompetitionError):
    message = _("This sitting is not paused.")


class BadMinutes(CompetitionError):
    message = _("Choose between 1 and 60 minutes.")


class NothingToDo(CompetitionError):
    message = _("There is no attempt this could apply to.")


class AlreadySettled(CompetitionError):
    message = _("This outage is settled already.")


class EarlierFirst(CompetitionError):
    message = _("Settle the earlier outage first.")


class EditionSealed(CompetitionError):
    message = _("This edition is sealed: its results no longer change.")
