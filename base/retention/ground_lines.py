"""What does not stay on the ground."""

from __future__ import annotations

from datetime import datetime, timedelta

from auditlog.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from base.models import CachedEntry, OutgoingMail, Upload
from base.retention.lines import RetentionLine

# Two school years: a complaint about a ceremony, and the edition after it to compare with.
RECORD_KEPT = timedelta(days=730)
# So long it is known who got a mail, in case somebody asks.
MAILS_KEPT = timedelta(days=91)
# Longer than anybody compares a preview, and short enough that nothing lies about.
UPLOADS_KEPT = timedelta(hours=12)


def _entries(at: datetime) -> QuerySet[LogEntry]:
    entries: QuerySet[LogEntry] = LogEntry.objects.filter(timestamp__lt=at - RECORD_KEPT)
    return entries


def _sessions(at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(expire_date__lt=at)


def _cached(at: datetime) -> QuerySet[CachedEntry]:
    return CachedEntry.objects.filter(expires__lt=at)


def _mails(at: datetime) -> QuerySet[OutgoingMail]:
    return OutgoingMail.objects.filter(made_at__lt=at - MAILS_KEPT)


def _uploads(at: datetime) -> QuerySet[Upload]:
    return Upload.objects.filter(uploaded_at__lt=at - UPLOADS_KEPT).idle()


LINES = (
    RetentionLine(_("record of staff actions"), _("two years"), _entries),
    RetentionLine(_("log-ins"), _("twelve hours"), _sessions),
    RetentionLine(_("computers from which somebody tried to log in"), _("some minutes"), _cached),
    RetentionLine(_("who got a mail"), _("91 days"), _mails),
    RetentionLine(_("uploaded files"), _("twelve hours"), _uploads),
)
