"""The ceremony's pages: who is called and what is told of whom, the rehearsal, notes, boards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from competition.aliases.alias import texts
from competition.models import Alias, Edition
from competition.setup.actions.steps import NotReady, take_step
from leaderboard.boards.actions.freezing import freeze_boards
from leaderboard.boards.actions.publishing import publish_boards
from leaderboard.models import Award, Board, CeremonyNote, Freeze, Seal, Winner
from schools import clock
from schools.models import Country, School, User
from tests import cast
from tests.leaderboard.ceremony.conftest import NAME

PAGE = "/en/staff/editions/2027/ceremony/"
REAL, REHEARSAL = f"{PAGE}ceremony/", f"{PAGE}rehearsal/"


def told(client: Client, address: str, query: str = "?first=en") -> dict[str, Any]:
    """What the screens are told."""
    page = client.get(f"{address}screens/{query}").text
    found = re.search(r'<script id="ceremony" type="application/json">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def called(data: dict[str, Any]) -> list[tuple[str, str, str, int]]:
    """Award, ages, country and how many have it."""
    return [
        (*(block[part][0][1] for part in ("award", "ages", "country")), len(block["winners"]))
        for block in data["blocks"]
    ]


def one_line(texts: Iterable[Any]) -> str:
    return json.dumps(list(texts), ensure_ascii=False)


def test_awards_are_called_by_country_the_first_one_last_and_no_diploma(
    client: Client, superuser: User, drawn: Seal
) -> None:
    client.force_login(superuser)
    data = told(client, REAL)
    home, abroad = "Bosnia and Herzegovina", "Croatia"
    ranked = Award.objects.filter(rule__kind="rank", place__gt=0)
    assert called(data) == [
        ("The draw", "Ages 12–13", home, 2),
        ("The rank", "Ages 12–13", home, ranked.filter(country="BA").count()),
        ("The draw", "Ages 12–13", abroad, 2),
        ("The rank", "Ages 12–13", abroad, ranked.filter(country="HR").count()),
    ]
    draw = data["blocks"][0]["draw"]
    assert (draw["number"], draw["what"]) == ("71233", "State lottery, round 12")
    assert all(one["lot"] and one["ticket"] for one in data["blocks"][0]["winners"])
    assert all(not one["lot"] for one in data["blocks"][1]["winners"])


def test_nothing_is_told_of_a_pupil_but_alias_animal_and_place(
    client: Client, superuser: User, named: Winner
) -> None:
    """The school only of the one whose guardian has agreed: of the others too few took part."""
    client.force_login(superuser)
    text = one_line([told(client, REAL)])
    own = named.award.attempt.entry.school_class.school
    assert NAME in text
    assert [one.name for one in School.objects.all() if one.name in text] == [own.name]
    held = {one.card_id: texts(one)["en"] for one in Alias.objects.all()}
    assert held[named.award.attempt.card_id] not in text
    Winner.objects.update(name="")
    text = one_line([told(client, REAL)])
    assert (NAME in text, own.name in text) == (False, False)
    assert held[named.award.attempt.card_id] in text


def test_a_school_with_enough_pupils_is_told(
    client: Client, superuser: User, drawn: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaderboard.ceremony.queries.called_awards.fewest", lambda _least: 4)
    client.force_login(superuser)
    schools = [one["school"] for block in told(client, REAL)["blocks"] for one in block["winners"]]
    assert all(schools)


def test_the_rehearsal_is_as_long_and_knows_nobody(
    client: Client, superuser: User, named: Winner
) -> None:
    client.force_login(superuser)
    key = f"{named.award.rule_id}/12-13/HR"
    CeremonyNote.objects.create(edition=named.award.seal.edition, key=key, text="Her aunt comes")
    real, made = told(client, REAL), told(client, REHEARSAL)
    assert [step["name"] for step in made["steps"]] == [step["name"] for step in real["steps"]]
    assert called(made) == called(real)
    assert made == told(client, REHEARSAL)
    text = one_line([made])
    secrets = [NAME, "71233", "Her aunt comes", named.award.seal.awards_sha256[:16]]
    secrets += [text for one in Alias.objects.all() for text in texts(one).values()]
    secrets += Award.objects.values_list("ticket", flat=True)
    secrets += School.objects.values_list("name", flat=True)
    assert [secret for secret in secrets if secret in text] == []
    assert made["rehearsal"]
    assert not real["rehearsal"]


def test_a_draw_to_come_is_made_live_and_then_its_winners_are_there(
    client: Client, superuser: User, undrawn: Seal
) -> None:
    client.force_login(superuser)
    waiting = told(client, REAL)
    assert "draw:waiting" in one_line(
        step["name"].replace("/12-13/BA", "draw") for step in waiting["steps"]
    )
    assert waiting["blocks"][0]["winners"] == []
    assert waiting["blocks"][0]["draw"]["tickets"]
    page = client.get(f"{REAL}screens/").text
    assert "/staff/editions/2027/awarding/#draws" in page


def test_two_scripts_stand_side_by_side_and_what_is_alike_once(
    client: Client, superuser: User, drawn: Seal
) -> None:
    client.force_login(superuser)
    data = told(client, REAL, "?first=sr&second=sr-latn")
    assert [tag for tag, _text in data["steps"][0]["heads"]] == ["sr-Cyrl", "sr-Latn"]
    assert [len(one["names"]) for one in data["blocks"][0]["winners"]] == [2, 2]
    assert len(data["blocks"][0]["award"]) == 1


def test_an_organizer_calls_the_own_country(client: Client, drawn: Seal, country: Country) -> None:
    client.force_login(cast.make_staff("organizer", country=country))
    assert {one[2] for one in called(told(client, REAL))} == {"Bosnia and Herzegovina"}
    key = Award.objects.filter(country="HR").earliest("pk").key
    client.post(f"{PAGE}note/", {"key": key, "text": "Not mine"})
    assert not CeremonyNote.objects.exists()


def test_a_note_is_kept_for_the_presenter_and_an_empty_one_goes(
    client: Client, superuser: User, drawn: Seal
) -> None:
    client.force_login(superuser)
    key = Award.objects.filter(country="BA", rule__kind="draw").earliest("pk").key
    client.post(f"{PAGE}note/", {"key": key, "text": "The mayor hands over"})
    assert told(client, REAL)["blocks"][0]["note"] == "The mayor hands over"
    client.post(f"{PAGE}note/", {"key": key, "text": ""})
    assert not CeremonyNote.objects.exists()


def test_before_the_seal_there_is_nobody_to_call(
    client: Client, superuser: User, reviewed: Edition
) -> None:
    client.force_login(superuser)
    assert "two people have sealed" in client.get(PAGE).text
    for address in (f"{REAL}screens/", f"{REAL}file/", f"{REHEARSAL}file/"):
        assert client.get(address).status_code == 404


@pytest.fixture
def frozen(reviewed: Edition, superuser: User) -> None:
    """All boards were stopped for the ceremony, before the seal."""
    publish_boards(at=clock.now())
    reason = Freeze.Reason.CEREMONY
    freeze_boards(Board.objects.all(), at=clock.now(), by=superuser, reason=reason)


def test_boards_move_when_the_organizer_says_so_and_before_publication(
    client: Client, frozen: None, drawn: Seal, first: User, country: Country
) -> None:
    edition = Edition.objects.get()
    with pytest.raises(NotReady):
        take_step(edition, to="published", by=first, at=clock.now())
    client.force_login(cast.make_staff("organizer", country=country))
    client.post(f"{PAGE}move/")
    left = set(Board.objects.filter(frozen_at__isnull=False).values_list("country", flat=True))
    assert left == {"HR", None}
    client.force_login(first)
    client.post(f"{PAGE}move/")
    assert not Freeze.objects.filter(lifted_at__isnull=True).exists()
    take_step(edition, to="published", by=first, at=clock.now())


def test_the_screens_cost_the_same_for_any_number_of_winners(
    client: Client, superuser: User, drawn: Seal
) -> None:
    client.force_login(superuser)
    client.get(f"{REAL}screens/")
    with CaptureQueriesContext(
        connection,
    ) as found:
        client.get(f"{REAL}screens/")
    kept = len(found)
    Award.objects.filter(rule__kind="rank").delete()
    with CaptureQueriesContext(connection) as found:
        client.get(f"{REAL}screens/")
    assert len(found) == kept <= 30
