"""Files that were made go with the pupils in them, and can be made anew without them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from base import clock
from base.models import MadeFile, User
from competition.aliases.actions import aliases_for
from competition.models import Edition, Result
from leaderboard.made_files import DIPLOMAS, SPREADSHEET
from schools.models import Card, Country
from tests import cast
from tests.jobs import do_jobs
from tests.leaderboard.forgetting.test_deleted_year import archived, delete
from tests.leaderboard.sealed import seal_now

__all__ = ["archived"]

pytestmark = pytest.mark.django_db


def make(client: Client, edition: Edition, part: str) -> str:
    """Ask for a spreadsheet on the page; the address of the file."""
    client.post(f"/en/staff/spreadsheets/{edition.slug}/{part}/make/")
    do_jobs()
    return f"/en/staff/spreadsheets/files/{MadeFile.objects.get(part=part).pk}/"


def lines_in(client: Client, address: str) -> int:
    """How many lines a table has that can be taken."""
    reply = client.get(address)
    assert reply.status_code == 200
    return len(reply.getvalue().splitlines())


def make_diplomas(edition: Edition) -> None:
    wish = {"kind": DIPLOMAS, "about": edition.pk, "asked_at": clock.now()}
    for kind in ("winner", "school"):
        MadeFile.objects.create(part=f"{kind}/BA", **wish)


def made_diplomas() -> list[str]:
    return list(MadeFile.objects.filter(kind=DIPLOMAS).values_list("part", flat=True))


@pytest.mark.parametrize("part", ["workbook", "across", "results", "winners", "questions"])
def test_who_is_deleted_is_in_no_file_any_more(
    client: Client, reviewed: Edition, country: Country, first: User, superuser: User, part: str
) -> None:
    seal_now(reviewed, first, superuser)
    card = Card.objects.filter(attempts__result__score=0).earliest("pk")
    client.force_login(first)
    before = make(client, reviewed, part)
    then = lines_in(client, before)
    make_diplomas(reviewed)
    at = {"class_id": card.school_class_id, "card_id": card.pk}
    reply = client.post(reverse("leaderboard:erase_card", kwargs=at), follow=True)
    assert "are deleted" in reply.text
    assert made_diplomas() == ["school/BA"]
    if part == "questions":
        # It counts, and names nobody.
        assert client.get(before).status_code == 200
        return
    assert client.get(before).status_code == 404
    now = lines_in(client, make(client, reviewed, part))
    if part == "results":
        assert now == then - 1


def test_a_file_of_another_edition_stays(
    client: Client, reviewed: Edition, country: Country, first: User
) -> None:
    other = cast.make_edition(country, slug="2026")
    wish = {"kind": SPREADSHEET, "part": "workbook", "user": first, "asked_at": clock.now()}
    kept = MadeFile.objects.create(about=other.pk, **wish)
    MadeFile.objects.create(about=reviewed.pk, **wish)
    card = Card.objects.filter(attempts__isnull=False).earliest("pk")
    aliases_for([card.pk], edition=reviewed)
    client.force_login(cast.make_staff("organizer", country=country))
    at = {"class_id": card.school_class_id, "card_id": card.pk}
    client.post(reverse("leaderboard:erase_card", kwargs=at))
    assert not Card.objects.filter(pk=card.pk).exists()
    assert MadeFile.objects.get() == kept


def test_files_go_with_the_classes_of_their_year(
    client: Client, archived: Edition, country: Country, first: User
) -> None:
    client.force_login(first)
    files = [make(client, archived, part) for part in ("workbook", "results", "across")]
    make_diplomas(archived)
    then = lines_in(client, files[1])
    delete(country)
    assert [client.get(one).status_code for one in files] == [404] * 3
    assert made_diplomas() == ["school/BA"]
    left = Result.objects.filter(counts=True).count()
    assert lines_in(client, make(client, archived, "results")) == then - 16
    assert left == 12
