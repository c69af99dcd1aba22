"""Countries, schools, classes and staff in the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm
from import_export.results import Result

from schools.classes import admin as _classes  # noqa: F401 - they register theirs
from schools.jobs.backend import label_of
from schools.models import Contact, Country, Grade, Job, Region, Role, School, User
from schools.pages.admin import ModelAdmin, ReadOnly, TabularInline
from schools.people import admin as _people  # noqa: F401
from schools.register import admin as _register  # noqa: F401
from schools.register.actions.confirming import confirm_schools
from schools.register.resources import RegisterResource
from schools.roles import staff_of

# Generic for the type checker only: at run time Django's classes take no parameter.
if TYPE_CHECKING:
    BaseUserAdmin = DjangoUserAdmin[User]
    BaseUserForm = UserChangeForm[User]
    BaseNewUserForm = AdminUserCreationForm[User]
else:
    BaseUserAdmin = DjangoUserAdmin
    BaseUserForm, BaseNewUserForm = UserChangeForm, AdminUserCreationForm


class GradeInline(TabularInline):
    model = Grade
    extra = 0


class ContactInline(TabularInline):
    """To read: a contact has a page of its own."""

    model = Contact
    fields = ("kind", "position", "names", "phone", "web", "hours", "verified_on")
    readonly_fields = fields
    can_delete = False
    max_num = 0


@admin.register(Country)
class CountryAdmin(ModelAdmin):
    """A country with its grades and the contacts whose date somebody keeps up."""

    list_display = ("code", "__str__", "timezone")
    search_fields = ("code",)
    inlines = (GradeInline, ContactInline)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Country | None = None
    ) -> tuple[str, ...]:
        return ("code",) if obj else ()


@admin.register(Contact)
class ContactAdmin(ModelAdmin):
    """All contacts by the date somebody last spoke with the service."""

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
        """Somebody called these services today, and all that stands here is right."""
        for one in queryset:
            one.verified_on, one.verified_by = timezone.localdate(), staff_of(request)
            one.save(update_fields=["verified_on", "verified_by"])


@admin.register(Region)
class RegionAdmin(ModelAdmin):
    """The tree of regions. Its paths are written by ``load_countries``."""

    list_display = ("code", "__str__", "level", "country", "parent")
    list_filter = ("country", "level")
    list_select_related = ("country", "parent")
    search_fields = ("code", "names")
    autocomplete_fields = ("parent",)

    def save_model(
        self, request: HttpRequest, obj: Region, form: forms.ModelForm[Region], change: bool
    ) -> None:
        """A region that moves would leave its subtree behind, so only a new one gets a path."""
        super().save_model(request, obj, form, change)
        if not change:
            obj.path = f"{obj.parent.path if obj.parent else '/'}{obj.pk}/"
            obj.save(update_fields=["path"])

    def get_readonly_fields(
        self, request: HttpRequest, obj: Region | None = None
    ) -> tuple[str, ...]:
        return ("country", "parent") if obj else ()


@admin.register(School)
class SchoolAdmin(ImportExportMixin, ModelAdmin):
    """The register, also as a sheet."""

    resource_classes: ClassVar = [RegisterResource]
    # The form to choose columns with needs inline scripts.
    export_form_class = ExportForm
    list_display = (
        "name",
        "place",
        "register_code",
        "region",
        "country",
        "pupil_count",
        "verified",
    )
    list_filter = ("country", ("verified_at", admin.EmptyFieldListFilter))
    list_select_related = ("country", "region")
    search_fields = ("name", "register_code", "place")
    autocomplete_fields = ("region",)
    readonly_fields = ("verified_at", "verified_by")
    show_full_result_count = False
    actions = ("verify",)

    def has_delete_permission(self, request: HttpRequest, obj: School | None = None) -> bool:
        """Nobody: a school that is no more is marked as closed, one that is there twice merged."""
        return False

    @admin.display(description=_("confirmed"), boolean=True, ordering="verified_at")
    def verified(self, school: School) -> bool:
        """Whether somebody has confirmed it."""
        return school.verified_at is not None

    @admin.action(description=_("Confirm the chosen schools"), permissions=["change"])
    def verify(self, request: HttpRequest, queryset: QuerySet[School]) -> None:
        """As on the list of schools."""
        waiting = list(queryset.filter(verified_at__isnull=True))
        chosen = School.objects.filter(pk__in=[school.pk for school in waiting])
        count = confirm_schools(chosen, by=staff_of(request), at=timezone.now())
        for school in waiting:
            self.log_change(request, school, "confirmed")
        text = ngettext("%d school is confirmed.", "%d schools are confirmed.", count)
        self.message_user(request, text % count, messages.SUCCESS)

    def has_import_permission(self, request: HttpRequest) -> bool:
        """A sheet adds and changes, so both are needed."""
        return self.has_add_permission(request) and self.has_change_permission(request)

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


@admin.register(Job)
class JobAdmin(ReadOnly, ModelAdmin):
    """Background work: what waits, runs or was given up and why; not what it is about."""

    list_display = ("kind", "queue", "state", "reason", "tries", "asked_at", "finished_at")
    fields = list_display
    list_filter = ("state", "queue", "reason")
    ordering = ("-asked_at", "-pk")
    show_full_result_count = False

    @admin.display(description=_("kind"))
    def kind(self, job: Job) -> str:
        """What it does."""
        return label_of(job)


class RoleInline(TabularInline):
    model = Role
    fk_name = "user"
    extra = 0
    fields = ("kind", "school", "country", "region", "approved_at", "approved_by")
    autocomplete_fields = ("school", "country", "region")
    readonly_fields = ("approved_at", "approved_by")


class UserForm(BaseUserForm):
    """A user is known by the e-mail, which is stored in lower case."""

    class Meta:
        model = User
        fields = "__all__"
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {}

    def clean_email(self) -> str:
        """As the log-in looks for it."""
        email: str = self.cleaned_data["email"]
        return email.lower()


class NewUserForm(BaseNewUserForm):
    """A new user with a password, or without one until it is set."""

    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {}

    def clean_email(self) -> str:
        """As the log-in looks for it."""
        email: str = self.cleaned_data["email"]
        return email.lower()


@admin.register(User)
class UserAdmin(BaseUserAdmin):
    """Staff with their roles; the password is never shown, only replaced."""

    form = UserForm
    add_form = NewUserForm
    list_display = ("email", "name", "language", "is_active", "is_staff", "joined_at")
    list_filter = ("is_active", "is_staff", "is_superuser", "roles__kind")
    search_fields = ("email", "name")
    ordering = ("email",)
    readonly_fields = ("last_login", "joined_at")
    inlines = (RoleInline,)
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language")}),
        (
            _("What this user may do"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "joined_at")}),
    )

    new = ("email", "name", "usable_password", "password1", "password2")
    add_fieldsets = ((None, {"classes": ("wide",), "fields": new}),)

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm[User], change: bool
    ) -> None:
        """A changed e-mail is confirmed at the next log-in, and the earlier one opens nothing."""
        super().save_model(request, obj, form, change)
        EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()
