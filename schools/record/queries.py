"""The record of staff actions in plain words of the reader's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, runtime_checkable

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from schools.models import (
    CardOpening,
    ClassCover,
    RegisterUpload,
    Role,
    SchoolClass,
    User,
    in_reader_language,
)
from schools.record.deeds import (
    ADMIN,
    APPEAL_LEFT_OPEN,
    APPEAL_NOT_UPHELD,
    APPEAL_UPHELD,
    APPEAL_WITHDRAWN,
    APPEALED,
    CARDS_OPENED,
    CERTIFICATES,
    CLASS_GIVEN_BACK,
    CLASS_TAKEN_OVER,
    DIPLOMA_REVOKED,
    DIPLOMAS_ISSUED,
    DIPLOMAS_TAKEN_BACK,
    IMPORTED,
    KEPT,
    LINK_SHOWN,
    LIST,
    MERGED,
    NAMES,
    NEEDS,
    PAPER,
    PRINT,
    PUPIL_ERASED,
    SCREEN,
    SEAT,
)

LONGEST = 80
READS = {
    PRINT: gettext_lazy("looked at the cards for the printer"),
    SCREEN: gettext_lazy("looked at cards on the screen"),
    NEEDS: gettext_lazy("looked at names and needs"),
    NAMES: gettext_lazy("looked at the results with names"),
    SEAT: gettext_lazy("looked at a seat with name and needs"),
    PAPER: gettext_lazy("printed cards"),
    LIST: gettext_lazy("printed the list with names and PINs"),
    CERTIFICATES: gettext_lazy("printed certificates with names"),
    ADMIN: gettext_lazy("looked at a pupil's answers in the admin"),
    KEPT: gettext_lazy("looked at all that is kept of a pupil"),
}
IN_A_WORD = {
    APPEALED: gettext_lazy("appealed, or answered a decision"),
    APPEAL_WITHDRAWN: gettext_lazy("withdrew an appeal"),
    APPEAL_UPHELD: gettext_lazy("upheld an appeal"),
    APPEAL_NOT_UPHELD: gettext_lazy("did not uphold an appeal"),
    APPEAL_LEFT_OPEN: gettext_lazy("let the seal not wait for an appeal"),
    DIPLOMAS_ISSUED: gettext_lazy("issued diplomas"),
    DIPLOMA_REVOKED: gettext_lazy("revoked a diploma"),
    DIPLOMAS_TAKEN_BACK: gettext_lazy("took diplomas back by a correction of the list"),
}
AS_TOLD = {
    MERGED: gettext_lazy("%(gone)s (%(code)s) was merged into it"),
    PUPIL_ERASED: gettext_lazy("deleted card %(number)d with everything that was kept of it"),
}
WITHOUT_NUMBERS = (
    *(CLASS_TAKEN_OVER, CLASS_GIVEN_BACK),
    *IN_A_WORD,
)
# What changed in these is told where a question is reviewed, to those who need not answer it first.
UNTOLD = {"quizbank.question": ("right",), "quizbank.questiontext": ("explanation",)}
type Names = Mapping[tuple[type[models.Model], str], str]


@runtime_checkable
class NamedOnRecord(Protocol):
    """What has a name that says too little where all years stand in one list."""

    @property
    def on_record(self) -> str:
        """What it is called there, in the reader's language."""


