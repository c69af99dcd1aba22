"""What organizers did with schools, in the admin: on record, to be read and never edited."""

from __future__ import annotations

from django.contrib import admin

from schools.models import (
    CardOpening,
    ClassCover,
    RegisterUpload,
    SchoolMerge,
    TeacherDecision,
)
from schools.pages.admin import OnRecord


@admin.register(RegisterUpload)
class RegisterUploadAdmin(OnRecord):
    """Registers that came in; what was in them is not kept."""

    list_display = ("name", "uploaded_at", "uploaded_by", "read_at")
    list_select_related = ("uploaded_by",)
    search_fields = ("name",)


@admin.register(SchoolMerge)
class SchoolMergeAdmin(OnRecord):
    """Schools that went into others."""

    list_display = ("register_code", "name", "place", "into", "merged_at", "merged_by")
    list_filter = ("country",)
    list_select_related = ("into", "merged_by")
    search_fields = ("register_code", "name")


@admin.register(TeacherDecision)
class TeacherDecisionAdmin(OnRecord):
    """Who was approved or refused, by whom and why."""

    list_display = ("user", "school", "approved", "reason", "decided_at", "way", "decided_by")
    list_filter = ("approved", "reason", "way")
    list_select_related = ("user", "school", "decided_by")
    search_fields = ("user__email", "school__name")


@admin.register(CardOpening)
class CardOpeningAdmin(OnRecord):
    """Who opened the cards of which class with which reason."""

    list_display = ("school_class", "by", "reason", "opened_at", "until")
    list_filter = ("reason",)
    list_select_related = ("school_class", "by")


@admin.register(ClassCover)
class ClassCoverAdmin(OnRecord):
    """Which colleague took over which class on which day."""

    list_display = ("school_class", "colleague", "reason", "taken_at", "until")
    list_filter = ("reason",)
    list_select_related = ("school_class", "colleague")
