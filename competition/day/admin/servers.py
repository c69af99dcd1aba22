"""What the servers know of themselves, and the decision about an outage."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from competition.day.actions import settle
from competition.models import Beat, Duty, Outage
from schools.clock import now
from schools.pages.admin import ModelAdmin, ReadOnly, decide
from schools.roles import staff_of


@admin.register(Outage)
class OutageAdmin(ReadOnly, ModelAdmin):
    """Gaps in which no server was there; until they are settled no attempt runs out of time.

    Whom a gap touched is shown on the staff page of outages.
    """

    list_display = ("began_at", "ended_at", "give", "settled_at", "settled_by")
    list_filter = (("settled_at", admin.EmptyFieldListFilter),)
    list_select_related = ("settled_by",)
    actions = ("give_back", "give_nothing")

    def has_settle_permission(self, request: HttpRequest) -> bool:
        """Whoever could change an outage, if outages were changed by hand."""
        return request.user.has_perm("competition.change_outage")

    @admin.action(description=_("Give the time back to all it touched"), permissions=["settle"])
    def give_back(self, request: HttpRequest, queryset: QuerySet[Outage]) -> None:
        """Settle and give time."""
        self._settle(request, queryset, give=True)

    @admin.action(description=_("Settle without giving time"), permissions=["settle"])
    def give_nothing(self, request: HttpRequest, queryset: QuerySet[Outage]) -> None:
        """Settle and leave all times as they are."""
        self._settle(request, queryset, give=False)

    def _settle(self, request: HttpRequest, queryset: QuerySet[Outage], *, give: bool) -> None:
        given = 0

        def act(outage: Outage) -> str:
            nonlocal given
            given += settle(outage, give=give, by=staff_of(request), at=now())
            return "gave the time back" if give else "settled without giving time"

        count = decide(self, request, queryset.order_by("began_at"), act)
        if count:
            text = ngettext("%d outage is settled.", "%d outages are settled.", count) % count
            got = ngettext("%d attempt got time.", "%d attempts got time.", given) % given
            self.message_user(request, f"{text} {got}", messages.SUCCESS)


@admin.register(Beat)
class BeatAdmin(ReadOnly, ModelAdmin):
    """When each process was heard of last."""

    list_display = ("process", "at", "release")
    ordering = ("-at",)


@admin.register(Duty)
class DutyAdmin(ReadOnly, ModelAdmin):
    """Who does the periodic work."""

    list_display = ("name", "holder", "until")
