"""What an edition is prepared with, to look up; the desk writes it."""

from __future__ import annotations

from django.contrib import admin

from competition.models import AwardRule, EditionStep, Logo, Partner
from schools.pages.admin import ModelAdmin, ReadOnly


@admin.register(EditionStep)
class EditionStepAdmin(ReadOnly, ModelAdmin):
    """Who changed the state of an edition, when and why."""

    list_display = ("edition", "before", "after", "by", "second", "at", "note")
    list_filter = ("edition", "after")
    list_select_related = ("edition", "by", "second")
    ordering = ("-pk",)


@admin.register(AwardRule)
class AwardRuleAdmin(ReadOnly, ModelAdmin):
    """Awards of all editions."""

    list_display = ("edition", "kind", "amount", "least", "division", "country", "position")
    list_filter = ("edition", "kind")
    list_select_related = ("edition", "division", "country")


@admin.register(Partner)
class PartnerAdmin(ReadOnly, ModelAdmin):
    """Partners and sponsors of all editions."""

    list_display = ("name", "kind", "edition", "country", "position")
    list_filter = ("edition", "country", "kind")
    list_select_related = ("edition", "country")


@admin.register(Logo)
class LogoAdmin(ReadOnly, ModelAdmin):
    """Logos by the hash of their bytes."""

    list_display = ("digest",)
    fields = ("digest",)
