"""The ceremony's pages: who is called and what is told of whom, the rehearsal, notes, boards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.aliases.alias import texts
from competition.models import Alias, Edition
from competition.setup.actions import LookFirst, take_step
from leaderboard.awards.actions import draw
from leaderboard.boards.actions import freeze_boards, publish_boards
from leaderboard.models import Board, Draw, Freeze, Seal, Winner
from leaderboard.winners.queries import public_awards
from schools.models import Country, School
from tests import cast
from tests.leaderboard.ceremony.conftest import NAME
from tests.leaderboard.freezing import unfreeze
from tests.leaderboard.sealed import KNOWN, seal_without

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
    client: Client, superuser: User, confirmed: Seal
) -> None:
    client.force_login(superuser)
    data = told(client, REAL)
    home, abroad = "Bosnia and Herzegovina", "Croatia"
    ranked = Winner.objects.filter(rule__kind="rank", place__gt=0)
    assert called(data) == [
        ("The draw", "Ages 12–13", home, 2),
        ("The rank", "Ages 12–13", home, ranked.filter(country="BA").count()),
        ("The draw", "Ages 12–13", abroad, 2),
        ("The rank", "Ages 12–13", abroad, ranked.filter(country="HR").count()),
    ]
    draw = data["blocks"][0]["draw"]
    assert (draw["number"], draw["what"]) == ("7 12 33", "State lottery, round 12")
    assert {one for block in data["blocks"] for winner in block["winners"] for one in winner} == {
        *("place", "animal", "names", "school", "prize")
    }, "a ticket beside a name would tell rank and points"
    cards = one_line(block["winners"] for block in data["blocks"])
    assert [one for one in Winner.objects.values_list("ticket", flat=True) if one in cards] == []


def test_nothing_is_told_of_a_pupil_but_alias_animal_and_place(
    client: Client, superuser: User, named: Winner
) -> None:
    """The school only where a guardian has agreed to that, too: no board shows its rows."""
    Edition.objects.update(publishing_threshold=17)
    client.force_login(superuser)
    text = one_line([told(client, REAL)])
    own = named.school_class.school
    assert NAME in text
    assert [one.name for one in School.objects.all() if one.name in text] == []
    Winner.objects.filter(pk=named.pk).update(consent_school=True)
    text = one_line([told(client, REAL)])
    assert [one.name for one in School.objects.all() if one.name in text] == [own.name]
    held = {one.card_id: texts(one, "BA")["en"] for one in Alias.objects.all()}
    assert held[named.played.card_id] not in text
    Winner.objects.update(name="", consent_at=None)
    text = one_line([told(client, REAL)])
    assert (NAME in text, own.name in text) == (False, False)
    assert held[named.played.card_id] in text


def test_the_hall_is_told_what_the_public_page_tells(
    client: Client, superuser: User, named: Winner
) -> None:
    """The board at home shows its rows, that abroad does not; one teacher has not said yes."""
    Edition.objects.update(publishing_threshold=13)
    late = Winner.objects.filter(rule__kind="rank", country="BA").earliest("pk")
    Winner.objects.filter(pk=late.pk).update(confirmed_at=None)
    client.force_login(superuser)
    hall = {
        (block["award"][0][1], block["country"][0][1]): sorted(
            (one["place"], one["animal"], one["names"][0][1], one["school"])
            for one in block["winners"]
        )
        for block in told(client, REAL)["blocks"]
    }
    page = {
        (one.award.name, str(country)): sorted(
            (who.place, who.animal, who.shown_name, public.school)
            for who, public in one.winners
            if public.confirmed
        )
        for country in Country.objects.all()
        for one in public_awards(Edition.objects.get(), country)
    }
    assert hall == page
    schools = {country: {bool(one[3]) for one in rows} for (_name, country), rows in hall.items()}
    assert schools == {"Bosnia and Herzegovina": {True}, "Croatia": {False}}


def test_while_teachers_are_asked_nobody_is_on_the_stage(
    client: Client, superuser: User, confirmed: Seal
) -> None:
    Winner.objects.update(confirmed_at=None)
    client.force_login(superuser)
    data = told(client, REAL)
    assert (data["animals"], data["blocks"]) == ([], [])
    text = one_line([data])
    assert [
        one for alias in Alias.objects.all() for one in texts(alias, "BA").values() if one in text
    ] == []
    assert "Who is not confirmed is not on the stage." in client.get(PAGE).text


def test_who_was_just_drawn_is_called_by_the_alias_without_a_school(
    client: Client, superuser: User, drawn: Seal
) -> None:
    """Nobody was asked about it yet, and the draw is made on this stage."""
    client.force_login(superuser)
    data = told(client, REAL)
    called = [one for block in data["blocks"] for one in block["winners"]]
    aliases = {text for alias in Alias.objects.all() for text in texts(alias, "BA").values()}
    assert called
    assert {one["names"][0][1] for one in called} <= aliases
    assert {one["school"] for one in called} == {""}


def test_the_rehearsal_is_as_long_and_knows_nobody(
    client: Client, superuser: User, named: Winner
) -> None:
    client.force_login(superuser)
    real, made = told(client, REAL), told(client, REHEARSAL)
    assert [step["name"] for step in made["steps"]] == [step["name"] for step in real["steps"]]
    assert called(made) == called(real)
    assert made == told(client, REHEARSAL)
    text = one_line([made])
    secrets = [NAME, "71233", named.edition.draw.seed_sha256[:16]]
    secrets += [text for one in Alias.objects.all() for text in texts(one, "BA").values()]
    secrets += Winner.objects.values_list("ticket", flat=True)
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
    wish: dict[str, Any] = {"number": "7 12 33", "again": "7 12 33"}
    draw(undrawn.edition, by=superuser, at=clock.now() + KNOWN, **wish)
    drawn = told(client, REAL)
    before, after = ([step["name"] for step in data["steps"]] for data in (waiting, drawn))
    gone = [name for name in before if name not in after]
    assert [name.rpartition(":")[2] for name in gone] == ["waiting", "waiting"]
    assert all(f"{name.partition(':')[0]}:draw" in after for name in gone)
    assert [len(drawn["blocks"][n]["winners"]) for n in (0, 2)] == [2, 2]


def test_once_sealed_anew_awards_and_pools_are_those_of_the_seal_that_holds(
    client: Client, superuser: User, first: User, drawn: Seal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leaderboard.ceremony.queries.MOST_CALLED", 8)
    winners = Winner.objects.filter(rule__kind="draw", country="BA", place__gt=0)
    gone = winners.earliest("pk").played
    holds = seal_without([gone], first, superuser)
    client.force_login(superuser)
    data = told(client, REAL)
    assert sum(one[3] for one in called(data)) == Winner.objects.all().held().called().count()
    block = data["blocks"][0]
    assert block["draw"]["proof"] == Draw.objects.get().seed_sha256[:16]
    lost = Winner.objects.get(attempt=gone, rule__kind="draw").ticket
    assert lost in drawn.tickets
    assert lost not in holds.tickets
    assert all(ticket in holds.tickets for ticket in block["draw"]["tickets"])


def test_two_scripts_stand_side_by_side_and_what_is_alike_once(
    client: Client, superuser: User, confirmed: Seal
) -> None:
    client.force_login(superuser)
    data = told(client, REAL, "?first=sr&second=sr-latn")
    assert [tag for tag, _text in data["steps"][0]["heads"]] == ["sr-Cyrl", "sr-Latn"]
    assert [len(one["names"]) for one in data["blocks"][0]["winners"]] == [2, 2]
    assert len(data["blocks"][0]["award"]) == 1


def test_an_organizer_calls_the_own_country(client: Client, drawn: Seal, country: Country) -> None:
    client.force_login(cast.make_staff("organizer", country=country))
    assert {one[2] for one in called(told(client, REAL))} == {"Bosnia and Herzegovina"}
    assert "country" not in client.get(PAGE).context["hall"].fields


def test_who_leads_may_call_one_country(client: Client, superuser: User, drawn: Seal) -> None:
    client.force_login(superuser)
    assert {one[2] for one in called(told(client, REAL))} == {"Bosnia and Herzegovina", "Croatia"}
    assert {one[2] for one in called(told(client, REAL, "?country=HR"))} == {"Croatia"}
    assert "country=HR" in client.get(f"{PAGE}?country=HR").text


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


def left_boards() -> list[int]:
    return list(Board.objects.filter(frozen_at__isnull=False).values_list("pk", flat=True))


def test_before_the_seal_boards_rest(
    client: Client, frozen: None, superuser: User, reviewed: Edition
) -> None:
    client.force_login(superuser)
    every = left_boards()
    assert f"{PAGE}move/" not in client.get(PAGE).text
    answer = client.post(f"{PAGE}move/", follow=True)
    assert "rest until two people have sealed" in answer.text
    assert every
    assert left_boards() == every


def test_boards_move_when_the_organizer_says_so_and_before_publication(
    client: Client, frozen: None, drawn: Seal, first: User, country: Country
) -> None:
    edition = Edition.objects.get()
    with pytest.raises(LookFirst):
        take_step(edition, to="published", by=first, at=clock.now())
    client.force_login(cast.make_staff("organizer", country=country))
    client.post(f"{PAGE}move/")
    left = set(Board.objects.filter(frozen_at__isnull=False).values_list("country", flat=True))
    assert left == {"HR", None}
    client.force_login(first)
    stopped = Board.objects.filter(country="HR").earliest("pk")
    Freeze.objects.filter(board=stopped).update(reason=Freeze.Reason.CHECK)
    page = client.get(PAGE).text
    assert page.count("the final places are announced at the ceremony") == len(left_boards()) - 1
    assert "we are checking a result" in page
    client.post(f"{PAGE}move/")
    assert left_boards() == [stopped.pk], "why it was stopped is not settled by a ceremony"
    unfreeze(stopped, at=clock.now(), by=first)
    assert not Freeze.objects.filter(lifted_at__isnull=True).exists()
    take_step(edition, to="published", by=first, at=clock.now())
