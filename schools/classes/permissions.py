"""Who sees the cards of a class, and the names and needs on them; views use no other way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet
from django.http import Http404

from schools.models import CardOpening, CardSharing, Role, SchoolClass, User
from schools.permissions import classes_of, classes_taught
from schools.roles import Visitor


@dataclass(frozen=True, slots=True)
class CardAccess:
    """A class, and what of its cards somebody sees.

    ``own``: who teaches it; ``shared``: a colleague by the teacher's consent; ``until``: how long
    an organizer has opened the cards. Who has none of these may open them with a reason.
    """

    school_class: SchoolClass
    own: bool = False
    shared: bool = False
    until: datetime | None = None

    @property
    def cards(self) -> bool:
        """Whether numbers and PINs are theirs to see."""
        return self.own or self.shared or self.until is not None

    @property
    def pupils(self) -> bool:
        """Whether names and needs are theirs to see; a consent is for the cards alone."""
        return self.own or self.until is not None


def get_sight(user: Visitor, class_id: int, *, at: datetime) -> CardAccess:
    """A class whose cards somebody sees or may open; 404 for all others.

    Costs two queries for a teacher, one more for an organizer, for a colleague two more.
    """
    taught = Exists(classes_taught(user).filter(pk=OuterRef("pk")))
    classes = SchoolClass.objects.select_related("school__country", "grade")
    reach = classes_of(user).values("pk")
    found = classes.filter(pk=class_id, pk__in=reach).annotate(is_own=taught).first()
    if found is not None:
        until = None if found.is_own else open_until(user, found, at=at)
        return CardAccess(found, own=found.is_own, until=until)
    if not isinstance(user, User) or not shared_with(user).filter(pk=class_id).exists():
        raise Http404
    return CardAccess(classes.get(pk=class_id), shared=True)


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


def standing_sharings() -> QuerySet[CardSharing]:
    """Consents that count: given by who teaches the class still, to who teaches at the school.

    So a class that changes its teacher is closed to the colleagues of the former one.
    """
    teaches = Role.objects.filter(kind=Role.Kind.TEACHER, school=OuterRef("school_class__school"))
    owns = SchoolClass.teachers.through.objects.filter(schoolclass=OuterRef("school_class"))
    return CardSharing.objects.filter(
        Exists(teaches.filter(user=OuterRef("given_by"))),
        Exists(owns.filter(user=OuterRef("given_by"))),
        Exists(teaches.filter(user=OuterRef("colleague"), approved_at__isnull=False)),
        ended_at__isnull=True,
    )


def shared_with(user: User) -> QuerySet[SchoolClass]:
    """Classes of colleagues whose cards somebody may open."""
    sharings = standing_sharings().filter(colleague=user)
    return SchoolClass.objects.filter(pk__in=sharings.values("school_class"))


def colleagues_of(school_class: SchoolClass) -> QuerySet[User]:
    """Approved teachers of the school who do not teach the class."""
    roles = Role.objects.filter(
        kind=Role.Kind.TEACHER, school=school_class.school_id, approved_at__isnull=False
    )
    people = User.objects.filter(is_active=True, pk__in=roles.values("user"))
    return people.exclude(classes=school_class).order_by(F("name").asc(), "email")
