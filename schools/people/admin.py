"""Accounts in the admin: roles, and invitations to read; secrets and the record not at all."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from schools.models import Invitation, Role
from schools.pages.admin import ModelAdmin
from schools.register.actions.teacher_approvals import approve_all
from schools.roles import staff_of

# They show the secrets of second factors, make an address verified by a click, and let the record
# be read and searched past everybody's area.
for hidden in (EmailAddress, Authenticator, LogEntry):
    admin.site.unregister(hidden)


@admin.register(Invitation)
class InvitationAdmin(ModelAdmin):
    """Who was invited by whom; sending and withdrawing is done on the page of people."""

    list_display = ("email", "kind", "school", "country", "region", "invited_by", "sent_at")
    list_filter = ("kind", ("accepted_at", admin.EmptyFieldListFilter))
    list_select_related = ("school", "country", "region", "invited_by")
    search_fields = ("email", "name")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """An invitation is sent, not stored."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        """What was sent stays as it was sent."""
        return False


@admin.register(Role)
class RoleAdmin(ModelAdmin):
    """Who may do what, where; approval is an action, so that it says by whom."""

    list_display = (
        *("user", "kind", "school", "country", "region", "ends_at"),
        *("approved_at", "approved_by"),
    )
    list_filter = ("kind", ("approved_at", admin.EmptyFieldListFilter), "school__country")
    list_select_related = ("user", "school", "country", "region", "approved_by")
    search_fields = ("user__email", "user__name", "school__name", "school__register_code")
    autocomplete_fields = ("user", "school", "country", "region")
    readonly_fields = ("approved_at", "approved_by")
    actions = ("approve",)

    @admin.action(description=_("Approve the chosen roles"), permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Role]) -> None:
        """Approve what is not approved yet; a teacher as on the page of those who wait."""
        waiting = list(queryset.filter(approved_at__isnull=True))
        count = approve_all(waiting, by=staff_of(request), at=timezone.now())
        for role in waiting:
            self.log_change(request, role, "approved")
        text = ngettext("%d role is approved.", "%d roles are approved.", count)
        self.message_user(request, text % count, messages.SUCCESS)
