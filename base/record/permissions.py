"""Which part of the record of staff actions somebody may read; views use no other way in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest

from base.models import User
from base.registry import Registry


@dataclass(frozen=True, slots=True)
class RecordSight:
    """Everything, or what was done to ``objects`` by whomever and to anything by the reader.

    Of ``people`` the name stands beside an entry; others are somebody outside the area.
    """

    user: User
    everywhere: bool
    objects: Sequence[QuerySet[Model]]
    people: QuerySet[User]

    def entries(self) -> QuerySet[LogEntry]:
        """All of it for those whose word goes everywhere.

        An organizer reads what they did themselves, and what anybody did to what lies in the area
        now. What lies nowhere any more, because it was deleted, or is no matter of an area, such as
        a question before the quiz day, stays hidden: so nothing can be learned of another country.
        """
        entries: QuerySet[LogEntry] = LogEntry.objects.all()
        if self.everywhere:
            return entries
        seen = Q(actor=self.user)
        for objects in self.objects:
            kind = ContentType.objects.get_for_model(objects.model)
            seen |= Q(content_type=kind, object_id__in=objects.values("pk"))
        return entries.filter(seen)


# For whom the record is, and how much of it; 404 for others.
sights = Registry[Callable[[HttpRequest], RecordSight]]()


def look_everywhere(request: HttpRequest) -> None:
    """404 for those whose word does not go everywhere."""
    if not sights.only(request).everywhere:
        raise Http404
