"""What was done with one winner, by whom and when, from the record."""

from __future__ import annotations

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from base.models import User
from base.record.queries import RecordLine, lines
from leaderboard.models import Award, Winner
from schools.roles import Reach, holdings_of

MOST = 50
# On record with their addresses.
PEOPLE = ("confirmed_by", "consent_by")


def history_of(winner: Winner, user: User) -> list[RecordLine]:
    """The newest first; only the class's teachers and people of the reader's
    area are named."""
    found = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Winner), object_id__in=_rows_of(winner)
    )
    entries = list(found.order_by("-timestamp", "-pk")[:MOST])
    actors = User.objects.filter(pk__in={one.actor_id for one in entries})
    return lines(_without_people(entries), named=actors.filter(_known_to(winner, user)))


def _rows_of(winner: Winner) -> list[int]:
    """This award of this pupil in every list: sealing anew moves the winner to another row."""
    same = Award.objects.filter(key=winner.award.key, attempt=winner.award.attempt_id)
    return list(same.values_list("pk", flat=True))


def _without_people(entries: list[LogEntry]) -> list[LogEntry]:
    """Who confirmed stands beside each line, as far as the reader may know it."""
    for one in entries:
        changes = one.changes or {}
        one.changes = {name: said for name, said in changes.items() if name not in PEOPLE}
    return entries


def _known_to(winner: Winner, user: User) -> Q:
    area = holdings_of(user).area
    known = Q(pk=user.pk) | Q(pk__in=winner.award.attempt.entry.school_class.teachers.values("pk"))
    return known | Q(pk__in=Reach(area.everywhere, area.places).people().values("pk"))
