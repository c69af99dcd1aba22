"""The question bank in the admin: topics, questions with their texts, papers to look at.

Neither right answers nor explanations nor what reviewers say: the workshop shows them, and knows
who has to find the answer first.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportMixin
from import_export.results import Result

from quizbank.exchange import admin as _files  # noqa: F401 - it registers its own
from quizbank.exchange.resources import QuestionTextResource
from quizbank.models import (
    CompiledKey,
    CompiledPaper,
    Paper,
    PaperQuestion,
    Question,
    QuestionText,
    Review,
    Topic,
    Wording,
)
from schools.pages.admin import ModelAdmin, ReadOnly, StackedInline, TabularInline


class Published(ReadOnly):
    """Published things are immutable, and some of what they hold is shown to nobody here."""

    # Fields that an address must not search by, since the page does not show them.
    untold: tuple[str, ...] = ()

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """What is not shown is not found either."""
        allowed: bool = super().lookup_allowed(lookup, value, request)  # type: ignore[misc]
        return allowed and lookup.partition("__")[0] not in self.untold


@admin.register(Topic)
class TopicAdmin(ModelAdmin):
    """The fields of online safety."""

    list_display = ("code", "names", "position")
    search_fields = ("code",)


class QuestionTextInline(Published, StackedInline):
    model = QuestionText
    fields = (("language", "state"), "stem", "choices")


class ReviewInline(Published, TabularInline):
    model = Review
    fields = ("at", "by", "language", "version", "act")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Review]:
        return super().get_queryset(request).select_related("by", "question")


@admin.register(Question)
class QuestionAdmin(Published, ModelAdmin):
    """Questions with their texts, to look at: they are written and reviewed in the workshop."""

    list_display = ("key", "division_code", "topic", "difficulty", "sensitive", "demonstration")
    list_filter = ("division_code", "topic", "difficulty", "sensitive", "demonstration")
    list_select_related = ("topic",)
    search_fields = ("key", "texts__stem")
    exclude = untold = ("right",)
    inlines = (QuestionTextInline, ReviewInline)


@admin.register(QuestionText)
class QuestionTextAdmin(Published, ImportMixin, ModelAdmin):
    """Texts to look at, and the sheet of questions for those who bring one."""

    resource_classes: ClassVar = [QuestionTextResource]
    list_display = ("stem", "question", "language", "state")
    list_filter = ("language", "state", "question__division_code", "question__topic")
    list_select_related = ("question",)
    search_fields = ("stem", "question__key")
    fields = ("question", "language", "stem", "choices", "state")
    untold = ("explanation",)

    def has_import_permission(self, request: HttpRequest) -> bool:
        """A sheet adds and changes questions and their texts."""
        names = ("add_question", "change_question", "add_questiontext", "change_questiontext")
        return request.user.has_perms([f"quizbank.{name}" for name in names])

    def get_import_data_kwargs(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - the library's signature
        """All rows or none."""
        return {**super().get_import_data_kwargs(**kwargs), "rollback_on_validation_errors": True}

    def get_import_resource_kwargs(self, request: HttpRequest, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401 - the library's signature
        """Who brings the texts cannot review them."""
        return {"by": request.user}

    def add_data_read_fail_error_to_form(self, form: forms.Form, e: Exception) -> None:
        """The remedy instead of the name of an exception."""
        form.add_error("import_file", e if isinstance(e, ValidationError) else str(e))

    def process_result(self, result: Result, request: HttpRequest) -> HttpResponse:
        """Say what was imported, or that something changed since the preview and nothing was."""
        if result.has_errors() or result.has_validation_errors():
            text = _("Nothing was imported: the data changed since the preview. Upload it again.")
            self.message_user(request, text, messages.ERROR)
            return redirect("admin:quizbank_questiontext_import")
        response: HttpResponse = super().process_result(result, request)
        return response


@admin.register(Wording)
class WordingAdmin(Published, ModelAdmin):
    """Every wording a text has had."""

    list_display = ("text", "version", "by", "at")
    list_select_related = ("text", "by")
    search_fields = ("stem", "text__question__key")
    exclude = untold = ("explanation",)


@admin.register(Review)
class ReviewAdmin(Published, ModelAdmin):
    """What reviewers, editors and translators did, and said about it."""

    list_display = ("question", "language", "act", "by", "at")
    list_filter = ("act", "language")
    list_select_related = ("question", "by")
    search_fields = ("question__key",)
    exclude = untold = ("comment",)


class PaperQuestionInline(Published, TabularInline):
    model = PaperQuestion
    fields = ("number", "question", "points", "tie_break", "neutralised")
    ordering = ("number",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PaperQuestion]:
        return super().get_queryset(request).select_related("question")


@admin.register(Paper)
class PaperAdmin(Published, ModelAdmin):
    """Papers as they were published; the order of the choices and the seed are not shown."""

    list_display = ("title", "kind", "division_code", "published_at")
    list_filter = ("kind", "division_code")
    search_fields = ("title",)
    inlines = (PaperQuestionInline,)


@admin.register(CompiledPaper, CompiledKey)
class CompiledPaperAdmin(Published, ModelAdmin):
    """What browsers get, without the address it is got from."""

    list_display = ("paper", "language")
    list_filter = ("language", "paper__kind")
    list_select_related = ("paper",)
    fields = ("paper", "language", "body")
