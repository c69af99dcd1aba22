"""Classes and their cards in the admin."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from schools.models import Card, SchoolClass
from schools.pages.admin import ModelAdmin, OnRecord, TabularInline


class CardInline(TabularInline):
    """Numbers alone: PINs, names and needs are seen, and changed, on the pages of the cards."""

    model = Card
    fields = ("number",)
    readonly_fields = fields
    can_delete = False
    max_num = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Card]:
        return super().get_queryset(request).select_related("school_class")


@admin.register(SchoolClass)
class SchoolClassAdmin(ModelAdmin):
    """Classes with the numbers of their cards."""

    list_display = ("label", "school", "grade", "school_year", "language")
    list_filter = ("school_year", "school__country", "grade__division_code")
    list_select_related = ("school", "grade")
    search_fields = ("label", "school__name", "school__register_code")
    autocomplete_fields = ("school", "teachers")
    show_full_result_count = False
    inlines = (CardInline,)
    actions = ("empty_names",)

    @admin.action(description=_("Empty the names on the cards"), permissions=["change"])
    def empty_names(self, request: HttpRequest, queryset: QuerySet[SchoolClass]) -> None:
        """For when results are final; nobody has to read them for it."""
        count = Card.objects.filter(school_class__in=queryset).exclude(name="").update(name="")
        for school_class in queryset:
            self.log_change(request, school_class, "emptied the names on the cards")
        text = ngettext("%d card has no name any more.", "%d cards have no name any more.", count)
        self.message_user(request, text % count, messages.SUCCESS)


@admin.register(Card)
class CardAdmin(OnRecord):
    """Found from other pages by class and number; nothing else of a card is here."""

    search_fields = ("school_class__label", "school_class__school__name")
    list_display = ("number", "school_class")
    list_select_related = ("school_class",)
    fields = ("school_class", "number")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """By class and number: an address must not find whose PIN or name it is."""
        field = lookup.partition("__")[0]
        return field in (*self.fields, "id") and super().lookup_allowed(lookup, value, request)

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Not on the front page: nobody looks for a card without its class."""
        return {}
