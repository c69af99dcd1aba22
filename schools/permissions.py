"""Who may see which school and class; views and exports use no other way in."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from base.clock import now
from base.models import User
from schools.models import (
    Card,
    ClassCover,
    Country,
    Region,
    Role,
    School,
    SchoolClass,
)
from schools.roles import Visitor, area_of, staff_of


def schools_of(user: Visitor) -> QuerySet[School]:
    """Schools in which the user is a teacher, approved or not yet."""
    if not isinstance(user, User):
        return School.objects.none()
    return School.objects.filter(
        Exists(Role.objects.filter(user=user, kind=Role.Kind.TEACHER, school=OuterRef("pk")))
    )


def classes_of(user: Visitor) -> QuerySet[SchoolClass]:
    """Classes the user may open: a teacher's own and those taken over for today, an organizer's
    area, a coordinator's all.

    A teacher who has left a school no longer sees the classes there. The ministry sees aggregates,
    never a class. Costs one query for the roles, however many there are.
    """
    if not isinstance(user, User):
        return SchoolClass.objects.none()
    area = area_of(user)
    if area.everywhere:
        return SchoolClass.objects.all()
    mine = _taught_by(user) | _covered_by(user)
    return SchoolClass.objects.filter(mine | area.inside("school__region__", "school__country"))


def classes_taught(user: Visitor) -> QuerySet[SchoolClass]:
    """The own classes of a teacher, whatever else the user may open; none for those who organize
    and do not teach."""
    if not isinstance(user, User):
        return SchoolClass.objects.none()
    return SchoolClass.objects.filter(_taught_by(user))


def classes_at_hand(user: Visitor) -> QuerySet[SchoolClass]:
    """The own classes of a teacher, and those of colleagues taken over for today."""
    if not isinstance(user, User):
        return SchoolClass.objects.none()
    return SchoolClass.objects.filter(_taught_by(user) | _covered_by(user))


def covers_standing() -> QuerySet[ClassCover]:
    """Classes taken over for today, by who teaches at their school still."""
    teaches = Role.objects.filter(
        kind=Role.Kind.TEACHER,
        user=OuterRef("colleague"),
        school=OuterRef("school_class__school"),
        approved_at__isnull=False,
    )
    return ClassCover.objects.filter(Exists(teaches), until__gt=now())


def _covered_by(user: User) -> Q:
    return Q(Exists(covers_standing().filter(colleague=user, school_class=OuterRef("pk"))))


def _taught_by(user: User) -> Q:
    own = SchoolClass.teachers.through.objects.filter(user=user, schoolclass=OuterRef("pk"))
    return Q(Exists(own), school__in=schools_of(user))


def standing_teachers(school_class: SchoolClass) -> QuerySet[User]:
    """Who teaches a class and belongs to its school still, with an account that is open."""
    here = Role.objects.filter(
        kind=Role.Kind.TEACHER, school=school_class.school_id, user=OuterRef("pk")
    )
    own = school_class.teachers.filter(Exists(here), is_active=True)
    return own.order_by("name", "email")


def untaught_classes(school: School, *, year: str) -> QuerySet[SchoolClass]:
    """Classes of a school, of this school year or later, that nobody teaches any more."""
    here = Role.objects.filter(kind=Role.Kind.TEACHER, school=school, user__is_active=True)
    teaches = SchoolClass.teachers.through.objects.filter(
        schoolclass=OuterRef("pk"), user__in=here.values("user")
    )
    classes = SchoolClass.objects.filter(school=school, school_year__gte=year)
    return classes.filter(~Exists(teaches)).order_by("school_year", "label")


def managed_classes(user: User) -> QuerySet[SchoolClass]:
    """Classes of ``managed_schools``."""
    return SchoolClass.objects.filter(area_of(user).inside("school__region__", "school__country"))


def managed_schools(user: Visitor) -> QuerySet[School]:
    """Schools of which the user may have lists: an organizer's area, a coordinator's all."""
    return School.objects.filter(area_of(user).inside())


def managed_register(user: Visitor) -> QuerySet[School]:
    """Those of ``managed_schools`` that are in the register, and not only proposed."""
    return managed_schools(user).filter(proposed_at__isnull=True)


def managed_places(user: User) -> list[Country | Region]:
    """Where ``managed_schools`` are; empty for somebody who may see all."""
    return list(area_of(user).places)


def manager_of(request: HttpRequest) -> User:
    """Whoever keeps the register: organizers of an area, coordinators, superusers; else 404."""
    user = staff_of(request)
    if not area_of(user):
        raise Http404
    return user


def managed_regions(user: User) -> QuerySet[Region]:
    """The regions in which ``managed_schools`` lie or may lie."""
    return Region.objects.filter(area_of(user).inside(""))


def get_managed_school(user: User, school_id: int) -> School:
    """The school with country and region; 404 when it is missing or not in the user's area."""
    schools = managed_schools(user).select_related("country", "region", "verified_by")
    found = schools.filter(pk=school_id).first()
    if found is None:
        raise Http404
    return found


