"""A list of pupils is taken back: as long as its class has not played, and for a day."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from competition.classes.actions.correcting import SittingOpen, delete_class
from competition.classes.queries.corrections import open_sittings
from competition.exceptions import CompetitionError
from competition.models import Attempt
from schools.models import UNDO_FOR, Card, RosterImport, SchoolClass


class TooLateToUndo(CompetitionError):
    message = _(
        "This list cannot be undone any more: a day has passed, or the class has played. Correct "
        "single cards or names instead."
    )


@transaction.atomic
def undo_roster(school_class: SchoolClass, *, at: datetime) -> bool:
    """Take back the last list of a class; whether the class itself is gone with it.

    Raises ``TooLateToUndo``, ``SittingOpen`` and what deleting a class does.
    """
    SchoolClass.objects.select_for_update().get(pk=school_class.pk)
    last = RosterImport.objects.filter(school_class=school_class, at__gt=at - UNDO_FOR).first()
    if last is None or Attempt.objects.filter(card__school_class=school_class).exists():
        raise TooLateToUndo
    if open_sittings(school_class).exists():
        raise SittingOpen
    if last.made_class:
        delete_class(school_class)
        return True
    cards = Card.objects.filter(school_class=school_class)
    cards.filter(number__in=last.added).delete()
    cards.filter(number__in=last.named).update(name="")
    last.delete()
    return False
