"""Who may see which sitting; views, sockets and exports use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from competition.models import Attempt, Sitting
from schools.models import Card
from schools.permissions import classes_of
from schools.roles import Visitor


def sittings_of(user: Visitor) -> QuerySet[Sitting]:
    """Sittings of the classes the user may open."""
    return Sitting.objects.filter(entry__school_class__in=classes_of(user))


def get_sitting(user: Visitor, sitting_id: int) -> Sitting:
    """The sitting with class, division and edition; 404 when it is missing or not the user's."""
    sittings = sittings_of(user).select_related(
        "entry__school_class__school__country",
        "entry__school_class__grade",
        "entry__division__edition",
    )
    found = sittings.filter(pk=sitting_id).first()
    if found is None:
        raise Http404
    return found


def get_attempt(sitting: Sitting, number: int) -> Attempt:
    """The counting attempt of a card of the sitting; 404 where there is none."""
    attempts = Attempt.objects.select_related("card", "entry__edition", "sitting")
    found = attempts.filter(sitting=sitting, card__number=number, voided_at__isnull=True).first()
    if found is None:
        raise Http404
    return found


def get_card(sitting: Sitting, card_id: int) -> Card:
    """A card of the class that sits; 404 for any other."""
    found = Card.objects.filter(pk=card_id, school_class=sitting.entry.school_class_id).first()
    if found is None:
        raise Http404
    return found
