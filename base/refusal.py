"""What every app may refuse, with a message for the person who asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """Base of all refusals; ``message`` is translated when it is shown."""

    message = _("That is not possible now.")

    def __str__(self) -> str:
        return str(self.message)


class ChangedMeanwhile(Refusal):
    message = _("Something changed since you looked. Look at it once more, then confirm.")


class FaultyRows(Refusal):
    message = _("Nothing was imported: some rows have faults.")


class NotPrinted(Refusal):
    message = _("The server has no time to make this document now. Wait a moment and try again.")
