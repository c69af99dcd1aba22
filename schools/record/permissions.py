"""Which part of the record of staff actions somebody may read; views use no other way in."""

from __future__ import annotations

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from schools.models import Invitation, Role, SchoolClass, User
from schools.roles import Reach


def visible_entries(user: User, reach: Reach) -> QuerySet[LogEntry]:
    """All of it for those whose word goes everywhere.

    An organizer reads what they did themselves, and what anybody did to a school, class, person,
    role or invitation that lies in the area now. What lies nowhere any more, because it was
    deleted, or is no matter of an area, such as a question before the quiz day, stays hidden: so
    nothing can be learned of another country.
    """
    entries: QuerySet[LogEntry] = LogEntry.objects.all()
    if reach.everywhere:
        return entries
    seen = Q(actor=user)
    for objects in _inside(reach):
        kind = ContentType.objects.get_for_model(objects.model)
        seen |= Q(content_type=kind, object_id__in=objects.values("pk"))
    return entries.filter(seen)


def _inside(reach: Reach) -> tuple[QuerySet[Model], ...]:
    return (
        reach.schools(),
        SchoolClass.objects.filter(school__in=reach.schools()),
        reach.people(),
        Role.objects.filter(reach.roles()),
        Invitation.objects.filter(reach.roles()),
    )


def named_people(user: User, reach: Reach) -> QuerySet[User]:
    """Whose name stands beside an entry; others are somebody outside the area."""
    return reach.people() | User.objects.filter(pk=user.pk)
