"""What somebody sends of a class list: pasted lines or a file, then the mended lines."""

from __future__ import annotations

from typing import Any

import msgspec
from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from base.intake.rosters.private_cells import without_private
from base.intake.rosters.roster import MOST_BYTES, MOST_PUPILS
from base.intake.rosters.roster_lines import checked, lines_of
from base.intake.rosters.roster_shapes import FoundClass, PupilLine
from base.intake.rosters.roster_tables import MOST_COLUMNS
from schools.models import Grade, School

ROLES = (
    ("number", _("number")),
    ("name", _("surname and given name")),
    ("surname", _("surname")),
    ("given", _("given name")),
    ("out", _("leave out")),
)
ORDERS = (("surname", _("surname first")), ("given", _("given name first")))
MOST_PASTED = 60_000


class RosterForm(forms.Form):
    """Pasted lines, or a file; ``content`` is what is to be read."""

    pasted = forms.CharField(
        label=_("Paste the list here"),
        max_length=MOST_PASTED,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("One pupil a line, or cells copied from Excel or Word."),
    )
    file = forms.FileField(
        label=_("Or a file (Excel, LibreOffice, CSV)"),
        max_length=200,
        required=False,
        allow_empty_file=True,
        help_text=_(
            "At most 3 megabytes. The file is read and forgotten; only what you confirm stays."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two; pasted lines come first."""
        data = super().clean() or self.cleaned_data
        file: UploadedFile[bytes] | None = data.get("file")
        if pasted := (data.get("pasted") or "").strip("\r\n"):
            data["content"] = pasted.encode()
        elif file is not None:
            data["content"] = file.read(MOST_BYTES + 1)
        elif not self.errors:
            self.add_error("pasted", _("Paste the list, or choose a file."))
        return data


class ListedClassForm(forms.Form):
    """A class of the list that is to be made: its name, grade and language."""

    take = forms.BooleanField(label=_("Add this class"), required=False)
    label = forms.CharField(label=_("Name of the class"), max_length=20, required=False)
    grade = forms.ModelChoiceField(Grade.objects.none(), label=_("Grade"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        country = school.country
        self.fields["grade"].queryset = Grade.objects.filter(country=country)  # type: ignore[attr-defined]
        languages = [(code, settings.ENDONYMS.get(code, code)) for code in country.languages]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who takes the class says all of it."""
        data = super().clean() or self.cleaned_data
        for name in ("label", "grade", "language") if data.get("take") else ():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("This field is required."))
        return data


def found_in(data: QueryDict, prefix: str) -> FoundClass | None:
    """A class as the page held it: again without what is private, wherever it comes from.

    Nothing for one that is larger than what is ever read: this is the process that serves pupils.
    """
    try:
        found = msgspec.json.decode(data.get(f"{prefix}-found", ""), type=FoundClass)
    except (msgspec.MsgspecError, RecursionError):
        return None
    if len(found.rows) > MOST_PUPILS or len(found.columns) > MOST_COLUMNS:
        return None
    for column in found.columns:
        column.cells = [
            without_private(cell[:200], is_name=True)[0] for cell in column.cells[: len(found.rows)]
        ]
        column.cells += [""] * (len(found.rows) - len(column.cells))
        column.header = without_private(column.header[:80])[0]
    return found


def meant_otherwise(found: FoundClass, data: QueryDict, prefix: str) -> FoundClass:
    """The same class with the columns and the order that were chosen on the page."""
    roles = {code for code, _word in ROLES}
    for at, column in enumerate(found.columns):
        role = data.get(f"{prefix}-role-{at}", "")
        column.role = role if role in roles else column.role  # type: ignore[assignment]
    order = data.get(f"{prefix}-order", "")
    found.order = order if order in ("surname", "given") else found.order  # type: ignore[assignment]
    return found


def mended_lines(data: QueryDict, prefix: str, found: FoundClass) -> list[PupilLine]:
    """The lines as they were mended, checked again; an emptied name leaves the pupil out."""
    numbers, names = data.getlist(f"{prefix}-number"), data.getlist(f"{prefix}-name")
    rows = [*found.rows, *[0] * len(names)]
    before = {line.row: line for line in lines_of(found)}
    lines = [
        _mended(row, number.strip(), " ".join(name.split())[:200], before.get(row))
        for row, number, name in zip(rows, numbers, names, strict=False)
        if name.strip()
    ]
    return checked(lines)


def _mended(row: int, number: str, name: str, before: PupilLine | None) -> PupilLine:
    given, _space, surname = name.partition(" ")
    if before and before.name == name:
        given, surname = before.given, before.surname
    digits = number.rstrip(".)")
    value = int(digits) if digits.isdecimal() and len(digits) < 4 else 0 if not digits else 1000
    return PupilLine(row, value, surname, given)
