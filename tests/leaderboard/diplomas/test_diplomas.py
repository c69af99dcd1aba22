"""Diplomas: who gets one, what is on paper and behind its serial, and how one ends."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from base import clock
from base.models import MadeFile, MadePiece, User
from competition.models import Edition
from competition.rate_limit import Bucket
from leaderboard.diplomas import making, views
from leaderboard.diplomas.actions import NoDiplomaYet, issue
from leaderboard.diplomas.queries import (
    ReadDiploma,
    claims_in,
    claims_of_teacher,
    facts_of,
    read_diplomas,
    related_diplomas,
)
from leaderboard.models import IssuedDiploma, Winner
from leaderboard.rules.serials import in_groups
from leaderboard.winners.actions import withdraw_consent
from schools.models import Country
from tests import cast
from tests.forgetting import forget_due
from tests.jobs import do_jobs
from tests.leaderboard.sealed import award, seal_now

PAGE = "/en/staff/editions/2027/diplomas/"
NAME = "Ђурђица Љубомировић"


@pytest.fixture
def sealed(reviewed: Edition, first: User, superuser: User) -> Edition:
    """Eight of two schools at home share the first place of an award."""
    award(reviewed, "rank", amount=3)
    seal_now(reviewed, first, superuser)
    return Edition.objects.get()


@pytest.fixture
def organizer(country: Country) -> User:
    return cast.make_staff("organizer", country=country)


def pages(content: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(content))
    assert b"pdfuaid:part>1<" in content
    return [" ".join(one.extract_text().split()) for one in reader.pages]


def told(row: Winner, **more: object) -> Winner:
    """The award's teacher was told."""
    at = clock.now()
    Winner.objects.filter(pk=row.pk).update(told_at=at, confirm_by=at.date(), **more)
    row.refresh_from_db()
    return row


def first_diploma(edition: Edition, country: Country, by: User, kind: str) -> IssuedDiploma:
    claims = claims_in(edition, country, kind)
    return issue(edition, claims, by=by, at=clock.now())[0]


def test_an_organizer_makes_all_of_a_country_and_they_keep_their_serials(
    client: Client, sealed: Edition, organizer: User
) -> None:
    client.force_login(organizer)
    for kind, many in (("winner", 8), ("school", 4), ("mentor", 2)):
        for _ in range(2):
            client.post(f"{PAGE}make/", {"country": "BA", "kind": kind})
            do_jobs()
        content = client.get(f"{PAGE}ba/{kind}-1.pdf").content
        printed = pages(content)
        serials = list(IssuedDiploma.objects.filter(kind=kind).values_list("serial", flat=True))
        assert len(printed) == len(serials) == many
        # By its look a pair of letters may be read with a space between.
        text = "".join(printed).replace(" ", "")
        assert all(in_groups(one) in text for one in serials), text
    with CaptureQueriesContext(connection) as asked:
        assert "sheets" in client.get(PAGE).text
    files = [one["sql"] for one in asked if 'FROM "base_madepiece"' in one["sql"]]
    assert len(files) == 1
    assert '"body"' not in files[0]
    assert client.post(f"{PAGE}make/", {"country": "HR", "kind": "winner"}).status_code == 404
    assert MadePiece.objects.count() == 3
    deeds = LogEntry.objects.filter(additional_data__deed="diplomas_issued")
    assert [one.additional_data["count"] for one in deeds.order_by("pk")] == [8, 4, 2]
    files = LogEntry.objects.filter(additional_data__file__startswith="2027-ba-")
    assert files.count() == 3
    for days, left in ((6, 3), (8, 0)):
        forget_due(clock.now() + timedelta(days=days))
        assert MadeFile.objects.count() == left


