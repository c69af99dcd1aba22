"""Questions as a sheet: one row for each question and language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import resources
from import_export.fields import Field
from import_export.results import Result
from import_export.widgets import Widget
from tablib import Dataset

from base.spreadsheets.plain_diff import PlainDiff
from quizbank.bank.actions.writing import About, change_about, write_text
from quizbank.bank.queries import published_in
from quizbank.checks.finding_messages import say
from quizbank.exchange import sheet
from quizbank.exchange.sheet import COLUMNS, EVERY, REQUIRED, UNITS, Row
from quizbank.formats.scene_cells import as_cell, named_in
from quizbank.models import Question, QuestionText, Topic
from quizbank.pictures.queries import stored_among
from quizbank.rules.question_faults import faults
from quizbank.rules.scene_kinds import lost_pictures
from quizbank.rules.text_units import TextWords, Unit


class Plain(Widget):
    """A value as it is; true and false as 1 and 0."""

    def render(self, value: object, obj: object = None, **kwargs: object) -> object:
        """The value as a cell."""
        return int(value) if isinstance(value, bool) else value or ""


class SceneCell(Plain):
    """A scene as text."""

    def render(self, value: object, obj: object = None, **kwargs: object) -> object:
        """The scene as a cell."""
        return as_cell(value) if isinstance(value, dict) else ""


class KeylessDiff(PlainDiff):
    """Which answer was right is for those to know who have not to find it themselves."""

    def __init__(self, resource: resources.Resource, instance: QuestionText, new: bool) -> None:
        super().__init__(resource, instance, new)
        names = enumerate(field.column_name for field in resource.get_import_fields())
        self.secret = frozenset(at for at, name in names if name in {"right", *sheet.NOTES})


class QuestionTextResource(resources.ModelResource):
    """Columns of the question sheet; an instance is the text in one language.

    A published paper is compiled and does not change with an import: the preview names it. What its
    score is computed from cannot be changed at all.
    """

    id = Field("question__key", "id", Plain())
    lang = Field("language", "lang", Plain())
    division = Field("question__division_code", "division", Plain())
    topic = Field("question__topic_id", "topic", Plain())
    difficulty = Field("question__difficulty", "difficulty", Plain())
    kind = Field("question__kind", "kind", Plain())
    right = Field("question__right", "right", Plain())
    sensitive = Field("question__sensitive", "sensitive", Plain())
    scene = Field("question__scene", "scene", SceneCell())
    papers = Field(
        "question__papers", gettext_lazy("published paper, which stays as it is"), Plain()
    )

    class Meta:
        model = QuestionText
        fields = (*EVERY, "papers")
        import_id_fields = ("id", "lang")
        skip_unchanged = True
        report_skipped = False

    def __init__(
        self,
        *,
        by: AbstractBaseUser | None = None,
        at: datetime | None = None,
        **kwargs: Any,  # noqa: ANN401 - the library's signature
    ) -> None:
        """``by`` whom, and when, a sheet is imported; an export needs neither."""
        super().__init__(**kwargs)
        for column, (name, key) in UNITS.items():
            self.fields[column] = Field(f"{name}__{key}" if key else name, column, Plain())
        self.columns: Sequence[str] = COLUMNS
        self.by, self.at = by, at or timezone.now()
        self.written: list[int] = []

    @classmethod
    def get_diff_class(cls) -> type[KeylessDiff]:
        """How the preview shows a change."""
        return KeylessDiff

    @classmethod
    def get_display_name(cls) -> str:
        """What the form calls it."""
        return _("Questions, one row for each language")

    def get_export_order(self) -> tuple[str, ...]:
        """The columns of the sheet; papers are for the preview only."""
        return EVERY

    def get_import_order(self) -> tuple[str, ...]:
        """The columns that the sheet at hand needs, and papers."""
        return (*self.columns, "papers")

    def get_user_visible_fields(self) -> list[Field]:
        """The columns to fill in."""
        return [self.fields[name] for name in self.columns]

    def before_import(self, dataset: Dataset, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Look at the columns, and read what the whole sheet refers to: four queries."""
        missing = [name for name in REQUIRED if name not in dataset.headers]
        if missing:
            dataset.wipe()
            raise ValidationError(
                _("These columns are missing: %(missing)s. The first row has to name: %(names)s.")
                % {"missing": ", ".join(missing), "names": ", ".join(COLUMNS)}
            )
        named = named_in(row.get("scene", "") for row in dataset.dict)
        self.pictures = stored_among(named) if named else set()
        self.topics = set(Topic.objects.values_list("code", flat=True))
        # In one order, so that two sheets at once wait for each other instead of both failing.
        held = Question.objects.select_for_update(no_key=True).order_by("pk")
        self._read_bank(held.filter(key__in=set(dataset["id"])).prefetch_related("texts"))
        rows = [self._completed(row) for row in dataset.dict]
        # An empty column takes away what is stored.
        stored = [sheet.cells_of(text.words) for text in self.texts.values()]
        stored += [sheet.about_cells(question) for question in self.questions.values()]
        self.columns = sheet.columns_of([*rows, *stored])
        if rows:
            dataset.dict = [{name: row.get(name, "") for name in self.columns} for row in rows]
        # The first row of the sheet names the columns.
        self.rows: dict[str, dict[int, Row]] = {}
        for number, row in enumerate(dataset.dict, start=2):
            self.rows.setdefault(row["id"], {})[number] = row

    def _completed(self, row: Row) -> Row:
        question = self.questions.get(row["id"])
        text = self.texts.get((row["id"], sheet.language(row)))
        about = sheet.about_cells(question) if question else {}
        return sheet.completed(row, about, sheet.cells_of(text.words) if text else {})

    def after_import(self, dataset: Dataset, result: Result, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """The rows of a sheet belong together in any order: translations answer its source."""
        source = QuestionText.objects.filter(
            question=OuterRef("question_id"), language=F("question__source")
        )
        written = QuestionText.objects.filter(pk__in=self.written)
        translations = written.exclude(language=F("question__source"))
        translations.update(source_version=Subquery(source.values("version")))

    def _read_bank(self, questions: Iterable[Question]) -> None:
        self.questions = {question.key: question for question in questions}
        self.published = published_in(self.questions.values())
        self.texts: dict[tuple[str, str], QuestionText] = {}
        self.stored: set[str] = set()
        for question in self.questions.values():
            titles = self.published.get(question.pk, [])
            setattr(question, "papers", "; ".join(titles))  # noqa: B010 - no field of the model
            for text in question.texts.all():
                self.texts[question.key, text.language] = text

    def _words(self, row: Row) -> TextWords:
        """What a row says; what nobody has written in its language yet is still empty."""
        text = self.texts.get((row["id"], sheet.language(row)))
        units = dict(text.words.units()) if text else {}
        empty = {unit for unit, said in units.items() if unit[1] and not said}
        return sheet.words(row, empty & self._units_asked(row["id"]) if empty else ())

    def _units_asked(self, key: str) -> frozenset[Unit]:
        """Those of the source, which all languages of a question have."""
        source = self.questions[key].source
        rows = [one for one in self.rows[key].values() if sheet.language(one) == source]
        stored = self.texts.get((key, source))
        said = sheet.words(rows[0]) if rows else stored.words if stored else TextWords("")
        return said.shape

    def get_instance(self, instance_loader: object, row: Row) -> QuestionText | None:
        """The text that is in the bank already."""
        return self.texts.get((row["id"], sheet.language(row)))

    def init_instance(self, row: Row | None = None) -> QuestionText:
        """A new text of a question that is in the bank or that an earlier row began."""
        key = (row or {}).get("id", "")
        return QuestionText(question=self.questions.setdefault(key, Question(key=key)))

    def import_instance(self, instance: QuestionText, row: Row, **kwargs: Any) -> None:  # noqa: ANN401 - the library's signature
        """Fill in a text and its question; all that is wrong with the row is told at once."""
        errors = self._errors(row, kwargs["row_number"] + 1)
        if errors:
            raise ValidationError(errors)
        # All rows of a question say the same, so they fill in one and the same object.
        instance.question = self.questions[row["id"]]
        for field, value in sheet.about_question(row).items():
            # The same scene may be stored in another spelling.
            if field != "scene" or as_cell(value) != as_cell(instance.question.scene):
                setattr(instance.question, field, value)
        instance.language, instance.words = sheet.language(row), self._words(row)

    def skip_row(
        self,
        instance: QuestionText,
        original: QuestionText,
        row: Row,
        import_validation_errors: Mapping[str, Any] | None = None,
    ) -> bool:
        """Blank rows and texts that stay as they are; never a row with an error."""
        blank = not any(row.values())
        return blank or super().skip_row(instance, original, row, import_validation_errors)

    def do_instance_save(self, instance: QuestionText, is_create: bool) -> None:
        """Store question and text; whoever approved an earlier wording has not seen this one."""
        question = instance.question
        if question.key not in self.stored:
            self.stored.add(question.key)
            self._store(question)
        stored = write_text(
            question,
            instance.language,
            words=instance.words,
            by=self.by,
            at=self.at,
            answers_source=True,
        )
        if is_create or stored.version != instance.version:
            self.written.append(stored.pk)
        instance.pk = stored.pk

    def _store(self, question: Question) -> None:
        if question._state.adding:
            languages = [sheet.language(row) for row in self.rows[question.key].values()]
            question.source = "en" if "en" in languages else languages[0]
            question.save()
        else:
            about = About(*(getattr(question, name) for name in About.__slots__))
            change_about(question, about, by=self.by, at=self.at)

    def _errors(self, row: Row, number: int) -> dict[str, list[ValidationError]]:
        found: dict[str, str] = {}
        for column, text in self._cell_faults(row, number):
            found.setdefault(column, text)
        if found:
            return {column: [ValidationError(text)] for column, text in found.items()}
        others = [ValidationError(text) for text in self._rule_faults(row)]
        return {NON_FIELD_ERRORS: others} if others else {}

    def _cell_faults(self, row: Row, number: int) -> sheet.Faults:
        said, question = self._words(row), self.questions.get(row["id"])
        ages = [question.division_code] if question is not None else []
        yield from sheet.row_faults(row, self.topics, said, ages)
        for lost in lost_pictures(sheet.about_question(row)["scene"], self.pictures):
            yield "scene", say(lost)
        stored = self.texts.get((row["id"], sheet.language(row)))
        if stored is not None and stored.explanation and not row["explanation"]:
            yield "explanation", _("The bank has an explanation here. Write it into this cell.")
        if row["id"]:
            yield from sheet.faults_among(row, number, self.rows[row["id"]])
        if question is not None and question.pk in self.published:
            yield from sheet.faults_of_published(row, question, said.shape)

    def _rule_faults(self, row: Row) -> list[str]:
        """What ``rules`` says about this row beside the other languages of its question."""
        texts = {
            language: text.words for (key, language), text in self.texts.items() if key == row["id"]
        }
        for other in self.rows[row["id"]].values():
            texts[sheet.language(other)] = self._words(other)
        said = {language: sheet.as_in_file(words) for language, words in texts.items()}
        own = sheet.language(row)
        found = faults(sheet.asked(row), said, ())
        return [
            say(fault.values.get("fault", fault))
            for fault in found
            if fault.values.get("language", own) == own
        ]
