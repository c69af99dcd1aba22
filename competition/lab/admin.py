"""Checked PCs in the admin, to look at."""

from __future__ import annotations

from django.contrib import admin

from competition.models import LabCheck, LabCode
from schools.pages.admin import ModelAdmin, ReadOnly


@admin.register(LabCode)
class LabCodeAdmin(ReadOnly, ModelAdmin):
    """The code of each school."""

    list_display = ("school", "code", "made_at")
    list_select_related = ("school",)


@admin.register(LabCheck)
class LabCheckAdmin(ReadOnly, ModelAdmin):
    """How each PC did."""

    list_display = ("lab", "day", "number", "ready", "browser", "version")
    list_filter = ("ready", "browser")
    list_select_related = ("lab__school",)
