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
    path(_KEPT, question_files.question_preview, name="question_preview"),
    path(f"{_KEPT}confirm/", question_files.question_confirm, name="question_confirm"),
    path(f"{_KEPT}drop/", question_files.question_drop, name="question_drop"),
    path(f"{_KEPT}sheet/", question_files.question_sheet, name="question_sheet"),
]
