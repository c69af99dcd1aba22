"""Who may see which school and class; views and exports use no other way in."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest

from schools.models import (
    Country,
    Region,
    RegisterUpload,
    Role,
    School,
    SchoolClass,
    User,
)

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
    wider = _wider_roles(user)
    if _sees_all(user, wider):
        return SchoolClass.objects.all()
    own = SchoolClass.teachers.through.objects.filter(user=user, schoolclass=OuterRef("pk"))
    allowed = Q(Exists(own), school__in=schools_of(user))
    for role in wider:
        allowed |= _area(role, "school__")
    return SchoolClass.objects.filter(allowed)


def managed_schools(user: Visitor) -> QuerySet[School]:
    """Schools of which the user may have lists: an organizer's area, a coordinator's all."""
    if not isinstance(user, User):
        return School.objects.none()
    wider = _wider_roles(user)
    if _sees_all(user, wider):
        return School.objects.all()
    allowed = Q(pk__in=[])
    for role in wider:
        allowed |= _area(role)
    return School.objects.filter(allowed)


def managed_places(user: User) -> list[Country | Region]:
    """Where ``managed_schools`` are; empty for somebody who may see all."""
    wider = _wider_roles(user)
    if _sees_all(user, wider):
        return []
    places = (role.region or role.country for role in wider if role.kind == Role.Kind.ORGANIZER)
    return [place for place in places if place is not None]


def manager_of(request: HttpRequest) -> User:
    """Whoever keeps the register: organizers of an area, coordinators, superusers; else 404."""
    user = staff_of(request)
    wider = _wider_roles(user)
    if not _sees_all(user, wider) and not any(_is_area(role) for role in wider):
        raise Http404
    return user


def managed_regions(user: User) -> QuerySet[Region]:
    """The regions in which ``managed_schools`` lie or may lie."""
    wider = _wider_roles(user)
    if _sees_all(user, wider):
        return Region.objects.all()
    allowed = Q(pk__in=[])
    for role in filter(_is_area, wider):
        inside = Q(country=role.country_id)
        allowed |= Q(path__startswith=role.region.path) if role.region else inside
    return Region.objects.filter(allowed)


def get_managed_school(user: User, school_id: int) -> School:
    """The school with country and region; 404 when it is missing or not in the user's area."""
    schools = managed_schools(user).select_related("country", "region")
    found = schools.filter(pk=school_id).first()
    if found is None:
        raise Http404
    return found


def waiting_roles(user: User) -> QuerySet[Role]:
    """Teachers of the user's area who wait for approval."""
    waiting = Role.objects.filter(kind=Role.Kind.TEACHER, approved_at__isnull=True)
    return waiting.filter(school__in=managed_schools(user))


def get_waiting_role(user: User, role_id: int) -> Role:
    """A teacher who waits, with the school; 404 when nobody does or it is not the user's area."""
    found = waiting_roles(user).select_related("school", "user").filter(pk=role_id).first()
    if found is None:
        raise Http404
    return found


def get_upload(user: User, upload_id: int) -> RegisterUpload:
    """The user's own register that waits to be imported; 404 for any other."""
    own = RegisterUpload.objects.filter(uploaded_by=user, read_at__isnull=True)
    found = own.filter(pk=upload_id).first()
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


def _sees_all(user: User, roles: list[Role]) -> bool:
    return user.is_superuser or any(role.kind == Role.Kind.COORDINATOR for role in roles)


def _wider_roles(user: User) -> list[Role]:
    if user.is_superuser:
        return []
    roles = user.roles.filter(approved_at__isnull=False).exclude(kind=Role.Kind.TEACHER)
    return list(roles.select_related("region", "country"))


def _is_area(role: Role) -> bool:
    """Whether it is an organizer's role that says where."""
    where = role.region.path if role.region else role.country_id
    return role.kind == Role.Kind.ORGANIZER and bool(where)


def _area(role: Role, school: str = "") -> Q:
    """An organizer's schools, for a query that reaches the school by this prefix."""
    if role.kind == Role.Kind.ORGANIZER and role.region is not None and role.region.path:
        return Q(**{f"{school}region__path__startswith": role.region.path})
    if role.kind == Role.Kind.ORGANIZER and role.region is None and role.country_id:
        return Q(**{f"{school}country": role.country_id})
    return Q(pk__in=[])
