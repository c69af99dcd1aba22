"""Sittings and wrong PINs, to look at: what happens to a sitting, its teacher does."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from competition.models import PinGuess, Sitting, WaitingBrowser
from schools.pages.admin import ModelAdmin, ReadOnly


@admin.register(Sitting)
class SittingAdmin(ReadOnly, ModelAdmin):
    """Who sits where."""

    list_display = ("code", "kind", "school_class", "school", "opened_at", "starts_at", "closed_at")
    list_filter = (
        "kind",
        ("closed_at", admin.EmptyFieldListFilter),
        "entry__edition",
        "entry__school_class__school__country",
    )
    list_select_related = ("entry__school_class__school", "entry__division")
    search_fields = ("code", "entry__school_class__school__name", "opened_by__email")
    date_hierarchy = "opened_at"
    show_full_result_count = False

    @admin.display(description=_("class"))
    def school_class(self, sitting: Sitting) -> str:
        """The class."""
        return str(sitting.entry.school_class)

    @admin.display(description=_("school"))
    def school(self, sitting: Sitting) -> str:
        """The school of the class."""
        return str(sitting.entry.school_class.school)


@admin.register(PinGuess)
class PinGuessAdmin(ReadOnly, ModelAdmin):
    """Cards whose PIN was mistyped or guessed at."""

    list_display = ("sitting", "card", "wrong", "last_at")
    list_select_related = (
        "sitting__entry__school_class",
        "sitting__entry__division",
        "card__school_class",
    )
    ordering = ("-wrong", "-last_at")
    show_full_result_count = False


@admin.register(WaitingBrowser)
class WaitingBrowserAdmin(ReadOnly, ModelAdmin):
    """Browsers that wait to be let in, where a class plays without PINs."""

    list_display = ("sitting", "card", "heard_at", "let_in_at")
    list_select_related = (
        "sitting__entry__school_class",
        "sitting__entry__division",
        "card__school_class",
    )
