"""What can be refused about schools and classes, with a message for the person who asked."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from base.refusal import ChangedMeanwhile, Refusal


class ClassExists(Refusal):
    message = _(
        "Your school already has a class of this name in this school year. If you teach it too, its"
        " teacher can add you: Cards, then “Teachers of this class”."
    )


class BadSize(Refusal):
    message = _("A class has between 1 and 99 cards.")


class UnknownGrade(Refusal):
    message = _("This grade does not exist in the country of the school.")


class LastTeacher(Refusal):
    message = _("You are the only teacher of this class. Add a colleague first, then leave.")


class TaughtAlready(Refusal):
    message = _("Somebody teaches this class already.")


class NotWaiting(Refusal):
    message = _("Somebody has decided about this teacher already.")


class NeedsChanged(ChangedMeanwhile):
    """Names the numbers of the cards that two people have changed."""

    def __init__(self, numbers: Collection[int]) -> None:
        super().__init__(numbers)
        self.numbers = numbers


class HasRole(Refusal):
    message = _("This person has this role already.")


class LinkUsedUp(Refusal):
    message = _("This invitation is used up, too old, or was taken back.")


class AccountClosed(Refusal):
    message = _("This account is closed. A coordinator can open it again.")


class AlreadyHere(Refusal):
    message = _("You belong to this school already.")


class WaitsElsewhere(Refusal):
    message = _("You wait at several schools already. Ask for another once one is settled.")


class RefusedBefore(Refusal):
    message = _("This school was decided about already. Please write to the organizer.")


class NotProposed(Refusal):
    message = _("Somebody has decided about this school already.")


class CodeTaken(Refusal):
    message = _("Another school of the register has this code.")


class PackFault(Refusal):
    """Names the contact of a pack and the field that are wrong, and the remedy."""

    def __init__(self, number: int, field: str, remedy: str) -> None:
        super().__init__(number, field, remedy)
        self.told = {"number": number, "field": field, "remedy": remedy}

    def __str__(self) -> str:
        return str(_("Contact %(number)d, %(field)s: %(remedy)s.")) % self.told
