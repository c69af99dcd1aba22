"""Addresses of the workshop and of files of questions; the root puts them under a language."""

from __future__ import annotations

from django.urls import path

from quizbank.exchange import views as files
from quizbank.workshop.views import (
    building,
    question,
    question_facts,
    question_text,
    questions,
    text_check,
)

app_name = "quizbank"

_FILES = "staff/questions/files/"
_FORMAT = f"{_FILES}<slug:format_name>/"
_QUESTION = "staff/questions/<slug:key>/"

urlpatterns = [
    # Before single questions, whose keys may be any word.
    path(_FILES, files.question_files, name="question_files"),
    path(f"{_FORMAT}export/", files.export_questions, name="export_questions"),
    path(f"{_FORMAT}export/file/", files.exported_questions, name="exported_questions"),
    path(f"{_FORMAT}import/", files.import_questions, name="import_questions"),
    path(f"{_FILES}<int:upload_id>/sheet/", files.file_sheet, name="file_sheet"),
    path("staff/questions/", questions.questions, name="questions"),
    path("staff/questions/new/", building.begin, name="question_begin"),
    path("staff/questions/new/check/", text_check.check_new, name="question_check_new"),
    path(_QUESTION, question.question, name="question"),
    path(f"{_QUESTION}about/", question_facts.about, name="question_about"),
    path(f"{_QUESTION}build/", building.build, name="question_build"),
    path(f"{_QUESTION}texts/<str:language>/", question_text.text, name="question_text"),
    path(f"{_QUESTION}texts/<str:language>/check/", text_check.check_text, name="question_check"),
]
