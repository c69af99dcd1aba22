"""The address of the record."""

from __future__ import annotations

from django.urls import path

from base.record.views import record

app_name = "base"

urlpatterns = [path("staff/record/", record, name="record")]
