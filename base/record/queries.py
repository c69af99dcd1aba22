"""The record of staff actions in plain words of the reader's language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
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
from django.utils.functional import Promise
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from base.languages.texts import in_reader_language
from base.models import User
from base.registry import Registry

LONGEST = 80
# A sentence, with what was told to put into it, or what makes one of that.
type Words = Promise | Callable[[Mapping[str, Any]], str]
# Of deeds done to many rows, or to one that is gone, by their names.
deed_words = Registry[Mapping[str, Words]]()
# Of the ways somebody reads what is kept of pupils.
read_words = Registry[Mapping[str, Promise]]()
# Fields, by the label of their table, of which only a page of its own tells what changed.
untold_fields = Registry[Mapping[str, tuple[str, ...]]]()
# Tables that stand on record besides those whose every change does.
told_tables = Registry[type[models.Model]]()
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
    found = ContentType.objects.get_for_models(*auditlog.get_models(), *told_tables)
    named = [
        (str(kind.pk), capfirst(str(model._meta.verbose_name))) for model, kind in found.items()
    ]
    return sorted(named, key=lambda pair: pair[1])


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


def _did(entry: LogEntry) -> str:
    told = entry.additional_data or {}
    if "deed" in told:
        return _sentence(_joined(deed_words)[told["deed"]], told)
    if "read" in told:
        return str(_joined(read_words).get(told["read"], told["read"]))
    file = told.get("file", "")
    return {
        LogEntry.Action.CREATE: _("added"),
        LogEntry.Action.UPDATE: _("changed"),
        LogEntry.Action.DELETE: _("deleted"),
        LogEntry.Action.ACCESS: _("downloaded %(file)s") % {"file": file},
    }[entry.action]


def _joined[T](brought: Iterable[Mapping[str, T]]) -> dict[str, T]:
    return {name: value for one in brought for name, value in one.items()}


def _sentence(words: Words, told: Mapping[str, Any]) -> str:
    return words(told) if callable(words) else str(words) % told


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
        if field.name in _joined(untold_fields).get(model._meta.label_lower, ()):
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
    return one.on_record if isinstance(one, NamedOnRecord) else str(one)


def _objects(model: type[models.Model], numbers: set[str]) -> models.QuerySet[models.Model]:
    one = [field for field in model._meta.fields if field.many_to_one or field.one_to_one]
    related = [field.name for field in one]
    found = model._base_manager.filter(pk__in=numbers)
    return found.select_related(*related) if related else found
