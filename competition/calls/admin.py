"""Calls for help in the admin, on record."""

from __future__ import annotations

from django.contrib import admin

from competition.models import HelpCall, HelpLine, HelpStep
from schools.pages.admin import ModelAdmin, ReadOnly


@admin.register(HelpCall)
class HelpCallAdmin(ReadOnly, ModelAdmin):
    """Who asked, why, and who took it; the telephone number is shown at the desk alone."""

    list_display = ("school", "reason", "asked_at", "asked_by", "taken_by", "closed_at")
    list_filter = ("reason", "school__country")
    list_select_related = ("school", "asked_by", "taken_by")
    exclude = ("phone",)


@admin.register(HelpStep)
class HelpStepAdmin(ReadOnly, ModelAdmin):
    """What was done about a call."""

    list_display = ("call", "kind", "sentence", "by", "at")
    list_filter = ("kind",)
    list_select_related = ("call__school", "by")


@admin.register(HelpLine)
class HelpLineAdmin(ReadOnly, ModelAdmin):
    """Whom teachers call."""

    list_display = ("edition", "country", "phone", "opens", "closes")
    list_select_related = ("edition", "country")
