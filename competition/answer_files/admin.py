"""Files of answers in the admin: to look at, never to change; their content is not shown."""

from __future__ import annotations

from django.contrib import admin

from competition.models import AnswerFile, NotedNumber
from schools.pages.admin import ModelAdmin, ReadOnly


@admin.register(AnswerFile)
class AnswerFileAdmin(ReadOnly, ModelAdmin):
    """What was uploaded, and what was decided about it."""

    list_display = (
        *("number", "attempt", "fresh", "known", "over"),
        *("noted_at", "uploaded_at", "counted_at", "accepted_at", "refused_at"),
    )
    list_select_related = ("attempt__card__school_class",)
    search_fields = ("number", "attempt__sitting__code")
    show_full_result_count = False


@admin.register(NotedNumber)
class NotedNumberAdmin(ReadOnly, ModelAdmin):
    """Numbers that teachers noted."""

    list_display = ("number", "sitting", "card", "noted_at", "noted_by")
    list_select_related = ("sitting__entry__school_class", "card__school_class", "noted_by")
    search_fields = ("number", "sitting__code")
    show_full_result_count = False
