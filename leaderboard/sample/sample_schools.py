"""Schools and people of the sample, who come as they come on a real server: by sheet, by link."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO

from base.jobs.performing import Progress
from base.models import User
from base.uploads.kinds import Confirmed
from base.uploads.taking import keep_upload, take_over
from schools.models import Invitation, Role, School
from schools.people.actions.invitations import Where, accept, invite
from schools.register.columns import NAMES
from schools.register.import_rows import REGISTER

# As the columns of a register stand: code, name, place, country, region, pupils.
type Row = Sequence[str | int]


def bring_schools(rows: Iterable[Row], *, name: str, by: User, at: datetime) -> list[School]:
    """Import a register in which all of it is new."""
    rows = list(rows)
    sheet = StringIO()
    csv.writer(sheet).writerows([list(NAMES), *rows])
    content = sheet.getvalue().encode()
    upload = keep_upload(REGISTER.name, content, name=name, by=by, at=at)
    preview = REGISTER.preview(REGISTER.read(upload), upload, by)
    take_over(upload, Confirmed(preview.seen, (), by, at), Progress())
    found = School.objects.filter(register_code__in=[row[0] for row in rows])
    by_code = {school.register_code: school for school in found.select_related("region")}
    return [by_code[str(row[0])] for row in rows]


def bring_person(user: User, kind: Role.Kind, where: Where, *, by: User, at: datetime) -> None:
    """Invite somebody who has an account, and accept."""
    made = invite(user.email, name="", language=user.language, kind=kind, where=where, by=by, at=at)
    if isinstance(made, Invitation):
        accept(made, name="", password="", at=at)
