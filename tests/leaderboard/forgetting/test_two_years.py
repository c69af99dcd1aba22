"""Two years of nights: nothing is left that should have gone, what is to stay is true, and an
edition that was never sealed has lost nothing."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client

from base import clock
from base.models import MadeFile, MadePiece, Upload, User
from base.outbox.posting import post
from base.record.actions.record import record_access
from competition.models import (
    Alias,
    Answer,
    AnswerFile,
    Attempt,
    Decision,
    Edition,
    EditionStep,
    Entry,
    Result,
    Sitting,
)
from leaderboard.diplomas.actions import issue
from leaderboard.diplomas.queries import claims_in
from leaderboard.insight.actions import publish_country
from leaderboard.made_files import DIPLOMAS, SPREADSHEET
from leaderboard.models import Appeal, IssuedDiploma, Seal, Winner, WinnersPlan
from schools.models import Card, CardOpening, Country, Invitation, Role, SchoolClass
from schools.rules.pins import school_year
from tests import cast
from tests.forgetting import forget_due
from tests.leaderboard.sealed import award, seal_now

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
# In each text of a person that is made below; what stands behind it says where it was.
MARK = "zz-personal"
LABEL = "VII-0"


@pytest.fixture
def year() -> str:
    return school_year(clock.now().date())


@pytest.fixture
def unsealed(published: Edition, country: Country, year: str) -> Edition:
    """Another edition of a school of its own: it was played, and nobody ever sealed it."""
    edition = cast.make_edition(country, slug="unsealed")
    school = cast.make_school(country, name="Unsealed")
    school_class = cast.make_class(school, cast.make_teacher(school, "u@example.org"), label="U")
    sitting = cast.make_sitting(cast.make_entry(school_class, edition))
    for card in school_class.cards.order_by("number"):
        cast.finish(cast.make_attempt(card, sitting), "1")
    Sitting.objects.filter(pk=sitting.pk).update(closed_at=clock.now())
    SchoolClass.objects.filter(pk=school_class.pk).update(school_year=year)
    edition.windows.update(opens_at=clock.now() - 2 * DAY, closes_at=clock.now() - DAY)
    return edition


@pytest.fixture
def published(
    reviewed: Edition, country: Country, year: str, first: User, superuser: User
) -> Edition:
    """An edition with its winners, diplomas and figures, published today."""
    award(reviewed, "rank", amount=1)
    at = clock.now()
    seal_now(reviewed, first, superuser)
    SchoolClass.objects.update(school_year=year)
    Edition.objects.filter(pk=reviewed.pk).update(state="published")
    step = {"before": "sealed", "after": "published", "by": first, "at": at}
    EditionStep.objects.create(edition=reviewed, **step)
    edition = Edition.objects.get(pk=reviewed.pk)
    publish_country(edition, country, at=at)
    issue(edition, claims_in(edition, country, "winner"), by=first, at=at)
    return edition


def end_of(year: str) -> date:
    return date(int(year[5:]), 8, 31)


@pytest.fixture
def winner(published: Edition, country: Country, year: str, teacher: User) -> Winner:
    """Whose name stands by a guardian's consent until October."""
    at, until = clock.now(), end_of(year) + 45 * DAY
    dates = {"confirm_by": at.date(), "names_until": until, "started_at": at, "public_from": at}
    WinnersPlan.objects.create(edition=published, **dates)
    held = Winner.objects.filter(country=country, place=1).earliest("pk")
    consent = {"consent_on": at.date(), "consent_at": at, "consent_words": f"{MARK} consent"}
    told = {"told_at": at, "confirm_by": at.date(), "confirmed_at": at, "confirmed_by": teacher}
    name = {"name": f"{MARK} winner"}
    Winner.objects.filter(pk=held.pk).update(**name, **consent, **told)
    held.refresh_from_db()
    return held


