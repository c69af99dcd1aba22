"""Addresses of the record, of mails that did not go, of what goes by itself, of files."""

from __future__ import annotations

from django.urls import path

from base.made_files.views import made_file
from base.outbox.views import mails
from base.record.views import record
from base.retention.views import retention
from base.uploads import views as uploads

app_name = "base"

urlpatterns = [
    path("staff/record/", record, name="record"),
    path("staff/mails/", mails, name="mails"),
    path("staff/files/<int:made_id>/", made_file, name="made_file"),
    path("staff/uploads/<int:upload_id>/", uploads.upload, name="upload"),
    path("staff/uploads/<int:upload_id>/confirm/", uploads.confirm_upload, name="confirm_upload"),
    path("staff/uploads/<int:upload_id>/drop/", uploads.drop_upload, name="drop_upload"),
    path("staff/retention/", retention, name="retention"),
]
