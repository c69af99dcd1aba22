"""Awards to schools: sealed with the rest, read by everybody, taken along to the next edition."""

from __future__ import annotations

import json

from django.test import Client

from base import clock
from base.models import User
from competition.models import AwardRule, Edition
from competition.setup.actions.copies import begin_from
from competition.setup.forms.parts import AwardForm
from leaderboard.models import AwardTerms, SchoolAward, Seal
from leaderboard.seals.actions.sealing import propose
from schools.models import Country, School
from tests.leaderboard.sealed import award, seal_now, seal_without

PUBLIC = "/en/boards/2027/seal/"


PUBLIC_PARTS = {"award", "names", "amount", "least", "fewest", "by", "pool_hmac", "winners"}


def schools_of(seal: Seal, country: str = "BA") -> list[tuple[int, str, int, int]]:
    rows = SchoolAward.objects.filter(seal=seal, country=country).select_related("school")
    return [(row.place, row.school.name, row.took_part, row.declared) for row in rows]


def prepared(edition: Edition, **terms: int) -> None:
    """Of the four schools at home three have sent enough of their pupils."""
    rule = award(edition, "schools", amount=1, least=20, prizes="A book")
    AwardTerms.objects.filter(rule=rule).update(**({"fewest": 4} | terms))
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
    told = json.loads(seal.awards_body)["schools"]
    assert [(one["award"][-2:], len(one["winners"])) for one in told] == [("BA", 2), ("HR", 0)]
    pools = json.loads(seal.pools_held_back)["schools"]["pools"]
    assert [(one["award"][-2:], len(pools[one["award"]])) for one in told] == [("BA", 3), ("HR", 0)]
    assert "BA 0" not in seal.awards_body
    assert "BA 0" not in client.get(PUBLIC).text
    Edition.objects.update(state="published")
    page = client.get(PUBLIC).text
    assert "BA 0" in page
    assert "at least 80 %" in page
    assert "4 of 5" not in page
    assert "A book" not in page
    client.force_login(superuser)
    assert "A book" in client.get("/en/staff/editions/2027/awarding/").text


def test_the_mean_decides_where_the_terms_say_so(
    reviewed: Edition, first: User, superuser: User
) -> None:
    prepared(reviewed, by_mean=True)
    seal = seal_now(reviewed, first, superuser)
    assert {name for _place, name, *_rest in schools_of(seal)} == {"BA 0", "BA 1"}


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
    award(edition, "schools", amount=3, least=20)
    AwardTerms.objects.filter(rule__kind="schools").update(fewest=25, by_mean=True)
    new = begin_from(
        edition,
        slug="2028",
        year=2028,
        countries=[country],
        by=superuser,
        at=clock.now(),
    )
    first, second = AwardTerms.objects.filter(rule__edition=new).order_by("rule__position")
    assert (first.share, first.reserves, first.prizes) == (False, 4, "Tablet")
    assert (second.fewest, second.by_mean) == (25, True)
    assert AwardTerms.objects.count() == 4


def test_an_award_to_schools_is_of_no_division_and_says_from_which_share(
    edition: Edition,
) -> None:
    def sent(**more: object) -> AwardForm:
        names = {f"name_{code}": "Cup" for code in ("bs", "hr", "sr", "sr-latn", "en")}
        data = {"kind": "schools", "amount": 3, "position": 1, **names, **more}
        return AwardForm(data, edition=edition, countries=Country.objects.all())

    division = edition.divisions.get().pk
    assert "have to take part" in str(sent(division=division).errors["least"])
    form = sent(least=20, division=division)
    assert form.is_valid(), form.errors
    assert form.save().division is None
    assert AwardRule.objects.get().least == 20
