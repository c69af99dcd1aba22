"""What was done with classes and invitations, until it is too old to be kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from auditlog.context import disable_auditlog
from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef

from base.record.actions.record import KEPT, MOST
from schools.models import UNDO_FOR, CardOpening, ClassCover, Invitation, RosterImport
from schools.models.invitations import GOOD_FOR

INVITATIONS_KEPT = timedelta(days=30)
# In the place of an address that is forgotten.
FORGOTTEN = "…"


def forget_old_rows(*, at: datetime) -> int:
    """Delete what is too old; of how many entries an address. In the first minute of every hour."""
    if at.minute:
        return 0
    CardOpening.objects.filter(opened_at__lt=at - KEPT).delete()
    RosterImport.objects.filter(at__lt=at - UNDO_FOR).delete()
    ClassCover.objects.filter(taken_at__lt=at - KEPT).delete()
    # Who never came is forgotten sooner, and that is no action of anybody.
    with disable_auditlog():
        Invitation.objects.filter(sent_at__lt=at - GOOD_FOR - INVITATIONS_KEPT).delete()
    return _forget_addresses()


def _forget_addresses() -> int:
    """Of invitations that are gone, however they went, keep that they were, and not to whom."""
    there = Invitation.objects.filter(pk=OuterRef("object_id"))
    kind = ContentType.objects.get_for_model(Invitation)
    entries = LogEntry.objects.filter(~Exists(there), content_type=kind)
    found = list(entries.exclude(object_repr=FORGOTTEN)[:MOST])
    for entry in found:
        entry.object_repr = FORGOTTEN
        entry.changes = {key: said for key, said in (entry.changes or {}).items() if key != "email"}
    LogEntry.objects.bulk_update(found, ["object_repr", "changes"])
    return len(found)
