"""The forms of an edition as a whole: what they save, and what they say about bad input."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from competition.models import AwardRule, Edition
from schools.models import Country
from tests import cast
from tests.cells import in_one_world

CODES = ("bs", "hr", "sr", "en")
NAMES = {f"names_{code}": f"Kviz {code}" for code in CODES}
RULES = {
    "ranking": "minutes",
    "grace_seconds": "30",
    "objection_days": "7",
    "publishing_threshold": "15",
}
AWARD = {"kind": "rank", "amount": "3", "position": "1", **{f"name_{c}": f"Cup {c}" for c in CODES}}


@pytest.fixture
def draft(edition: Edition, client: Client) -> Edition:
    """A draft in which the country takes part; a coordinator has logged in."""
    Edition.objects.update(state="draft")
    client.force_login(cast.make_staff("coordinator"))
    return Edition.objects.get()


def send(client: Client, part: str, data: dict[str, Any]) -> str:
    """What the page says, empty when it was saved."""
    answer = client.post(f"/en/staff/editions/2027/{part}/", data)
    return "" if answer.status_code == 302 else " ".join(answer.text.split())


def test_texts_are_saved_by_language(client: Client, draft: Edition) -> None:
    data = {**NAMES, "slogans_en": "Together", "themes_sr": "Тема"}
    assert send(client, "texts", data) == ""
    draft.refresh_from_db()
    assert draft.names["en"] == "Kviz en"
    assert (draft.slogans, draft.themes) == (
        {"en": "Together"},
        {"sr": "Тема", "sr-latn": "Tema"},
    ), "Serbian is typed once"


@in_one_world(
    ("state", "data", "message"),
    [
        pytest.param("draft", {}, "", id="a draft may wait for names"),
        pytest.param(
            "registration", {"names_en": ""}, "This field is required.", id="later none may go"
        ),
        pytest.param("draft", {"names_en": "x" * 81}, "at most 80 characters", id="too long"),
        pytest.param("live", {"names_en": "New"}, "", id="a typing mistake is mended while live"),
        pytest.param("sealed", {"names_en": "New"}, "The edition is sealed;", id="sealed"),
    ],
)
def test_bad_texts_are_told(
    state: str, data: dict[str, str], message: str, client: Client, draft: Edition
) -> None:
    Edition.objects.update(state=state, names=dict.fromkeys(CODES, "Kviz"))
    assert message in send(client, "texts", {**NAMES, **data} if data else {"names_en": ""})


def test_basics_are_saved_and_the_address_moves_along(client: Client, draft: Edition) -> None:
    answer = client.post(
        "/en/staff/editions/2027/basics/",
        {"slug": "SID-2028", "year": "2028", "countries": ["BA"]},
    )
    assert answer["Location"] == "/en/staff/editions/sid-2028/"
    draft.refresh_from_db()
    assert (draft.slug, draft.year) == ("sid-2028", 2028)


def test_a_country_that_leaves_takes_its_part_along(client: Client, draft: Edition) -> None:
    abroad = cast.make_country("HR")
    draft.partners.create(country_id="BA", name="Telekom")
    AwardRule.objects.create(edition=draft, kind="rank", amount=1, country_id="BA")
    assert send(client, "basics", {"slug": "2027", "year": "2027", "countries": ["HR"]}) == ""
    assert list(draft.countries.all()) == [abroad]
    assert not draft.windows.exists()
    assert not draft.partners.exists()
    assert not draft.award_rules.exists()


def test_divisions_get_minutes_and_an_empty_one_goes(client: Client, draft: Edition) -> None:
    data = {"languages": ["hr", "en"], "minutes_9-11": "15", "minutes_14-15": "25"}
    assert send(client, "divisions", data) == ""
    draft.refresh_from_db()
    assert draft.languages == ["hr", "en"]
    found = {division.code: division.minutes for division in draft.divisions.all()}
    assert found == {"9-11": 15, "14-15": 25}


def test_minutes_change_without_touching_the_papers(client: Client, draft: Edition) -> None:
    assert send(client, "divisions", {"languages": ["en"], "minutes_12-13": "30"}) == ""
    division = draft.divisions.get()
    assert division.minutes == 30
    assert division.official is not None


@in_one_world(
    ("data", "message"),
    [
        ({"minutes_12-13": "20"}, "Choose at least one language."),
        ({"languages": ["xx"], "minutes_12-13": "20"}, "xx is not one of the available choices."),
        ({"languages": ["en"]}, "Give minutes to at least one age group."),
        ({"languages": ["en"], "minutes_12-13": "0"}, "greater than or equal to 1"),
        ({"languages": ["en"], "minutes_12-13": "181"}, "less than or equal to 180"),
    ],
    ids=["no language", "unknown language", "no division", "no minutes", "too many minutes"],
)
def test_bad_divisions_are_told(
    data: dict[str, Any], message: str, client: Client, draft: Edition
) -> None:
    assert message in send(client, "divisions", data)
    assert draft.divisions.get().minutes == 20


def test_a_division_with_classes_stays(client: Client, draft: Edition, entry: object) -> None:
    page = send(client, "divisions", {"languages": ["en"], "minutes_9-11": "20"})
    assert "Classes have entered in an age group you want to remove." in page
    draft.refresh_from_db()
    assert [division.code for division in draft.divisions.all()] == ["12-13"]
    assert len(draft.languages) == 5


def test_rules_are_saved(client: Client, draft: Edition) -> None:
    assert send(client, "rules", RULES) == ""
    draft.refresh_from_db()
    assert draft.ranking == "minutes"
    assert (draft.grace_seconds, draft.reveal_early) == (30, False)
    assert draft.publishing_threshold == 15
    assert draft.half_points is False
    assert send(client, "rules", RULES | {"half_points": "on"}) == ""
    draft.refresh_from_db()
    assert draft.half_points is True


@in_one_world(
    ("change", "message"),
    [
        ({"ranking": "speed"}, "speed is not one of the available choices."),
        ({"grace_seconds": "0"}, "greater than or equal to 10"),
        ({"grace_seconds": "x"}, "Enter a whole number."),
        ({"publishing_threshold": "9"}, "Write 10 or more: fewer pupils could be guessed."),
        ({"publishing_threshold": "1001"}, "less than or equal to 1000"),
    ],
    ids=["no ranking", "no grace", "letters", "few", "many"],
)
def test_bad_rules_are_told_beside_the_field(
    change: dict[str, str], message: str, client: Client, draft: Edition
) -> None:
    page = send(client, "rules", {**RULES, **change})
    assert page.count(message) == 2
    assert 'aria-invalid="true"' in page
    assert Edition.objects.get().grace_seconds == 60


@pytest.mark.parametrize("state", ["live", "review", "sealed", "archived"])
@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("rules", RULES),
        ("divisions", {"languages": ["en"], "minutes_12-13": "30"}),
        ("basics", {"slug": "x", "year": "2030", "countries": ["BA"]}),
        ("awards", {}),
    ],
)
def test_what_is_frozen_is_not_saved(
    part: str, data: dict[str, Any], state: str, client: Client, draft: Edition
) -> None:
    Edition.objects.update(state=state)
    page = send(client, part, data or awards(AWARD))
    assert "This no longer changes." in page
    found = Edition.objects.get()
    assert (found.grace_seconds, found.slug, len(found.languages)) == (60, "2027", 5)
    assert not found.award_rules.exists()


def awards(*rows: dict[str, str]) -> dict[str, str]:
    """What the page of awards sends."""
    stored = sum("id" in row for row in rows)
    data = {"award_rules-TOTAL_FORMS": f"{len(rows)}", "award_rules-INITIAL_FORMS": f"{stored}"}
    for n, row in enumerate(rows):
        data |= {f"award_rules-{n}-{field}": value for field, value in row.items()}
    return data


def test_an_award_is_added_changed_and_removed(client: Client, draft: Edition) -> None:
    assert send(client, "awards", awards(AWARD)) == ""
    award = draft.award_rules.get()
    assert (award.kind, award.amount, award.least) == ("rank", 3, None)
    assert award.names["sr"] == "Cup sr"
    change = {"kind": "draw", "amount": "18", "least": "80", "country": "BA", "id": f"{award.pk}"}
    draft.countries.add(Country.objects.get(pk="BA"))
    assert send(client, "awards", awards({**AWARD, **change}, {"position": "1"})) == ""
    award.refresh_from_db()
    assert (award.amount, award.least, award.country_id) == (18, 80, "BA")
    assert send(client, "awards", awards({"id": f"{award.pk}", "DELETE": "on"})) == ""
    assert not draft.award_rules.exists()


@in_one_world(
    ("change", "message"),
    [
        ({"kind": "lottery"}, "lottery is not one of the available choices."),
        ({"amount": ""}, "Write a number from 1 to 100."),
        ({"kind": "percentile", "amount": "51"}, "Write a number from 1 to 50."),
        ({"kind": "draw"}, "Write how many per cent of the points are needed."),
        ({"kind": "threshold", "least": "101"}, "less than or equal to 100"),
        ({"name_hr": ""}, "This field is required."),
        ({"country": "XX"}, "Select a valid choice."),
    ],
    ids=["kind", "no amount", "percentile", "draw", "over 100 %", "no name", "country"],
)
def test_a_bad_award_is_told(
    change: dict[str, str], message: str, client: Client, draft: Edition
) -> None:
    assert message in send(client, "awards", awards({**AWARD, **change}))
    assert not draft.award_rules.exists()


def test_a_number_that_the_kind_of_award_does_not_need_is_not_kept(
    client: Client, draft: Edition
) -> None:
    rows = {**AWARD, "kind": "threshold", "least": "80"}, {**AWARD, "least": "80"}
    assert send(client, "awards", awards(*rows)) == ""
    found = list(draft.award_rules.order_by("pk").values_list("amount", "least"))
    assert found == [(None, 80), (3, None)]


def test_an_award_of_another_edition_is_not_touched(client: Client, draft: Edition) -> None:
    other = Edition.objects.create(slug="other", year=2026)
    award = AwardRule.objects.create(edition=other, kind="rank", amount=1)
    send(client, "awards", awards({**AWARD, "id": f"{award.pk}"}))
    award.refresh_from_db()
    assert (award.edition, award.amount) == (other, 1)


@in_one_world(("state", "may"), [("registration", True), ("rehearsal", True), ("live", False)])
def test_a_country_joins_until_it_is_live_and_none_leaves(
    state: str, client: Client, draft: Edition, country: Country, *, may: bool
) -> None:
    other = cast.make_country("HR")
    draft.countries.add(country)
    Edition.objects.update(state=state)
    page = client.get("/en/staff/editions/2027/basics/").text
    assert ("A country may join" in page, "This no longer changes." in page) == (may, not may)
    send(client, "basics", {"slug": "x", "year": "2030", "countries": [other.pk]})
    codes = set(draft.countries.values_list("pk", flat=True))
    assert codes == ({country.pk, other.pk} if may else {country.pk})
    assert Edition.objects.get().slug == "2027"
    if may:
        overview = " ".join(client.get("/en/staff/editions/2027/").text.split())
        lacks = "yet" if state == "registration" else "lies ahead"
        assert f"No window {lacks}: {other}." in overview


def test_who_may_not_run_a_country_cannot_let_it_join(
    client: Client, draft: Edition, country: Country
) -> None:
    other = cast.make_country("HR")
    draft.countries.add(country)
    Edition.objects.update(state="registration")
    client.force_login(cast.make_staff("organizer", country=country))
    send(client, "basics", {"slug": "2027", "year": "2027", "countries": [other.pk]})
    assert set(draft.countries.values_list("pk", flat=True)) == {country.pk}