def test_a_check_shows_what_is_printed_and_nothing_of_others(
    client: Client, sealed: Edition, country: Country, first: User
) -> None:
    row = first_diploma(sealed, country, first, "winner")
    client.logout()
    page = client.get(
        f"/diploma/{in_groups(row.serial)}", follow=True, headers={"accept-language": "en"}
    ).text
    for text in ("This diploma is genuine", "The rank, place 1", "VII-", in_groups(row.serial)):
        assert text in page
    assert "<dt>For whom</dt>" in page
    others = IssuedDiploma.objects.exclude(pk=row.pk).values_list("serial", flat=True)
    assert not any(in_groups(one) in page for one in others)
    assert "Revoke" not in page
    answer = client.get("/en/diploma/", {"serial": in_groups(row.serial).lower()})
    assert "This diploma is genuine" in answer.text
    assert answer["X-Robots-Tag"] == "noindex"


def test_a_name_stands_there_only_while_a_guardian_agrees(
    client: Client, sealed: Edition, country: Country, first: User
) -> None:
    row = first_diploma(sealed, country, first, "winner")
    assert row.winner is not None
    address = f"/en/diploma/{row.serial}/"
    winner = told(row.winner, name=NAME, consent_at=clock.now())
    assert NAME in client.get(address).text
    Winner.objects.update(name="", withdrawn_at=clock.now())
    page = client.get(address).text
    assert NAME not in page
    assert "A name stood here that is not told any more." in page
    # Else whoever has the paper would know who the alias is.
    one = next(one for one in read_diplomas(related_diplomas()) if one.row == row)
    alias = facts_of(one, "en")
    assert not any(text in page for text in (alias.name, alias.school, f"#{alias.animal}"))
    # While it is agreed to and not entered yet, nothing but the alias was printed.
    words = {"withdrawn_at": None, "consent_words": "Agreed"}
    Winner.objects.update(**words)
    assert alias.name in client.get(address).text
    Winner.objects.filter(pk=winner.pk).update(gone_at=clock.now(), gone_why="late")
    assert "does not have the award any more" in client.get(address).text


def test_an_organizer_revokes_with_a_reason_and_the_check_says_when(
    client: Client, sealed: Edition, country: Country, organizer: User, first: User
) -> None:
    row = first_diploma(sealed, country, first, "school")
    address = f"/en/diploma/{row.serial}/"
    client.force_login(organizer)
    client.post(f"{address}revoke/", {"why": ""})
    assert "This diploma is genuine" in client.get(address).text
    client.post(f"{address}revoke/", {"why": "Of the wrong school."})
    assert "Of the wrong school." in client.get(address).text
    client.logout()
    page = client.get(address).text
    assert "This diploma was revoked on" in page
    assert "Of the wrong school." not in page
    claims = claims_in(sealed, country, "school")
    again = issue(sealed, claims, by=first, at=clock.now())
    assert row.pk not in {one.pk for one in again}
    assert len(again) == 3
    anew = issue(sealed, claims, by=first, at=clock.now(), anew=True)
    assert len(anew) == 4
    organizer.roles.update(country=cast.make_country("RS"))
    client.force_login(organizer)
    assert client.post(f"/en/diploma/{anew[0].serial}/revoke/", {"why": "x"}).status_code == 404


def test_one_that_was_revoked_is_issued_anew_on_its_page(
    client: Client, sealed: Edition, country: Country, organizer: User, first: User
) -> None:
    row = first_diploma(sealed, country, first, "school")
    client.force_login(organizer)
    address = f"/en/diploma/{row.serial}/"
    client.post(f"{address}anew/")
    assert IssuedDiploma.objects.filter(school=row.school).count() == 1
    client.post(f"{address}revoke/", {"why": "Of the wrong school."})
    assert "Issue anew" in client.get(address).text
    client.post(f"{address}anew/")
    page = client.post(f"{address}anew/", follow=True)
    [other] = IssuedDiploma.objects.filter(school=row.school, revoked_at=None)
    assert in_groups(other.serial) in page.text
    assert "This diploma is genuine" in page.text


