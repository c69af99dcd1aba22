"""Who sees the cards of a class, and the names and needs on them; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from base.models import User
from schools.models import CardOpening, ClassCover, Role, SchoolClass
from schools.permissions import (
    classes_at_hand,
    classes_of,
    classes_taught,
    covers_standing,
    managed_classes,
)
from schools.roles import Visitor
from schools.rules.pins import school_year


@dataclass(frozen=True, slots=True)
class CardAccess:
    """A class, and what of its cards somebody sees.

    ``own``: who teaches it; ``covering``: who has taken it over for today; ``until``: how long an
    organizer has opened the cards. Who has none of these may open them with a reason.
    """

    school_class: SchoolClass
    own: bool = False
    covering: bool = False
    until: datetime | None = None

    @property
    def cards(self) -> bool:
        """Whether numbers and PINs are theirs to see."""
        return self.own or self.covering or self.until is not None

    @property
    def pupils(self) -> bool:
        """Whether names and needs are theirs to see; who covers has the cards alone."""
        return self.own or self.until is not None


def get_sight(user: Visitor, class_id: int, *, at: datetime) -> CardAccess:
    """A class whose cards somebody sees or may open; 404 for all others.

    Costs two queries for a teacher, one more for an organizer.
    """
    taught = Exists(classes_taught(user).filter(pk=OuterRef("pk")))
    classes = SchoolClass.objects.select_related("school__country", "grade")
    reach = classes_of(user).values("pk")
    mine = Exists(_covers_of(user).filter(school_class=OuterRef("pk")))
    marked = classes.annotate(is_own=taught, is_covered=mine)
    found = marked.filter(pk=class_id, pk__in=reach).first()
    if found is not None and found.is_covered and not found.is_own:
        return CardAccess(found, covering=True)
    if found is None:
        raise Http404
    until = None if found.is_own else open_until(user, found, at=at)
    return CardAccess(found, own=found.is_own, until=until)


def _covers_of(user: Visitor) -> QuerySet[ClassCover]:
    return covers_standing().filter(colleague=user.pk)


def to_take_over(user: User) -> QuerySet[SchoolClass]:
    """Classes of this school year an approved teacher may take over for today: of colleagues at
    the same school."""
    approved = Role.objects.filter(
        user=user, kind=Role.Kind.TEACHER, approved_at__isnull=False, school=OuterRef("school")
    )
    year = school_year(timezone.localdate())
    classes = SchoolClass.objects.filter(Exists(approved), school_year=year)
    others = classes.exclude(pk__in=classes_at_hand(user).values("pk"))
    return others.select_related("school__country").order_by("school__name", "label")


def open_until(user: Visitor, school_class: SchoolClass, *, at: datetime) -> datetime | None:
    """How long an organizer sees the cards of a class; nothing if they are closed to them."""
    if not isinstance(user, User):
        return None
    openings = CardOpening.objects.filter(school_class=school_class, by=user, until__gt=at)
    return openings.values_list("until", flat=True).first()


def sees_pupils(user: Visitor, school_class: SchoolClass, *, at: datetime) -> bool:
    """Whether names and needs of a class that somebody may look after are theirs to see."""
    is_own = classes_taught(user).filter(pk=school_class.pk).exists()
    return is_own or open_until(user, school_class, at=at) is not None


def approved_teachers(school_id: int) -> QuerySet[User]:
    """Those of a school, by name, with an account that is open."""
    roles = Role.objects.filter(kind=Role.Kind.TEACHER, school=school_id, approved_at__isnull=False)
    people = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    return people.order_by(F("name").asc(), "email")


def colleagues_of(school_class: SchoolClass) -> QuerySet[User]:
    """Approved teachers of the school who do not teach the class.

    Nobody as long as whoever teaches it waits: who only says to teach at a school, and anybody can,
    reads no names of those who do.
    """
    people = approved_teachers(school_class.school_id)
    known = Role.objects.filter(
        kind=Role.Kind.TEACHER,
        school=school_class.school_id,
        approved_at__isnull=False,
        user__classes=school_class,
    )
    return people.filter(Exists(known)).exclude(classes=school_class)


def get_managed_class(user: User, class_id: int) -> SchoolClass:
    """A class of the area somebody organizes, of this school year or one to come as those that are
    listed without a teacher; 404 for any other."""
    year = school_year(timezone.localdate())
    classes = managed_classes(user).filter(school_year__gte=year)
    found = classes.select_related("school").filter(pk=class_id).first()
    if found is None:
        raise Http404
    return found
