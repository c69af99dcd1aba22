"""Countries, schools, classes and staff in the admin, to look at; the register also as a sheet."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm
from import_export.results import Result

from base.pages.admin import Looked, ModelAdmin, look_at
from schools.models import Contact, Country, School
from schools.register.resources import RegisterResource
from schools.roles import staff_of

# They show the secrets of second factors, make an address verified by a click, let the record be
# read and searched past everybody's area, and give rights that the roles do not know.
for hidden in (EmailAddress, Authenticator, LogEntry, Group):
    admin.site.unregister(hidden)


@admin.register(Country)
class CountryAdmin(Looked):
    """The one thing that is entered here: who is responsible for a country's data."""

    ordering: ClassVar = ("code",)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("schools.change_country")

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> list[str]:
        return [name for name in self.get_fields(request) if name != "controller"]


@admin.register(Contact)
class ContactAdmin(ModelAdmin):
    """Kept up here, with a word of who spoke with the service."""

    list_display = ("__str__", "country", "kind", "phone", "web", "verified_on", "retired_at")
    list_filter = ("country", "kind", ("verified_on", admin.EmptyFieldListFilter))
    list_select_related = ("country",)
    ordering = ("verified_on", "country")
    readonly_fields = ("verified_on",)
    actions = ("verify",)

    def save_model(
        self, request: HttpRequest, obj: Contact, form: forms.ModelForm[Contact], change: bool
    ) -> None:
        """What was corrected has to be verified again."""
        if form.changed_data:
            obj.verified_on = obj.verified_by = None
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Verified today"), permissions=["change"])
    def verify(self, request: HttpRequest, queryset: QuerySet[Contact]) -> None:
        """All of the chosen."""
        for one in queryset:
            one.verify(staff_of(request))


@admin.register(School)
class SchoolAdmin(ImportExportMixin, Looked):
    """The register, also as a sheet."""

    resource_classes: ClassVar = [RegisterResource]
    # The form to choose columns with needs inline scripts.
    export_form_class = ExportForm
    search_fields = ("name", "register_code", "place")
    ordering: ClassVar = ("country", "name")

    def has_import_permission(self, request: HttpRequest) -> bool:
        """A sheet adds and changes, so both are needed."""
        return request.user.has_perms(["schools.add_school", "schools.change_school"])

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whoever sees the list may take it along."""
        return self.has_view_permission(request)

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - the library's signature
        """All rows or none."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        """The remedy instead of the name of an exception."""
        form.add_error("import_file", e if isinstance(e, ValidationError) else str(e))

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """Say what was imported, or that something changed since the preview and nothing was."""
        if result.has_errors() or result.has_validation_errors():
            text = _("Nothing was imported: the data changed since the preview. Upload it again.")
            self.message_user(request, text, messages.ERROR)
            return redirect("admin:schools_school_import")
        response: HttpResponse = super().process_result(result, request)
        return response


look_at(
    set(apps.get_app_config("schools").get_models()) - {Contact, Country, School},
    card=("pin", "name", "extra_time", "untimed", "large_text", "contrast"),
)
