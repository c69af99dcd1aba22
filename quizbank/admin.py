"""The question bank in the admin: topics, questions with their texts, papers to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from import_export.admin import ImportExportMixin
from import_export.forms import ExportForm
from import_export.results import Result

from quizbank import rules
from quizbank.models import (
    LETTERS,
    CompiledPaper,
    Paper,
    PaperQuestion,
    Question,
    QuestionText,
    Topic,
)
from quizbank.resources import QuestionResource, published_in
from quizbank.sayings import say

# Generic for the type checker only: at run time Django's classes take no parameter.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    StackedInline = admin.StackedInline[Any, Any]
    TextModelForm = forms.ModelForm[QuestionText]
    TextFormSet = BaseInlineFormSet[QuestionText, Question, "QuestionTextForm"]
else:
    ModelAdmin, TabularInline = admin.ModelAdmin, admin.TabularInline
    StackedInline, TextModelForm, TextFormSet = (
        admin.StackedInline,
        forms.ModelForm,
        BaseInlineFormSet,
    )

CHOICES = {letter: f"choice_{letter}" for letter in LETTERS}
# What a published paper is scored from, or names a question by.
FROZEN = ("key", "division_code", "topic", "difficulty", "right")


class ReadOnly:
    """Looked at, never edited: published things are immutable."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Topic)
class TopicAdmin(ModelAdmin):
    """The fields of online safety."""

    list_display = ("code", "names", "position")
    search_fields = ("code",)


class QuestionTextForm(TextModelForm):
    """A text with one field for each choice instead of the stored JSON."""

    choice_a = forms.CharField(max_length=rules.CHOICE_LENGTH, label=_("choice a"))
    choice_b = forms.CharField(max_length=rules.CHOICE_LENGTH, label=_("choice b"))
    choice_c = forms.CharField(max_length=rules.CHOICE_LENGTH, label=_("choice c"))
    choice_d = forms.CharField(max_length=rules.CHOICE_LENGTH, label=_("choice d"), required=False)

    class Meta:
        model = QuestionText
        fields = ("language", "stem", "explanation", "state")

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        for letter, name in CHOICES.items():
            self.fields[name].initial = self.instance.choices.get(letter, "")

    def choices(self) -> dict[str, str]:
        """The choices by letter, as they were typed."""
        typed = {letter: self.cleaned_data.get(name) for letter, name in CHOICES.items()}
        return {letter: text for letter, text in typed.items() if text}

    def clean(self) -> dict[str, Any]:
        """Take the choices over; whoever approved an earlier wording has not seen this one."""
        cleaned = super().clean() or self.cleaned_data
        self.instance.choices = self.choices()
        if self.changed_data and "state" not in self.changed_data:
            cleaned["state"] = QuestionText.State.UNREVIEWED
        return cleaned


class QuestionTexts(TextFormSet):
    """All texts of a question, which have to fit each other, its key, and published papers."""

    def clean(self) -> None:
        """Refuse what ``rules`` finds fault with."""
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form.instance.pk or form.has_changed()]
        forms_left = [form for form in kept if form not in self.deleted_forms]
        texts = {form.instance.language: _text(form) for form in forms_left}
        faults = rules.faults(self.instance.right, texts, ())
        if faults:
            raise ValidationError([say(fault) for fault in faults])
        self._keep_letters({frozenset(form.choices()) for form in forms_left})

    def _keep_letters(self, letters: set[frozenset[str]]) -> None:
        if not published_in([self.instance]):
            return
        stored = {frozenset(text.choices) for text in self.instance.texts.all()}
        if letters != stored:
            raise ValidationError(
                _now("This question is in a published paper: keep its answers, or make a new one.")
            )


def _text(form: QuestionTextForm) -> dict[str, object]:
    text = form.instance
    return {"question": text.stem, "choices": form.choices(), "explanation": text.explanation}


class QuestionTextInline(StackedInline):
    model = QuestionText
    form = QuestionTextForm
    formset: Any = QuestionTexts  # typed narrower than the inline's own
    extra = 0
    fields = (("language", "state"), "stem", *CHOICES.values(), "explanation")


@admin.register(Question)
class QuestionAdmin(ModelAdmin):
    """Questions with their texts; what a published paper is scored from cannot change."""

    list_display = ("key", "division_code", "topic", "difficulty", "sensitive", "demonstration")
    list_filter = ("division_code", "topic", "difficulty", "sensitive", "demonstration")
    list_select_related = ("topic",)
    search_fields = ("key", "texts__stem")
    fields = (*FROZEN, "sensitive", "demonstration")
    inlines = (QuestionTextInline,)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Question | None = None
    ) -> tuple[str, ...]:
        return FROZEN if obj is not None and published_in([obj]) else ()


@admin.register(QuestionText)
class QuestionTextAdmin(ImportExportMixin, ModelAdmin):
    """Texts to review, and the sheet of questions; wording is edited in the question."""

    resource_classes: ClassVar = [QuestionResource]
    # The form to choose columns with needs inline scripts.
    export_form_class = ExportForm
    list_display = ("stem", "question", "language", "state")
    list_filter = ("language", "state", "question__division_code", "question__topic")
    list_select_related = ("question",)
    search_fields = ("stem", "question__key")
    fields = ("question", "language", "stem", "choices", "explanation", "state")
    readonly_fields = ("question", "language", "stem", "choices", "explanation")
    actions = ("approve",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Approve the chosen texts"), permissions=["change"])
    def approve(self, request: HttpRequest, queryset: QuerySet[QuestionText]) -> None:
        """A person has read these texts."""
        waiting = list(queryset.exclude(state=QuestionText.State.APPROVED))
        QuestionText.objects.filter(pk__in=[text.pk for text in waiting]).update(
            state=QuestionText.State.APPROVED
        )
        for text in waiting:
            self.log_change(request, text, "approved")
        count = len(waiting)
        said = ngettext("%d text is approved.", "%d texts are approved.", count)
        self.message_user(request, said % count, messages.SUCCESS)

    def has_import_permission(self, request: HttpRequest) -> bool:
        """A sheet adds and changes questions and their texts."""
        names = ("add_question", "change_question", "add_questiontext", "change_questiontext")
        return request.user.has_perms([f"quizbank.{name}" for name in names])

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Whoever sees the list may take it along."""
        return self.has_view_permission(request)

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[QuestionText]:
        """All languages of a question together."""
        queryset: QuerySet[QuestionText] = super().get_export_queryset(request)
        return queryset.order_by("question__key", "language")

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
            return redirect("admin:quizbank_questiontext_import")
        response: HttpResponse = super().process_result(result, request)
        return response


class PaperQuestionInline(ReadOnly, TabularInline):
    model = PaperQuestion
    fields = ("number", "question", "points", "tie_break", "neutralised")
    ordering = ("number",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[PaperQuestion]:
        return super().get_queryset(request).select_related("question")


@admin.register(Paper)
class PaperAdmin(ReadOnly, ModelAdmin):
    """Papers as they were published; the order of the choices and the seed are not shown."""

    list_display = ("title", "kind", "division_code", "published_at")
    list_filter = ("kind", "division_code")
    search_fields = ("title",)
    inlines = (PaperQuestionInline,)


@admin.register(CompiledPaper)
class CompiledPaperAdmin(ReadOnly, ModelAdmin):
    """What browsers get, without the address it is got from."""

    list_display = ("paper", "language")
    list_filter = ("language", "paper__kind")
    list_select_related = ("paper",)
    fields = ("paper", "language", "body")
