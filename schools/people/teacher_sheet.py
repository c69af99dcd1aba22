"""A sheet of teachers to invite: what its rows would bring about, and what is wrong with them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from tablib import Dataset

from schools.jobs.performing import Progress
from schools.languages.search_text import folded
from schools.models import Invitation, Role, School, SchoolMerge, User
from schools.people.queries.people import known_people
from schools.roles import Reach
from schools.spreadsheets.columns import TEACHERS, named, recognised
from schools.spreadsheets.previews import CellFault

MOST_ROWS = 2000
LONGEST_EMAIL, LONGEST_NAME = 254, 80
# So many codes are offered where a name fits several schools.
OFFERED = 5


@dataclass(frozen=True, slots=True)
class Invited:
    """What one row is about; ``user`` is somebody of the area, ``invitation`` one sent before."""

    row: int
    email: str
    name: str
    language: str
    school: School
    user: User | None = None
    invitation: Invitation | None = None

    @property
    def language_name(self) -> str:
        """The language by its own name."""
        return settings.ENDONYMS[self.language]


@dataclass(slots=True)
class TeacherPreview:
    """What would become of the rows, row by row."""

    # Who gets an invitation, and who gets one once more because the earlier link is too old.
    new: list[Invited] = field(default_factory=list)
    again: list[Invited] = field(default_factory=list)
    # Who has an account in the area and gets the role at once, also who waits for it.
    roles: list[Invited] = field(default_factory=list)
    # Who teaches there already, and who has an invitation that is still good.
    there: list[Invited] = field(default_factory=list)
    waiting: list[Invited] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        kinds = ("new", "again", "roles", "there", "waiting")
        return {kind: len(getattr(self, kind)) for kind in kinds}

    @property
    def mails(self) -> int:
        """How many mails would be sent."""
        return len(self.new) + len(self.again) + len(self.roles)

    @property
    def digest(self) -> str:
        """Tells whether two previews promise the same."""
        lines = [
            (kind, one.email, one.name, one.language, one.school.pk)
            for kind in ("new", "again", "roles")
            for one in getattr(self, kind)
        ]
        return hashlib.sha256(repr(lines).encode()).hexdigest()


def rows_of(dataset: Dataset) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows that are not blank, with their numbers in the spreadsheet.

    Raises ``ValidationError`` with the remedy for a sheet without the columns or without rows.
    """
    dataset.headers = recognised(dataset.headers, "teachers")
    missing = [one for one in ("email", "school") if one not in dataset.headers]
    if missing:
        told = {"missing": ", ".join(named(missing, "teachers"))}
        told["names"] = ", ".join(named(list(TEACHERS), "teachers"))
        text = _("These columns are missing: %(missing)s. The first row has to name: %(names)s.")
        raise ValidationError(text % told)
    rows = [(n, row) for n, row in enumerate(dataset.dict, start=2) if any(row.values())]
    if not rows:
        raise ValidationError(_("This sheet has no rows below the names of its columns."))
    if len(rows) > MOST_ROWS:
        raise ValidationError(_("The file has more than %d rows. Split it.") % MOST_ROWS)
    return iter(rows)


def preview_of(
    dataset: Dataset, *, reach: Reach, at: datetime, progress: Progress | None = None
) -> TeacherPreview:
    """What the rows would bring about in the reach of whoever invites. Raises as ``rows_of``."""
    rows, progress = list(rows_of(dataset)), progress or Progress()
    progress.expect(len(rows))
    return _Reading(rows, reach).preview(at, progress)


