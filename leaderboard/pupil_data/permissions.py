"""Who may see and delete what is kept of a pupil; views use no other way in."""

from __future__ import annotations

from schools.models import Card, SchoolClass
from schools.permissions import get_class_card, get_kept_class
from schools.roles import Visitor


def get_class_asked_about(user: Visitor, class_id: int) -> SchoolClass:
    """A class of one's own, or of the area that somebody organizes; 404 for all others, and for
    who has it for today only."""
    return get_kept_class(user, class_id)


def get_card_asked_about(user: Visitor, class_id: int, card_id: int) -> Card:
    """One of its cards; 404 for any other."""
    return get_class_card(get_class_asked_about(user, class_id), card_id)
