"""Papers in the making and what was done with papers, to look up; the desk writes them."""

from __future__ import annotations

from django.contrib import admin

from competition.models import PaperDraft, PaperRecord, SignOff
from schools.pages.admin import ModelAdmin, ReadOnly


@admin.register(PaperDraft)
class PaperDraftAdmin(ReadOnly, ModelAdmin):
    """Drafts without their questions, which are read where the paper is put together."""

    list_display = ("division", "kind", "changed_at", "changed_by")
    list_filter = ("division__edition", "kind")
    list_select_related = ("division__edition", "changed_by")


@admin.register(PaperRecord)
class PaperRecordAdmin(ReadOnly, ModelAdmin):
    """Who looked at, published or took over a paper."""

    list_display = ("at", "by", "act", "division", "kind", "language")
    list_filter = ("division__edition", "kind", "act")
    list_select_related = ("division__edition", "by")


@admin.register(SignOff)
class SignOffAdmin(ReadOnly, ModelAdmin):
    """Who answers for the wording of a sensitive question."""

    list_display = ("question", "by", "at")
    list_select_related = ("question", "by")
