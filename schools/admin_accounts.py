"""Accounts in the admin: invitations to read; secrets and the record of actions not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.contrib import admin
from django.http import HttpRequest

from schools.models import Invitation

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

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