@dataclass(frozen=True)
class FieldChange:
    """One field: what it is called, what stood there, what stands there now."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordLine:
    """One action: when, who, what was done to which object."""

    at: datetime
    who: str
    did: str
    kind: str
    what: str
    changes: list[FieldChange]


def kinds() -> list[tuple[str, str]]:
    """What can stand on record, for a list to choose from: ``(number, name)``."""
    found = ContentType.objects.get_for_models(*auditlog.get_models(), RegisterUpload)
    named = [
        (str(kind.pk), capfirst(str(model._meta.verbose_name))) for model, kind in found.items()
    ]
    return sorted(named, key=lambda pair: pair[1])


def classes_read(class_ids: Collection[int], *, ways: Collection[str]) -> set[int]:
    """Which of these classes somebody has read in one of these ways; one query."""
    kind = ContentType.objects.get_for_model(SchoolClass)
    entries = LogEntry.objects.filter(content_type=kind, object_id__in=class_ids)
    read = entries.filter(additional_data__read__in=list(ways)).order_by()
    return set(read.values_list("object_id", flat=True).distinct())


def lines(entries: Iterable[LogEntry], *, named: Iterable[User]) -> list[RecordLine]:
    """The entries in words; who is not ``named`` is somebody outside the area.

    Costs one query for each kind of object that is mentioned.
    """
    listed = list(entries)
    people = {user.pk: str(user) for user in named}
    names = _names(listed)
    return [_line(entry, people, names) for entry in listed]


def _line(entry: LogEntry, people: Mapping[int, str], names: Names) -> RecordLine:
    model = _model(entry)
    kind = str(model._meta.verbose_name) if model else ""
    live = names.get((model, str(entry.object_pk)), "") if model else ""
    is_change = entry.action == LogEntry.Action.UPDATE
    return RecordLine(
        at=entry.timestamp,
        who=_who(entry, people),
        did=_did(entry),
        kind=kind,
        what=live or entry.object_repr,
        changes=list(_changes(entry, model, names)) if is_change and model else [],
    )


def _who(entry: LogEntry, people: Mapping[int, str]) -> str:
    if entry.actor_id is not None:
        return people.get(entry.actor_id) or _("somebody outside your area")
    return (
        _("somebody whose account is gone") if entry.actor_email else _("nobody who was logged in")
    )


def _without_numbers(told: Mapping[str, Any]) -> str:
    reason = told.get("reason", "")
    among_colleagues = {
        CLASS_TAKEN_OVER: _("took the class over for today; reason: %(reason)s")
        % {"reason": dict(ClassCover.Reason.choices).get(reason, reason)},
        CLASS_GIVEN_BACK: _("gave the class back"),
    }
    return str({**IN_A_WORD, **among_colleagues}[told["deed"]])


def _did(entry: LogEntry) -> str:
    told = entry.additional_data or {}
    if told.get("deed") == IMPORTED:
        counts = _("imported; new: %(new)d, changed: %(changed)d, marked as closed: %(closed)d")
        return f"{counts % told} · SHA-256 {told['digest'][:16]}…"
    if told.get("deed") == LINK_SHOWN:
        return _("looked at the link, to hand it on")
    if told.get("deed") == CARDS_OPENED:
        reason = dict(CardOpening.Reason.choices).get(told["reason"], told["reason"])
        return _("opened the cards for one hour; reason: %(reason)s") % {"reason": reason}
    if told.get("deed") in AS_TOLD:
        return str(AS_TOLD[told["deed"]]) % told
    if told.get("deed") in WITHOUT_NUMBERS:
        return _without_numbers(told)
    if "read" in told:
        return str(READS.get(told["read"], told["read"]))
    file = told.get("file", "")
    return {
        LogEntry.Action.CREATE: _("added"),
        LogEntry.Action.UPDATE: _("changed"),
        LogEntry.Action.DELETE: _("deleted"),
        LogEntry.Action.ACCESS: _("downloaded %(file)s") % {"file": file},
    }[entry.action]


def _model(entry: LogEntry) -> type[models.Model] | None:
    return ContentType.objects.get_for_id(entry.content_type_id).model_class()


def _fields(entry: LogEntry, model: type[models.Model]) -> Iterator[tuple[Any, Any]]:
    """The changed fields that the model still has, each with what was stored of it."""
    for name, value in (entry.changes or {}).items():
        try:
            yield model._meta.get_field(name), value
        except FieldDoesNotExist:
            continue


def _changes(entry: LogEntry, model: type[models.Model], names: Names) -> Iterator[FieldChange]:
    for field, value in _fields(entry, model):
        label = capfirst(str(getattr(field, "verbose_name", field.name)))
        if field.name in UNTOLD.get(model._meta.label_lower, ()):
            yield FieldChange(label, "…", "…")
            continue
        if isinstance(value, dict):
            joined = ", ".join(value["objects"])
            before, after = ("", joined) if value["operation"] == "add" else (joined, "")
        else:
            before, after = (_in_words(field, one, names) for one in value)
        yield FieldChange(label, before or "–", after or "–")


def _in_words(field: Any, value: Any, names: Names) -> str:  # noqa: ANN401 - any field, any value
    """A stored value as people read it."""
    if value in (None, "", "None"):
        return ""
    if field.is_relation:
        return names.get((field.related_model, str(value)), "") or _("deleted")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(field, models.DateTimeField):
        stored = datetime.fromisoformat(str(value)).replace(tzinfo=UTC)
        return date_format(timezone.localtime(stored), "SHORT_DATETIME_FORMAT")
    return Truncator(_plain(value)).chars(LONGEST)


def _plain(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict) and all(isinstance(text, str) for text in value.values()):
        return in_reader_language(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _names(entries: list[LogEntry]) -> Names:
    """What every object is called now that the entries are about or mention."""
    wanted: dict[type[models.Model], set[str]] = defaultdict(set)
    for entry in entries:
        if model := _model(entry):
            wanted[model].add(str(entry.object_pk))
            for field, value in _fields(entry, model):
                if field.many_to_one and isinstance(value, list | tuple):
                    wanted[field.related_model] |= {str(one) for one in value if one is not None}
    return {
        (model, str(one.pk)): _called(one)
        for model, numbers in wanted.items()
        for one in _objects(model, numbers - {"None"})
    }


def _called(one: models.Model) -> str:
    """A class with its school, a role with its person: their own names say too little here."""
    if isinstance(one, SchoolClass):
        return f"{one} · {one.school}"
    if isinstance(one, NamedOnRecord):
        return one.on_record
    return f"{one.user} · {one}" if isinstance(one, Role) else str(one)


def _objects(model: type[models.Model], numbers: set[str]) -> models.QuerySet[models.Model]:
    one = [field for field in model._meta.fields if field.many_to_one or field.one_to_one]
    related = [field.name for field in one]
    found = model._base_manager.filter(pk__in=numbers)
    return found.select_related(*related) if related else found
