"""The outcome in the admin: results with their workbook, boards to freeze, aliases to read."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from import_export.admin import ExportMixin

from competition.aliases.alias import text
from competition.models import Alias, Result
from leaderboard.boards.actions.freezing import freeze, unfreeze
from leaderboard.exports.resources import ResultResource
from leaderboard.models import Board, Freeze, Seal
from leaderboard.results.queries.listed import boards_of
from schools.clock import now
from schools.pages.admin import ModelAdmin, ReadOnly
from schools.pages.context import active_language
from schools.spreadsheets.downloads import download
from schools.spreadsheets.workbook import MEDIA_TYPE, write


@admin.register(Result)
class ResultAdmin(ExportMixin, ReadOnly, ModelAdmin):
    """Results; superusers only, since a row leads to a pupil."""

    list_display = ("attempt_id", "division", "country", "counts", "score", "wrong", "time")
    list_filter = ("division__edition", "division", "country", "counts")
    list_select_related = ("division", "country")
    ordering = ("-changed_at",)
    show_full_result_count = False
    resource_classes: ClassVar = [ResultResource]

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Who may have the workbook."""
        return self.has_view_permission(request)

    def export_action(self, request: HttpRequest) -> StreamingHttpResponse:
        """The workbook of all boards the filtered results stand on."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        results = self.get_export_queryset(request)
        return download(
            request,
            lambda stream: write(ResultResource().sheets(boards_of(results)), stream),
            name=f"results-{now():%Y-%m-%d}.xlsx",
            media_type=MEDIA_TYPE,
        )


@admin.register(Board)
class BoardAdmin(ReadOnly, ModelAdmin):
    """Boards, with the switch that stops them."""

    list_display = (
        "kind",
        "edition",
        "division",
        "country",
        "version",
        "total",
        "published_at",
        "frozen_at",
    )
    list_filter = ("kind", "division__edition", "country")
    list_select_related = ("division", "edition", "country")
    actions = ("freeze_boards", "unfreeze_boards")

    def has_freeze_permission(self, request: HttpRequest) -> bool:
        """Whoever could change a board, if boards were changed by hand."""
        return request.user.has_perm("leaderboard.change_board")

    @admin.action(description=_("Freeze the chosen boards"), permissions=["freeze"])
    def freeze_boards(self, request: HttpRequest, queryset: QuerySet[Board]) -> None:
        """Stop boards where they stand."""
        for board in queryset:
            freeze(board, at=now(), by=request.user)  # type: ignore[arg-type]  # staff only
            self.log_change(request, board, "frozen")
        self._say(
            request,
            ngettext("%d board is frozen.", "%d boards are frozen.", len(queryset)),
            queryset,
        )

    @admin.action(description=_("Let the chosen boards move again"), permissions=["freeze"])
    def unfreeze_boards(self, request: HttpRequest, queryset: QuerySet[Board]) -> None:
        """Let boards go on."""
        for board in queryset:
            unfreeze(board, at=now(), by=request.user)  # type: ignore[arg-type]  # staff only
            self.log_change(request, board, "unfrozen")
        self._say(
            request,
            ngettext("%d board moves again.", "%d boards move again.", len(queryset)),
            queryset,
        )

    def _say(self, request: HttpRequest, text: str, queryset: QuerySet[Board]) -> None:
        self.message_user(request, text % len(queryset), messages.SUCCESS)


@admin.register(Alias)
class AliasAdmin(ReadOnly, ModelAdmin):
    """Aliases in the reader's language, without the card behind them."""

    list_display = ("shown", "edition")
    list_filter = ("edition",)
    list_select_related = ("edition",)
    fields = ("shown", "edition")
    readonly_fields = ("shown", "edition")
    show_full_result_count = False

    @admin.display(description=_("alias"))
    def shown(self, alias: Alias) -> str:
        """The alias as pupils read it."""
        return text(alias, active_language())


@admin.register(Freeze)
class FreezeAdmin(ReadOnly, ModelAdmin):
    """Every stop of a board, on record."""

    list_display = ("board", "at", "by", "reason", "lifted_at", "lifted_by")
    list_filter = ("board__division__edition", "board__country", "reason")
    list_select_related = ("board__division", "board__country", "by", "lifted_by")


@admin.register(Seal)
class SealAdmin(ReadOnly, ModelAdmin):
    """Lists that were laid before, and who sealed one; the desk writes them."""

    list_display = ("edition", "proposed_by", "proposed_at", "confirmed_by", "confirmed_at")
    list_filter = ("edition",)
    list_select_related = ("edition", "proposed_by", "confirmed_by")
    fields = (*list_display, "sha256", "seed_sha256", "corrects", "why")
    ordering = ("-pk",)
