"""Who could be the second person of a seal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from base.languages.collation import sort_key
from base.models import User
from competition.editions.queries.taking_part import codes_of
from competition.models import Edition
from schools.models import Role, not_ended


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """Somebody who may confirm a list, and by what, in words."""

    name: str
    by: str


def second_people(
    edition: Edition, *, but: User, language: str, at: datetime
) -> list[SecondPerson]:
    """Everybody besides ``but`` who may confirm a list of the edition, by name; two queries.

    It is what ``get_sealing_desk`` lets in: coordinators and superusers, and who organizes a
    whole country of it.
    """
    organizes = Q(kind=Role.Kind.ORGANIZER, country__in=codes_of(edition), region=None)
    roles = Role.objects.filter(
        not_ended(at),
        Q(kind=Role.Kind.COORDINATOR) | organizes,
        approved_at__isnull=False,
        user__is_active=True,
    )
    superusers = User.objects.filter(is_active=True, is_superuser=True)
    found = {one: [_("superuser")] for one in superusers}
    for role in roles.select_related("user", "country", "region", "school").order_by("pk"):
        found.setdefault(role.user, []).append(str(role))
    found.pop(but, None)
    people = [SecondPerson(str(one), ", ".join(by)) for one, by in found.items()]
    return sorted(people, key=lambda one: sort_key(one.name, language))