def test_who_moves_up_gets_one_with_the_new_place(
    sealed: Edition, country: Country, first: User
) -> None:
    row = first_diploma(sealed, country, first, "winner")
    IssuedDiploma.objects.filter(pk=row.pk).update(place=3)
    first_diploma(sealed, country, first, "winner")
    again = first_diploma(sealed, country, first, "winner")
    assert (again.winner, again.place) == (row.winner, 1)
    row.refresh_from_db()
    assert row.revoked_at is not None
    assert IssuedDiploma.objects.filter(winner=row.winner).count() == 2


def test_a_name_that_goes_while_files_are_made_is_in_none(
    client: Client,
    sealed: Edition,
    country: Country,
    organizer: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    winner = told(Winner.objects.earliest("pk"), name=NAME, consent_at=clock.now())

    def made(rows: Sequence[ReadDiploma]) -> Iterator[tuple[int, bytes]]:
        yield 1, b"one"
        assert MadePiece.objects.exists()
        withdraw_consent(winner, at=clock.now())
        yield 1, NAME.encode()

    monkeypatch.setattr(making, "diploma_files", made)
    making.ask_for_diplomas(sealed, country, kind="winner", by=organizer, at=clock.now())
    do_jobs()
    assert not MadePiece.objects.exists()
    assert not MadeFile.objects.exists()


def test_a_teacher_prints_the_own_winners_once_told_and_the_own_diploma(
    client: Client, sealed: Edition
) -> None:
    row = Winner.objects.filter(country="BA").earliest("pk")
    school_class = row.school_class
    teacher = school_class.teachers.get()
    assert claims_of_teacher(sealed, teacher) == []
    told(row, name=NAME, consent_at=clock.now())
    school_class.language = "sr"
    school_class.save()
    client.force_login(teacher)
    assert "Print the diploma of 1 pupil" in client.get("/en/staff/diplomas/").text
    [page] = pages(
        client.post("/en/staff/diplomas/print/", {"edition": "2027", "kind": "winner"}).content
    )
    assert NAME in page
    # The heading above it is “Diploma”, and it is the pupil who gets it.
    assert "дипломудобија" in page.replace(" ", "")
    [own] = pages(
        client.post("/en/staff/diplomas/print/", {"edition": "2027", "kind": "mentor"}).content
    )
    assert teacher.name in own
    client.force_login(cast.make_teacher(school_class.school, "colleague@example.org"))
    wish = {"edition": "2027", "kind": "winner"}
    assert client.post("/en/staff/diplomas/print/", wish).status_code == 404


def test_nothing_is_issued_before_the_seal(
    reviewed: Edition, country: Country, first: User
) -> None:
    with pytest.raises(NoDiplomaYet):
        issue(reviewed, [], by=first, at=clock.now())


def test_a_school_with_few_pupils_is_not_told_how_many(
    sealed: Edition, country: Country, first: User
) -> None:
    row = first_diploma(sealed, country, first, "school")
    assert facts_of(read_diplomas([row])[0], "en").more == "Bosnia and Herzegovina"
    IssuedDiploma.objects.all().delete()
    Edition.objects.update(publishing_threshold=4)
    row = first_diploma(Edition.objects.get(), country, first, "school")
    more = "4 pupils took part, Bosnia and Herzegovina"
    assert facts_of(read_diplomas([row])[0], "en").more == more


def test_whoever_guesses_is_slowed_and_whoever_has_a_diploma_is_not(
    client: Client,
    sealed: Edition,
    country: Country,
    first: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = first_diploma(sealed, country, first, "mentor")
    monkeypatch.setattr(views, "guesses", Bucket(capacity=2, per_second=0))
    asked = [client.get(f"/en/diploma/{'2' * 15}{n}/").status_code for n in (3, 4, 5)]
    assert asked == [404, 404, 429]
    assert client.get(f"/en/diploma/{row.serial}/").status_code == 200
