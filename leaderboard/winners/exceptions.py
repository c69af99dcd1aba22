"""Why something cannot be done with a winner, in words for whoever tried."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from competition.exceptions import CompetitionError


class TellAfterSeal(CompetitionError):
    message = _("Winners are told once the list is sealed.")


class NoDatesYet(CompetitionError):
    message = _("Set the dates first.")


class TellBeforeArchive(CompetitionError):
    message = _(
        "This edition is archived: no teacher is told of a winner. Take it out of the archive "
        "first."
    )


class DatesAreOver(CompetitionError):
    message = _("The day by which teachers confirm has come: set a later one.")


class EarlierThanTold(CompetitionError):
    message = _("Teachers have been told this date: it can only become later.")


class LongerThanAgreed(CompetitionError):
    message = _("Forms for guardians have this day: names can only be deleted earlier.")


class PassedOnAlready(CompetitionError):
    message = _("This award has passed on.")


class ConfirmFirst(CompetitionError):
    message = _("Confirm the award first.")


class ConsentFirst(CompetitionError):
    message = _("Write down the guardian’s consent first.")


class NamesAreOver(CompetitionError):
    message = _("The day on which names are deleted has come.")


class HandedOverAlready(CompetitionError):
    message = _("The prize has been handed over.")
