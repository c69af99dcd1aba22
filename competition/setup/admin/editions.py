"""Editions with their windows and divisions, and the classes entered in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from competition.classes.actions.entries import NoDivision
from competition.models import Division, Edition, Entry, Window
from quizbank.models import Paper
from schools.pages.admin import ModelAdmin, ReadOnly, TabularInline

if TYPE_CHECKING:
    EntryModelForm = forms.ModelForm[Entry]
else:
    EntryModelForm = forms.ModelForm


class WindowInline(ReadOnly, TabularInline):
    """The desk moves windows, by its rules and on record."""

    model = Window
    extra = 0


class DivisionInline(TabularInline):
    model = Division
    extra = 0

    def formfield_for_foreignkey(
        self,
        db_field: ForeignKey[Any, Any],
        request: HttpRequest,
        **kwargs: Any,  # noqa: ANN401 - Django's signature
    ) -> forms.ModelChoiceField[Any] | None:
        """Only published papers of the right kind."""
        if db_field.name in Paper.Kind.values:
            kwargs["queryset"] = Paper.objects.filter(
                kind=db_field.name, published_at__isnull=False
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Edition)
class EditionAdmin(ModelAdmin):
    """An edition on one page."""

    list_display = ("__str__", "year", "slug", "state", "demonstration")
    list_filter = ("state", "year", "demonstration")
    search_fields = ("slug",)
    inlines = (WindowInline, DivisionInline)
    # The desk takes its steps, with their checks and on record.
    readonly_fields = ("state",)
    fieldsets = (
        (None, {"fields": ("slug", "year", "state", "demonstration")}),
        (_("Texts"), {"fields": ("names", "slogans")}),
        (_("Rules"), {"fields": ("ranking", "grace_seconds", "reveal_early", "half_points")}),
    )


@admin.register(Window)
class WindowAdmin(ReadOnly, ModelAdmin):
    """Windows of all countries in one list; the desk moves them."""

    list_display = ("edition", "country", "opens_at", "closes_at")
    list_filter = ("edition", "country")
    list_select_related = ("edition", "country")


@admin.register(Division)
class DivisionAdmin(ModelAdmin):
    """Divisions to look up; edited in the edition."""

    list_display = ("edition", "code", "minutes", "official", "rehearsal", "practice")
    list_filter = ("edition", "code")
    list_select_related = ("edition", "official", "rehearsal", "practice")
    search_fields = ("edition__slug", "code")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Division | None = None) -> bool:
        return False


class EntryForm(EntryModelForm):
    """A class that enters; its grade decides the division."""

    class Meta:
        model = Entry
        fields = ("edition", "school_class")

    def clean(self) -> dict[str, Any]:
        """Find the division."""
        cleaned = super().clean() or self.cleaned_data
        if "edition" in cleaned and "school_class" in cleaned:
            code = cleaned["school_class"].grade.division_code
            division = Division.objects.filter(edition=cleaned["edition"], code=code).first()
            if division is None:
                self.add_error("school_class", str(NoDivision.message))
            else:
                self.instance.division = division
        return cleaned


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    """Entries are made and taken back, not changed: sittings and results hang on them."""

    form = EntryForm
    list_display = ("school_class", "school", "division", "edition")
    list_filter = ("edition", "division__code", "school_class__school__country")
    list_select_related = ("school_class__school", "division", "edition")
    search_fields: ClassVar = [
        "school_class__label",
        "school_class__school__name",
        "school_class__school__register_code",
    ]
    autocomplete_fields = ("school_class",)
    show_full_result_count = False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:
        return False

    @admin.display(description=_("school"), ordering="school_class__school__name")
    def school(self, entry: Entry) -> str:
        """The school of the class."""
        return str(entry.school_class.school)
