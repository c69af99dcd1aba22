"""Addresses of the record, of mails that did not go, of what goes by itself, of made files."""

from __future__ import annotations

from django.urls import path

from base.made_files.views import made_file
from base.outbox.views import mails
from base.record.views import record
from base.retention.views import retention

app_name = "base"

urlpatterns = [
    path("staff/record/", record, name="record"),
    path("staff/mails/", mails, name="mails"),
    path("staff/files/<int:made_id>/", made_file, name="made_file"),
    path("staff/retention/", retention, name="retention"),
]
