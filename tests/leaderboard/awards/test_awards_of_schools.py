"""Awards to schools: sealed with the rest, read by everybody, taken along to the next edition."""

from __future__ import annotations

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import AwardRule, Edition
from competition.setup.actions import begin
from competition.setup.forms import AwardForm
from leaderboard.models import AwardTerms, Seal, Winner
from leaderboard.rules import school_awards
from leaderboard.seals.actions import propose
from schools.models import Country, School
from tests.leaderboard.sealed import award, seal_now, seal_without

PUBLIC = "/en/boards/2027/seal/"


def schools_of(seal: Seal, country: str = "BA") -> list[tuple[object, ...]]:
    rows = Winner.objects.all().of_schools(seal.edition).filter(country=country)
    return list(rows.values_list("place", "school__name", "took_part", "declared"))


@pytest.fixture(autouse=True)
def _small_schools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four pupils of a school are enough here."""
    monkeypatch.setattr(school_awards, "FEWEST_PUPILS", 4)


def prepared(edition: Edition) -> None:
    """Of the four schools at home three have sent enough of their pupils."""
    award(edition, "schools", amount=1, least=20, prizes="A book")
    for name, pupils in (("BA 0", 5), ("BA 1", 10), ("BA 2", 5), ("BA 3", 100)):
        School.objects.filter(name=name).update(pupil_count=pupils)


def test_the_seal_gives_them_and_everybody_reads_them_once_published(
    client: Client, reviewed: Edition, first: User, superuser: User
) -> None:
    prepared(reviewed)
    client.force_login(superuser)
    propose(reviewed, by=first, at=clock.now())
    desk = " ".join(client.get("/en/staff/editions/2027/seal/").text.split())
    assert desk.count("4 of 5") == 2, "before it is sealed its schools can be looked at"
    client.logout()
    seal = seal_now(reviewed, first, superuser)
    assert sorted(schools_of(seal)) == [(1, "BA 0", 4, 5), (1, "BA 2", 4, 5)]
    assert "BA 0" not in client.get(PUBLIC).text
    Edition.objects.update(state="published")
    page = client.get(PUBLIC).text
    assert "BA 0" in page
    assert "at least 80 %" in page
    assert "4 of 5" not in page
    assert "A book" not in page
    client.force_login(superuser)
    assert "A book" in client.get("/en/staff/editions/2027/winners/").text


def test_the_register_of_later_decides_nothing(
    reviewed: Edition, first: User, superuser: User
) -> None:
    prepared(reviewed)
    before = seal_now(reviewed, first, superuser)
    School.objects.filter(name="BA 0").update(pupil_count=500)
    School.objects.filter(name="BA 3").update(pupil_count=4)
    attempt = School.objects.get(name="BA 3").classes.get().entries.get().attempts.first()
    assert attempt is not None
    seal = seal_without([attempt], first, superuser)
    assert sorted(schools_of(seal)) == sorted(schools_of(before))


def test_how_awards_are_given_goes_along_to_the_next_edition(
    edition: Edition, country: Country, superuser: User
) -> None:
    award(edition, "rank", amount=3, share=False, reserves=4, prizes="Tablet")
    new = begin(
        edition,
        slug="2028",
        year=2028,
        countries=[country],
        by=superuser,
        at=clock.now(),
    )
    terms = AwardTerms.objects.get(rule__edition=new)
    assert (terms.share, terms.reserves, terms.prizes) == (False, 4, "Tablet")
    assert AwardTerms.objects.count() == 2


def test_an_award_to_schools_is_of_no_division_and_says_from_which_share(
    edition: Edition,
) -> None:
    def sent(**more: object) -> AwardForm:
        names = {f"name_{code}": "Cup" for code in ("bs", "hr", "sr", "sr-latn", "en")}
        data = {"kind": "schools", "amount": 3, "position": 1, **names, **more}
        rule = AwardRule(edition=edition)
        return AwardForm(data, instance=rule, edition=edition, countries=Country.objects.all())

    division = edition.divisions.get().pk
    assert "have to take part" in str(sent(division=division).errors["least"])
    form = sent(least=20, division=division)
    assert form.is_valid(), form.errors
    assert form.save().division is None
    assert AwardRule.objects.get().least == 20