def waiting_roles(user: User) -> QuerySet[Role]:
    """Teachers of the user's area who wait for approval."""
    return waiting_teachers().filter(school__in=managed_register(user))


def waiting_teachers() -> QuerySet[Role]:
    """Teachers who wait and whose e-mail is theirs, as far as anybody has to know.

    Who registered and never confirmed it waits for nobody but themselves, and a closed account for
    nothing as long as it is closed.
    """
    is_confirmed = Exists(EmailAddress.objects.filter(user=OuterRef("user"), verified=True))
    waiting = Role.objects.filter(
        kind=Role.Kind.TEACHER, approved_at__isnull=True, user__is_active=True
    )
    return waiting.filter(Q(asked_at__isnull=True) | is_confirmed)


def proposed_schools(user: User) -> QuerySet[School]:
    """Schools of the area that teachers missed in the register, the oldest first.

    Proposed by somebody whose e-mail is confirmed, and not decided about yet.
    """
    teachers = waiting_teachers().filter(school=OuterRef("pk"))
    waiting = managed_schools(user).filter(proposed_at__isnull=False, refused_for="")
    related = waiting.select_related("region", "country", "proposed_by")
    return related.filter(Exists(teachers)).order_by("proposed_at", "pk")


def get_waiting_role(user: User, role_id: int) -> Role:
    """A teacher who waits, with the school; 404 when nobody does or it is not the user's area."""
    found = waiting_roles(user).select_related("school", "user").filter(pk=role_id).first()
    if found is None:
        raise Http404
    return found


def get_class_card(school_class: SchoolClass, card_id: int) -> Card:
    """A card of the class; 404 for any other."""
    found = school_class.cards.filter(pk=card_id).first()
    if found is None:
        raise Http404
    return found


def get_class(user: Visitor, class_id: int) -> SchoolClass:
    """The class with its school and grade; 404 when it is missing or not the user's."""
    classes = classes_of(user).select_related("school__country", "grade")
    found = classes.filter(pk=class_id).first()
    if found is None:
        raise Http404
    return found


def get_kept_class(user: Visitor, class_id: int) -> SchoolClass:
    """The same for what stays: 404 also for a colleague who has the class for today only."""
    school_class = get_class(user, class_id)
    lent = covers_standing().filter(colleague=user.pk, school_class=school_class)
    if not classes_taught(user).filter(pk=class_id).exists() and lent.exists():
        raise Http404
    return school_class


def countries_run_by(user: Visitor) -> QuerySet[Country]:
    """Countries whose windows and boards a user moves: organizers of a whole country, all for
    coordinators and superusers."""
    area = area_of(user)
    return (
        Country.objects.all() if area.everywhere else Country.objects.filter(pk__in=area.countries)
    )


def regions_run_by(user: Visitor) -> QuerySet[Region]:
    """Regions to whose sittings a user may speak: all within the own area."""
    return Region.objects.filter(area_of(user).inside(""))
