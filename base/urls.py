"""Addresses of the record and of mails that did not go."""

from __future__ import annotations

from django.urls import path

from base.outbox.views import mails
from base.record.views import record

app_name = "base"

urlpatterns = [
    path("staff/record/", record, name="record"),
    path("staff/mails/", mails, name="mails"),
]
