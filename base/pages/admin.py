"""The admin: every table to look at, and nothing to decide."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import BinaryField, Model
from django.http import HttpRequest

# Generic for the type checker only: at run time Django's class takes no parameter.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin
COLUMNS = 8


class Looked(ModelAdmin):
    """A table, newest first. What is ``hidden`` is neither shown nor searched by."""

    hidden: Collection[str] = ()
    show_full_result_count = False
    ordering: ClassVar[tuple[str, ...]] = ("-pk",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[Any]:
        return [
            field.name
            for field in self.model._meta.concrete_fields
            if field.name not in self.hidden and not isinstance(field, BinaryField)
        ]

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return self.get_fields(request)[:COLUMNS]

    def get_list_select_related(self, request: HttpRequest) -> list[str]:
        linked = {field.name for field in self.model._meta.concrete_fields if field.remote_field}
        return [name for name in self.get_list_display(request) if name in linked]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        chosen = {field.name for field in self.model._meta.concrete_fields if field.choices}
        return [name for name in self.get_fields(request) if name in chosen]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What an address asks by has to stand on the page."""
        is_shown = lookup.partition("__")[0] in [*self.get_fields(request), "pk"]
        return is_shown and super().lookup_allowed(lookup, value, request)


def look_at(models: Collection[type[Model]], **hidden: Collection[str]) -> None:
    """Put tables into the admin; ``hidden`` names fields by the model's lower-case name."""
    for model in models:
        name = str(model._meta.model_name)
        looked = type(f"Looked{model.__name__}", (Looked,), {"hidden": hidden.get(name, ())})
        admin.site.register(model, looked)
