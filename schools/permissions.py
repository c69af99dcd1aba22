"""Who may see which school and class; views and exports use no other way in."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from schools.models import Role, School, SchoolClass, User

type Visitor = User | AnonymousUser


def staff_of(request: HttpRequest) -> User:
    """The member of staff who asks; 404 for anybody else."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def schools_of(user: Visitor) -> QuerySet[School]:
    """Schools in which the user is a teacher, approved or not yet."""
    if not isinstance(user, User):
        return School.objects.none()
    return School.objects.filter(
        Exists(Role.objects.filter(user=user, kind=Role.Kind.TEACHER, school=OuterRef("pk")))
    )


def classes_of(user: Visitor) -> QuerySet[SchoolClass]:
    """Classes the user may open: a teacher's own, an organizer's area, a coordinator's all.

    A teacher who has left a school no longer sees the classes there. The ministry sees aggregates,
    never a class. Costs one query for the roles, however many there are.
    """
    if not isinstance(user, User):
        return SchoolClass.objects.none()
    wider = [] if user.is_superuser else _wider_roles(user)
    if user.is_superuser or any(role.kind == Role.Kind.COORDINATOR for role in wider):
        return SchoolClass.objects.all()
    own = SchoolClass.teachers.through.objects.filter(user=user, schoolclass=OuterRef("pk"))
    allowed = Q(Exists(own), school__in=schools_of(user))
    for role in wider:
        allowed |= _area(role)
    return SchoolClass.objects.filter(allowed)


def get_class(user: Visitor, class_id: int) -> SchoolClass:
    """The class with its school and grade; 404 when it is missing or not the user's."""
    classes = classes_of(user).select_related("school__country", "grade")
    found = classes.filter(pk=class_id).first()
    if found is None:
        raise Http404
    return found


def _wider_roles(user: User) -> list[Role]:
    roles = user.roles.filter(approved_at__isnull=False).exclude(kind=Role.Kind.TEACHER)
    return list(roles.select_related("region"))


def _area(role: Role) -> Q:
    if role.kind == Role.Kind.ORGANIZER and role.region is not None and role.region.path:
        return Q(school__region__path__startswith=role.region.path)
    if role.kind == Role.Kind.ORGANIZER and role.region is None and role.country_id:
        return Q(school__country=role.country_id)
    return Q(pk__in=[])