@pytest.fixture
def personal(published: Edition, winner: Winner, country: Country, superuser: User) -> None:
    """One of each thing that tells of a person."""
    at, by = clock.now(), superuser
    attempt = winner.played
    entry, sitting, card = attempt.entry, attempt.sitting, attempt.card
    school_class = entry.school_class
    Attempt.objects.filter(pk=attempt.pk).update(receipt="ZZRECEIPT1")
    said = {"lease": 1, "seq": 1, "question": 1, "choice": 1, "received_at": at}
    Answer.objects.create(attempt=attempt, **said)
    Card.objects.filter(pk=card.pk).update(name=f"{MARK} card", extra_time=50)
    teacher = school_class.teachers.get()
    User.objects.filter(pk=teacher.pk).update(name=f"{MARK} teacher", email=f"{MARK}-a@example.org")
    about = {"sitting": sitting, "about": "sitting", "lodged_at": at, "decide_by": at}
    Appeal.objects.create(edition=published, entry=entry, text=f"{MARK} appeal", **about)
    Decision.objects.create(kind="extra", card=card, attempt=attempt, decided_at=at, decided_by=by)
    AnswerFile.objects.create(
        attempt=attempt,
        lease=1,
        mark="d",
        events=[[1, 1, 1, 0]],
        uploaded_at=at,
        uploaded_by=by,
        fresh=1,
    )
    CardOpening.objects.create(
        school_class=school_class,
        by=by,
        reason="other",
        words=f"{MARK} opening",
        opened_at=at,
        until=at,
    )
    helper = User.objects.create_user(f"{MARK}-helper@example.org", name=f"{MARK} helper")
    Role.objects.create(user=helper, kind="teacher", school=school_class.school, approved_at=at)
    Invitation.objects.create(
        email=f"{MARK}-invited@example.org", kind="organizer", country=country, sent_at=at
    )
    Session.objects.create(session_key=f"{MARK}-session", expire_date=at + DAY)
    post("x", about=1, to=[f"{MARK}-mail@example.org"], at=at)
    record_access(school_class, by=by, file=f"{MARK} record", at=at)
    for kind, part in ((SPREADSHEET, "workbook"), (DIPLOMAS, f"winner/{country.pk}")):
        made = {"about": published.pk, "part": part, "asked_at": at, "finished_at": at}
        file = MadeFile.objects.create(kind=kind, **made)
        MadePiece.objects.create(file=file, number=0, body=f"{MARK} {kind}".encode())
    brought = {"uploaded_at": at, "content": f"{MARK} upload".encode()}
    Upload.objects.create(kind="register", name=f"{MARK}.csv", by=by, **brought)
    cache.set(f"{MARK}-cache", f"{MARK} cached", 60)


def found() -> dict[str, int]:
    """``{table or file: rows}`` in which a marked text stands, in whatever column."""
    marked = {table: count for table, count in _in_tables() if count}
    since = datetime.now(UTC).timestamp() - 3600
    files = (path for path in settings.DATA_DIR.rglob("*") if path.is_file())
    late = (path for path in files if path.stat().st_mtime > since)
    return marked | {path.name: 1 for path in late if MARK.encode() in path.read_bytes()}


def _in_tables() -> Iterator[tuple[str, int]]:
    """Bytes stand there in hexadecimal, and in the cache also by base64."""
    texts = [MARK, MARK.encode().hex()]
    with closing(connection.cursor()) as cursor:
        for table in connection.introspection.table_names(cursor):
            said = " or ".join(["row_to_json(t)::text like %s"] * len(texts))
            cursor.execute(
                f'select count(*) from "{table}" t where {said}',
                [f"%{text}%" for text in texts],
            )
            yield table, cursor.fetchone()[0]
        cursor.execute("select value from cache")
        values = [base64.b64decode(value) for (value,) in cursor.fetchall()]
        yield "values of the cache", sum(MARK.encode() in value for value in values)


def pass_nights(first: datetime, last: datetime) -> None:
    """A night in three, and each long enough for all that is due."""
    while first < last:
        while forget_due(first):
            pass
        first += 3 * DAY


def kept_of(edition: Edition) -> list[int]:
    mine = {"entry__edition": edition}
    return [
        Attempt.objects.filter(**mine).count(),
        Answer.objects.filter(attempt__entry__edition=edition).count(),
        Result.objects.filter(division__edition=edition).count(),
        Card.objects.filter(school_class__entries__edition=edition).exclude(pin="").count(),
        Alias.objects.filter(edition=edition).count(),
        Entry.objects.filter(edition=edition).count(),
    ]


def told(client: Client, path: str) -> str:
    return " ".join(client.get(f"/en/{path}").text.split())


@pytest.mark.usefixtures("personal")
def test_what_has_a_day_is_gone_after_it_and_what_stays_is_true(
    client: Client, published: Edition, unsealed: Edition, winner: Winner, year: str
) -> None:
    start, before = clock.now(), kept_of(unsealed)
    seal = Seal.objects.get(edition=published)
    diploma = IssuedDiploma.objects.get(winner=winner)
    places = len(found())
    assert places > 12, found()
    end = datetime.combine(end_of(year), datetime.min.time(), UTC)

    pass_nights(start, end)
    assert Answer.objects.filter(attempt__entry__edition=published).exists()
    assert f"{MARK} winner" in told(client, "boards/2027/winners/ba/")

    pass_nights(end, end + 40 * DAY)
    assert not Attempt.objects.filter(entry__edition=published).exists()
    assert f"{MARK} winner" in told(client, "boards/2027/winners/ba/"), "its day is in October"
    assert "This diploma is genuine" in told(client, f"diploma/{diploma.serial}/")
    school_class = SchoolClass.objects.filter(school__country="BA", label=LABEL).get()
    client.force_login(school_class.teachers.get())
    form = client.get(f"/en/staff/classes/add/?from={school_class.pk}").context["form"]
    assert (form.initial["school"], form.initial["size"]) == (school_class.school_id, 4)
    client.logout()

    pass_nights(end + 40 * DAY, start + 740 * DAY)
    assert found() == {}
    winner.refresh_from_db()
    assert (winner.place, winner.name, winner.consent_words) == (1, "", "")
    assert kept_of(unsealed) == before
    body = b"".join(client.get("/en/boards/2027/seal/list.csv"))
    assert hashlib.sha256(body).hexdigest() == seal.sha256
    assert "This diploma is genuine" in told(client, f"diploma/{diploma.serial}/")
