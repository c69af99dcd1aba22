"""What the record tells in one entry: imports and merges; and who accepted an invitation."""

from __future__ import annotations

import hashlib

import pytest
from auditlog.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from base import clock
from base.models import Upload, User
from competition.participants.actions import merge_schools
from schools.models import Country, Invitation, School
from schools.people.actions import invitations
from schools.people.queries.invitations import token_of
from tests import cast
from tests.jobs import do_jobs

pytestmark = pytest.mark.django_db
RECORD, IMPORT = "/en/staff/record/", "/en/staff/schools/import/"
HEAD = "register_code,name,place,country,region,pupil_count\n"


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


def told(client: Client, **asked: str) -> list[tuple[str, str, str, str]]:
    """Who, kind, did and what of every line."""
    found = client.get(RECORD, asked).context["lines"]
    return [(line.who, line.kind, line.did, line.what) for line in found]


def upload(client: Client, content: str) -> str:
    file = SimpleUploadedFile("register.csv", content.encode())
    return client.post(IMPORT, {"file": file}, follow=True).text


def test_an_import_is_one_entry_with_file_counts_and_digest(
    client: Client, organizer: User
) -> None:
    content = f"{HEAD}1,OŠ Prva,Tuzla,BA,BA-1,1\n2,OŠ Druga,Tuzla,BA,BA-1,2\n"
    upload(client, content)
    page = f"/en/staff/uploads/{Upload.objects.get().pk}/"
    client.post(f"{page}confirm/", {"seen": client.get(page).context["preview"].seen})
    do_jobs()
    digest = hashlib.sha256(content.encode()).hexdigest()
    did = f"imported; new: 2, changed: 0, marked as closed: 0 · SHA-256 {digest[:16]}…"
    line = ("organizer@example.org", "uploaded file", did, "register.csv")
    assert told(client)[0] == line
    [number] = [
        pk for pk, name in client.get(RECORD).context["form"].fields["kind"].choices
        if name == "Uploaded file"
    ]  # fmt: skip
    assert told(client, kind=number) == [line]


def test_a_merge_is_told_as_a_merge(
    client: Client, organizer: User, school: School, country: Country
) -> None:
    twin = cast.make_school(country, name="OŠ Весна")
    merge_schools(school, gone=twin, labels={}, by=organizer, at=clock.now())
    lines = told(client)
    assert lines[0][2:] == ("OŠ Весна, Sarajevo (OŠ Весна) was merged into it", str(school))
    assert "deleted" not in {did for _who, _kind, did, _what in lines}


def test_closing_a_school_is_on_record(client: Client, organizer: User, school: School) -> None:
    client.post(f"/en/staff/schools/{school.pk}/close/")
    assert told(client)[0][:3] == ("organizer@example.org", "school", "changed")


def test_whoever_accepts_an_invitation_is_named_and_nobody_else_afterwards(
    client: Client, organizer: User, school: School
) -> None:
    asked = {"name": "Nova", "language": "en", "kind": "teacher", "where": school}
    made = invitations.invite("nova@example.org", **asked, by=organizer, at=clock.now())  # type: ignore[arg-type]
    assert isinstance(made, Invitation)
    chosen = {"name": "Nova", "password1": "twelve green horses"}
    path = f"/en/staff/invitation/{token_of(made)}/"
    LogEntry.objects.all().delete()
    Client().post(path, {**chosen, "password2": chosen["password1"]})
    whos = {who for who, _kind, _did, _what in told(client)}
    assert whos == {"Nova"}
    client.post(f"/en/staff/schools/{school.pk}/close/")
    assert told(client)[0][0] == "organizer@example.org"
