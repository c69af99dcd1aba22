"""What the admin's classes of all apps share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest

from schools.refusal import Refusal

# Generic for the type checker only: at run time Django's classes take no parameter.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline
    StackedInline = admin.StackedInline


class ReadOnly:
    """Looked at, never edited: these rows are on record, or follow from others."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def decide[M: Model](
    model_admin: ModelAdmin, request: HttpRequest, chosen: Iterable[M], act: Callable[[M], str]
) -> int:
    """Do one thing to each of the chosen; refusals are shown and stop nobody else's turn.

    ``act`` returns what the admin's history shall say. Returns how many were not refused.
    """
    done = 0
    for one in chosen:
        try:
            said = act(one)
        except Refusal as refusal:
            model_admin.message_user(request, f"{one}: {refusal}", messages.ERROR)
        else:
            model_admin.log_change(request, one, said)
            done += 1
    return done


class OnRecord(ModelAdmin):
    """Rows that only the desk writes; deleted they may be, as when an account goes."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Nobody changes."""
        return False
