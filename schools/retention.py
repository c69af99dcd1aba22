"""What does not stay of schools, classes and people."""

from __future__ import annotations

from datetime import datetime, timedelta

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import PROTECT, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from base.models import User
from base.retention.ground_lines import RECORD_KEPT
from base.retention.lines import Page, RetentionLine
from schools.accounts.actions import forget_people
from schools.models import CardOpening, ClassCover, Invitation, Role
from schools.models.invitations import GOOD_FOR
from schools.registering.queries.unconfirmed import left_proposals, old_unconfirmed

HELPERS_KEPT = INVITATIONS_KEPT = timedelta(days=30)
# After the last log-in.
ACCOUNTS_KEPT = timedelta(days=730)
# In the place of an address that is forgotten.
FORGOTTEN = "…"


def _openings(at: datetime) -> QuerySet[CardOpening]:
    return CardOpening.objects.filter(opened_at__lt=at - RECORD_KEPT)


def _covers(at: datetime) -> QuerySet[ClassCover]:
    return ClassCover.objects.filter(taken_at__lt=at - RECORD_KEPT)


def _invitations(at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(sent_at__lt=at - GOOD_FOR - INVITATIONS_KEPT)


def _helpers(at: datetime) -> QuerySet[Role]:
    return Role.objects.filter(ends_at__lt=at - HELPERS_KEPT)


def _addresses(_at: datetime) -> QuerySet[LogEntry]:
    """Of invitations that are gone, however they went."""
    there = Invitation.objects.filter(pk=OuterRef("object_id"))
    kind = ContentType.objects.get_for_model(Invitation)
    entries: QuerySet[LogEntry] = LogEntry.objects.filter(~Exists(there), content_type=kind)
    return entries.exclude(object_repr=FORGOTTEN)


def _forget_addresses(entries: QuerySet[LogEntry]) -> None:
    """Keep that somebody was invited, and not who."""
    found = list(entries)
    for entry in found:
        entry.object_repr = FORGOTTEN
        entry.changes = {key: said for key, said in (entry.changes or {}).items() if key != "email"}
    LogEntry.objects.bulk_update(found, ["object_repr", "changes"])


def _accounts(at: datetime) -> QuerySet[User]:
    """Of teachers alone, and of whom nothing is kept that has to name who did it."""
    since = at - ACCOUNTS_KEPT
    away = Q(last_login__lt=since) | Q(last_login__isnull=True, joined_at__lt=since)
    more = Role.objects.filter(user=OuterRef("pk")).exclude(kind=Role.Kind.TEACHER)
    found = User.objects.filter(away, ~Exists(more), is_superuser=False, is_staff=False)
    for relation in User._meta.related_objects:
        if relation.on_delete is PROTECT:
            named = {relation.field.name: OuterRef("pk")}
            found = found.filter(~Exists(relation.related_model._default_manager.filter(**named)))
    return found


LINES = (
    RetentionLine(_("who opened cards of a class"), _("two years"), _openings, pages=[Page.ADULTS]),
    RetentionLine(_("who took a class over for a day"), _("two years"), _covers),
    RetentionLine(_("invitations"), _("30 days after their link ends"), _invitations),
    RetentionLine(
        _("addresses of the invited"), _("as long as the invitation"), _addresses, _forget_addresses
    ),
    RetentionLine(_("roles of helpers"), _("30 days after their end"), _helpers),
    RetentionLine(
        _("accounts whose e-mail nobody confirmed"), _("three days"), old_unconfirmed, forget_people
    ),
    RetentionLine(
        _("accounts of teachers"),
        _("two years after the last log-in"),
        _accounts,
        forget_people,
        pages=[Page.ADULTS],
    ),
    RetentionLine(
        _("proposed schools without a teacher"), _("a day"), lambda _at: left_proposals()
    ),
)
