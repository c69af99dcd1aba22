"""Holds docs/fields.yaml against the models, and makes the tables of docs/data-protection.md of it.

``python -m deploy.fields`` fails where a field has no line, a line no field, or where the page says
something else than the file. With ``--write`` the page is written.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import django
import yaml
from django.apps import apps
from django.db.models import AutoField, BinaryField, CharField, EmailField, JSONField, TextField
from django.utils import translation

from base.retention.lines import retention_lines

ROOT = Path(__file__).resolve().parent.parent
FILE, PAGE = ROOT / "docs/fields.yaml", ROOT / "docs/data-protection.md"

OURS = ("base", "schools", "quizbank", "competition", "leaderboard")
OWNERS = ("pupil", "teacher", "staff", "school")
NOBODY, WHOLE = "–", "all"
SAID = ("what", "why", "seen", "ends")
HEAD = ("what", "where (table: columns)", "why", "who sees it", "until when")
# On the page each table stands between two of these; the first names whose fields it holds.
RETENTION = re.compile(r"(?<=<!-- what goes -->\n).*?(?=<!-- end of what goes -->)", re.DOTALL)
MARKED = re.compile(r"(?<=<!-- fields of )(\w+)( -->\n).*?(?=<!-- end of fields -->)", re.DOTALL)

# Tables whose rows are people, or one person's; a link to one of these tells of somebody.
PEOPLE = frozenset(("base.User", "schools.Card", "schools.SchoolClass", "competition.Attempt"))
# What anything can be written into.
FREE = (BinaryField, CharField, JSONField, TextField)


@dataclass(frozen=True, slots=True)
class Column:
    """What of a field decides whether it may be a person's: the table it leads to, whether anything
    can be written into it, and whether that is an e-mail."""

    to: str = ""
    free: bool = False
    mail: bool = False


# What a model has: its label, and its fields.
type Stored = Mapping[str, Mapping[str, Column]]


@dataclass(frozen=True, slots=True)
class Line:
    """What the file says of some fields of a model; of those of nobody, only their names."""

    model: str
    fields: tuple[str, ...]
    of: str = NOBODY
    what: str = ""
    why: str = ""
    seen: str = ""
    ends: str = ""

    @property
    def faults(self) -> Iterator[str]:
        """What is wrong with the line itself."""
        name = f"{self.model} ({' '.join(self.fields)})"
        if self.of not in (NOBODY, *OWNERS):
            yield f"{name}: of is one of {', '.join(OWNERS)}, not {self.of!r}"
        if self.of != NOBODY:
            yield from (f"{name}: {part} is missing" for part in SAID if not getattr(self, part))
        if self.fields == (WHOLE,) and self.model.partition(".")[0] in OURS:
            yield f"{self.model}: our own fields are named one by one, not with {WHOLE!r}"


def read(text: str) -> list[Line]:
    """The lines of a file, with the phrases it names by a key put in."""
    file = yaml.safe_load(text)
    return [
        _line(model, said, file["phrases"])
        for model, lines in file["models"].items()
        for said in lines
    ]


def _line(model: str, said: dict[str, str], phrases: Mapping[str, Mapping[str, str]]) -> Line:
    if NOBODY in said:
        return Line(model, tuple(said[NOBODY].split()))
    told = {part: str(said.get(part, "")) for part in SAID}
    for part, known in phrases.items():
        told[part] = known.get(told[part], told[part])
    return Line(model, tuple(said["fields"].split()), str(said.get("of", "")), **told)


def stored() -> Stored:
    """Every model there is, with its fields. The number of a row and joining tables are left out:
    the one goes with the row, the others are a field of a model."""
    found = {}
    for model in apps.get_models():
        fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
        found[model._meta.label] = {
            field.name: Column(
                to=field.related_model._meta.label if field.related_model else "",
                free=isinstance(field, FREE) and not field.choices,
                mail=isinstance(field, EmailField),
            )
            for field in fields
            if not isinstance(field, AutoField)
        }
    return found


def needed(columns: Mapping[str, Column], *, whole: bool) -> set[str]:
    """The fields of a table that may be a person's: those that lead to people, what is written
    freely beside them, and e-mails; ``whole``: all that leads nowhere, as well."""
    told = any(column.to in PEOPLE for column in columns.values())
    return {
        name
        for name, column in columns.items()
        if column.mail or column.to in PEOPLE or (told and column.free) or (whole and not column.to)
    }


def faults(lines: Sequence[Line], models: Stored) -> Iterator[str]:
    """What does not fit, a sentence each."""
    for line in lines:
        yield from line.faults
    told = [(line.model, name) for line in lines for name in line.fields]
    yield from (f"{model}.{name} has two lines" for model, name in _twice(told))
    whole = PEOPLE.union(line.model for line in lines if line.of == "pupil")
    for model, columns in models.items():
        named = {name for label, name in told if label == model}
        if named != {WHOLE}:
            missing = needed(columns, whole=model in whole) - named
            yield from (f"{model}.{name} has no line" for name in sorted(missing))
            yield from (f"{model}.{name} is no field" for name in sorted(named - columns.keys()))
    gone = dict.fromkeys(line.model for line in lines if line.model not in models)
    yield from (f"{model} is no model" for model in gone)


def _twice[T](things: Iterable[T]) -> list[T]:
    seen, again = set[T](), dict[T, None]()
    for one in things:
        if one in seen:
            again[one] = None
        seen.add(one)
    return list(again)


def page_of(page: str, lines: Sequence[Line]) -> str:
    """The page with the tables as the lines say them, and what goes by itself."""
    page = MARKED.sub(lambda found: found[1] + found[2] + _table(lines, found[1]), page)
    return RETENTION.sub(lambda _found: _what_goes(), page)


def _what_goes() -> str:
    with translation.override("en"):
        rows = [(str(line.what), str(line.kept)) for line in retention_lines]
    return _rows([("what", "kept"), ("---", "---"), *rows])


def unshown(page: str) -> set[str]:
    """Whose fields the page has no table of."""
    return set(OWNERS) - {found[1] for found in MARKED.finditer(page)}


def _table(lines: Iterable[Line], owner: str) -> str:
    rows = [HEAD, ("---",) * len(HEAD)]
    rows += [
        (line.what, _where(line), line.why, line.seen, line.ends)
        for line in lines
        if line.of == owner
    ]
    return _rows(rows)


def _rows(rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _where(line: Line) -> str:
    table = apps.get_model(line.model)._meta.db_table
    return f"`{table}`" if line.fields == (WHOLE,) else f"`{table}`: {', '.join(line.fields)}"


def main(*arguments: str) -> str:
    """Check, and write if told; what to say about it, nothing if all is well."""
    lines = read(FILE.read_text())
    if found := list(faults(lines, stored())):
        return "\n".join([*found, "Say it in docs/fields.yaml; its first lines tell how."])
    page = PAGE.read_text()
    if missing := unshown(page):
        return f"docs/data-protection.md has no table of: {', '.join(sorted(missing))}"
    current = page_of(page, lines)
    if "--write" in arguments:
        PAGE.write_text(current)
    elif page != current:
        return "docs/data-protection.md does not say what docs/fields.yaml says: make fields"
    return ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "competition.config.settings")
    django.setup()
    sys.exit(main(*sys.argv[1:]) or None)