class _Reading:
    """One reading of a sheet, with what it refers to: six queries, however many rows."""

    def __init__(self, rows: Sequence[tuple[int, Mapping[str, str]]], reach: Reach) -> None:
        self.rows = rows
        self.schools: dict[str, list[School]] = defaultdict(list)
        # In this order they are offered where a row may mean several.
        register = reach.register().select_related("country").order_by("country", "register_code")
        for school in register:
            look = {folded(school.register_code), folded(school.name), folded(str(school))}
            for text in look:
                self.schools[text].append(school)
        merges = SchoolMerge.objects.filter(into__in=reach.register())
        for merge in merges.select_related("into__country"):
            # The register may know the school that stays by this code alone.
            there = self.schools[folded(merge.register_code)]
            if all(one.country_id != merge.country_id for one in there):
                there.append(merge.into)
        emails = {row["email"].lower() for _number, row in rows}
        known = known_people(reach).filter(email__in=emails)
        self.people = {one.email: one for one in known}
        teachers = Role.objects.filter(kind=Role.Kind.TEACHER, user__email__in=emails)
        approved = teachers.filter(approved_at__isnull=False)
        self.taught = set(approved.values_list("user__email", "school"))
        waiting = reach.invitations().filter(kind=Role.Kind.TEACHER, email__in=emails)
        self.sent = {(one.email, one.school_id): one for one in waiting.order_by("sent_at")}
        self.codes = {folded(code): code for code in settings.ENDONYMS}
        self.codes |= {folded(name): code for code, name in settings.ENDONYMS.items()}

    def preview(self, at: datetime, progress: Progress) -> TeacherPreview:
        preview, seen = TeacherPreview(), dict[tuple[str, int], int]()
        for number, row in self.rows:
            progress.step()
            faults = list(self._faults(number, row))
            if not faults:
                one = self._invited(number, row)
                first = seen.setdefault((one.email, one.school.pk), number)
                if first == number:
                    self._place(preview, one, at)
                    continue
                text = _("Row %d has the same e-mail and school. Keep one of the two rows.")
                faults = [_fault(number, "email", row, text % first)]
            preview.faults += faults
        return preview

    def _place(self, preview: TeacherPreview, one: Invited, at: datetime) -> None:
        """Into the list the row belongs to."""
        if one.user is not None:
            is_there = (one.email, one.school.pk) in self.taught
            (preview.there if is_there else preview.roles).append(one)
        elif one.invitation is not None:
            is_good = one.invitation.is_open_at(at)
            (preview.waiting if is_good else preview.again).append(one)
        else:
            preview.new.append(one)

    def _invited(self, number: int, row: Mapping[str, str]) -> Invited:
        email, [school] = row["email"].lower(), self._fitting(row)
        return Invited(
            row=number,
            email=email,
            name=row.get("name", ""),
            language=self.codes.get(folded(row.get("language", "")), school.country.languages[0]),
            school=school,
            user=self.people.get(email),
            invitation=self.sent.get((email, school.pk)),
        )

    def _fitting(self, row: Mapping[str, str]) -> list[School]:
        """Schools of the reach that the row may mean; a code counts more than a name, and of one
        name what is open more than what was closed."""
        look, country = folded(row["school"]), row.get("country", "").casefold()
        found = self.schools.get(look, []) if look else []
        found = [one for one in found if not country or one.country_id.casefold() == country]
        by_code = [one for one in found if folded(one.register_code) == look]
        return by_code or [one for one in found if one.closed_at is None] or found

    def _faults(self, number: int, row: Mapping[str, str]) -> Iterator[CellFault]:
        if text := _email_fault(row["email"]):
            yield _fault(number, "email", row, text)
        elif (user := self.people.get(row["email"].lower())) and not user.is_active:
            text = _("This account is closed. A coordinator can open it again.")
            yield _fault(number, "email", row, text)
        if len(row.get("name", "")) > LONGEST_NAME:
            yield _fault(
                number, "name", row, _("This is too long. Most letters: %d.") % LONGEST_NAME
            )
        language = row.get("language", "")
        if language and folded(language) not in self.codes:
            text = _("There is no language “%(given)s”. Write one of: %(codes)s.")
            told = {"given": language, "codes": ", ".join(settings.ENDONYMS)}
            yield _fault(number, "language", row, text % told)
        if text := self._school_fault(row):
            yield _fault(number, "school", row, text)

    def _school_fault(self, row: Mapping[str, str]) -> str:
        found = self._fitting(row)
        if not row["school"]:
            return _("This cell is empty. Write the school’s code or its name.")
        if not found:
            return _("No school of your area has this code or name. Look it up in the register.")
        if len(found) > 1:
            codes = ", ".join(f"{one.register_code} ({one.country_id})" for one in found[:OFFERED])
            return _("Several schools are meant. Write the code, and the country: %s.") % codes
        if found[0].closed_at:
            return _("This school is marked as closed. Open it again first, or take the row out.")
        return ""


def _email_fault(email: str) -> str:
    if not email:
        return _("This cell is empty. Fill it in; merged cells have to be split.")
    try:
        validate_email(email)
    except ValidationError:
        return _("This is no e-mail address. Write one, for example ana@example.org.")
    return (
        _("This is too long. Most letters: %d.") % LONGEST_EMAIL
        if len(email) > LONGEST_EMAIL
        else ""
    )


def _fault(number: int, column: str, row: Mapping[str, str], text: str) -> CellFault:
    return CellFault(number, str(TEACHERS[column][0]), row.get(column, ""), text)
