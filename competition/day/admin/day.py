"""What organizers did on the day, on record."""

from __future__ import annotations

from django.contrib import admin

from competition.models import HelpLine, Notice, WindowChange
from schools.pages.admin import ModelAdmin, ReadOnly


@admin.register(Notice)
class NoticeAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Notices; never changed."""

    list_display = ("__str__", "country", "region", "spoken_at", "spoken_by", "ended_at")
    list_filter = ("edition", "country")
    list_select_related = ("country", "region", "spoken_by")


@admin.register(WindowChange)
class WindowChangeAdmin(ReadOnly, admin.ModelAdmin):  # type: ignore[type-arg]
    """Changes of windows; never changed."""

    list_display = ("window", "closed_before", "closes_at", "reason", "changed_at", "changed_by")
    list_filter = ("window__edition", "window__country")
    list_select_related = ("window__country", "changed_by")


@admin.register(HelpLine)
class HelpLineAdmin(ReadOnly, ModelAdmin):
    """Whom teachers call."""

    list_display = ("edition", "country", "phone", "opens", "closes")
    list_select_related = ("edition", "country")
