"""Addresses of the files of questions; they stand before those of single questions."""

from __future__ import annotations

from django.urls import path

from competition.views import question_files

_FILES = "staff/questions/files/"
_FORMAT = f"{_FILES}<slug:format_name>/"
_KEPT = f"{_FILES}kept/<int:file_id>/"

urlpatterns = [
    path(_FILES, question_files.question_files, name="question_files"),
    path(f"{_FORMAT}export/", question_files.export_questions, name="export_questions"),
    path(f"{_FORMAT}export/file/", question_files.exported_questions, name="exported_questions"),
    path(f"{_FORMAT}import/", question_files.import_questions, name="import_questions"),
    path(_KEPT, question_files.file_preview, name="file_preview"),
    path(f"{_KEPT}confirm/", question_files.file_confirm, name="file_confirm"),
    path(f"{_KEPT}drop/", question_files.file_drop, name="file_drop"),
    path(f"{_KEPT}sheet/", question_files.file_sheet, name="file_sheet"),
]
