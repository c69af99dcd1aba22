"""Files of questions that went out or came in, on record."""

from __future__ import annotations

from django.contrib import admin

from quizbank.models import QuestionFile
from schools.pages.admin import ReadOnly


@admin.register(QuestionFile)
class QuestionFileAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Who took questions along or imported some; what was in a file is not kept."""

    list_display = ("name", "way", "format", "made_at", "made_by", "read_at")
    list_filter = ("way", "format")
    list_select_related = ("made_by",)
    search_fields = ("name",)
