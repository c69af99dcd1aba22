"""Attempts and all that is on record about them; a person decides here, nobody edits."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from competition.models import Answer, Attempt, Credit, Decision, Lease
from competition.sittings.actions.attempts import accept_late, void
from schools.clock import now
from schools.pages.admin import ModelAdmin, ReadOnly, TabularInline, decide
from schools.record.actions.reads import note_read
from schools.record.deeds import ADMIN
from schools.roles import staff_of

REASONS = [choice for choice in Decision.Reason.choices if choice[0]]


class AttemptActionForm(ActionForm):
    """Beside the action, the reason one of them needs."""

    reason = forms.ChoiceField(
        label=_("Reason:"), choices=[("", "---------"), *REASONS], required=False
    )


class DecisionInline(ReadOnly, TabularInline):
    model = Decision
    fields = ("kind", "reason", "amount", "decided_at", "decided_by")


class CreditInline(ReadOnly, TabularInline):
    model = Credit
    fields = ("kind", "seconds", "outage", "given_at", "given_by")


class LeaseInline(ReadOnly, TabularInline):
    model = Lease
    fields = ("number", "opened_at", "heard_at", "top_seq")


class AnswerInline(ReadOnly, TabularInline):
    model = Answer
    fields = ("lease", "seq", "question", "choice", "received_at")
    ordering = ("received_at", "seq")


@admin.register(Attempt)
class AttemptAdmin(ReadOnly, ModelAdmin):
    """Attempts, with the two decisions that are taken after the lesson."""

    list_display = ("card", "school", "kind", "started_at", "finished_at", "ending", "voided_at")
    list_filter = (
        "kind",
        "ending",
        ("finished_at", admin.EmptyFieldListFilter),
        ("voided_at", admin.EmptyFieldListFilter),
        "entry__edition",
        "entry__school_class__school__country",
    )
    list_select_related = ("card__school_class__school",)
    search_fields = (
        "sitting__code",
        "card__school_class__label",
        "card__school_class__school__name",
        "card__school_class__school__register_code",
    )
    exclude = ("receipt",)
    ordering = ("-joined_at",)
    show_full_result_count = False
    inlines = (DecisionInline, CreditInline, LeaseInline, AnswerInline)
    action_form = AttemptActionForm
    actions = ("accept_late_answers", "void_attempts")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """A receipt opens a pupil's result: it is not found by its letters either."""
        return not lookup.startswith("receipt") and super().lookup_allowed(lookup, value, request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """A pupil's answers: who looks at them is on record first."""
        attempt = self.get_object(request, object_id)
        if attempt is not None and self.has_view_permission(request, attempt):
            school_class = attempt.card.school_class
            note_read(school_class, way=ADMIN, by=staff_of(request), at=now())
        return super().change_view(request, object_id, form_url, extra_context)

    @admin.display(description=_("school"))
    def school(self, attempt: Attempt) -> str:
        """The school of the card."""
        return str(attempt.card.school_class.school)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whoever could change an attempt, if attempts were changed by hand."""
        return request.user.has_perm("competition.change_attempt")

    @admin.action(description=_("Accept late answers"), permissions=["decide"])
    def accept_late_answers(self, request: HttpRequest, queryset: QuerySet[Attempt]) -> None:
        """Let late answers count."""

        def act(attempt: Attempt) -> str:
            accept_late(attempt, by=staff_of(request), at=now())
            return "accepted late answers"

        count = decide(self, request, queryset.order_by("pk"), act)
        if count:
            text = ngettext(
                "Late answers of %d attempt count now.",
                "Late answers of %d attempts count now.",
                count,
            )
            self.message_user(request, text % count, messages.SUCCESS)

    @admin.action(description=_("Void (choose a reason)"), permissions=["decide"])
    def void_attempts(self, request: HttpRequest, queryset: QuerySet[Attempt]) -> None:
        """Take attempts out of the count."""
        reason = request.POST.get("reason", "")

        def act(attempt: Attempt) -> str:
            void(attempt, reason=reason, by=staff_of(request), at=now())
            return f"voided: {reason}"

        count = decide(self, request, queryset.order_by("pk"), act)
        if count:
            text = ngettext("%d attempt is voided.", "%d attempts are voided.", count)
            self.message_user(request, text % count, messages.SUCCESS)


@admin.register(Decision)
class DecisionAdmin(ReadOnly, ModelAdmin):
    """The record of what people decided."""

    list_display = ("kind", "reason", "sitting", "card", "amount", "decided_at", "decided_by")
    list_filter = ("kind", "reason")
    list_select_related = (
        "sitting__entry__school_class",
        "sitting__entry__division",
        "card__school_class",
        "decided_by",
    )
    search_fields = ("sitting__code", "decided_by__email")
    show_full_result_count = False


@admin.register(Credit)
class CreditAdmin(ReadOnly, ModelAdmin):
    """Time that was given."""

    list_display = ("attempt", "kind", "seconds", "given_at", "given_by")
    list_filter = ("kind",)
    list_select_related = ("attempt__card__school_class", "given_by")
    search_fields = ("attempt__sitting__code",)
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(Lease)
class LeaseAdmin(ReadOnly, ModelAdmin):
    """Which browsers had a card, and when they were heard of."""

    list_display = ("attempt_id", "number", "opened_at", "heard_at", "top_seq")
    search_fields = ("attempt__sitting__code",)
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(Answer)
class AnswerAdmin(ReadOnly, ModelAdmin):
    """Every event as it was received."""

    list_display = ("attempt_id", "lease", "seq", "question", "choice", "received_at")
    search_fields = ("attempt__sitting__code",)
    ordering = ("-pk",)
    show_full_result_count = False
