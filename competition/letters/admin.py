"""Letters in the admin, on record; they are written at the desk."""

from __future__ import annotations

from django.contrib import admin

from competition.models import Letter, LetterMail
from schools.pages.admin import ModelAdmin, ReadOnly


@admin.register(Letter)
class LetterAdmin(ReadOnly, ModelAdmin):
    """Letters of all editions that somebody or the calendar has touched."""

    list_display = ("edition", "country", "kind", "readers", "begun_at", "begun_by", "stopped_at")
    list_filter = ("edition", "country", "kind")
    list_select_related = ("edition", "country", "begun_by")


@admin.register(LetterMail)
class LetterMailAdmin(ReadOnly, ModelAdmin):
    """Who gets which letter, for 90 days."""

    list_display = ("letter", "user", "state", "tries", "sent_at")
    list_filter = ("state",)
    list_select_related = ("letter__edition", "letter__country", "user")
    search_fields = ("user__email",)
