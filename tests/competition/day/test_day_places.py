"""Places on the page of the day stand as their country's alphabet has them."""

from __future__ import annotations

from competition.day.day_facts import as_its_country_sorts
from schools.models import Country, Region

CROATIA = Country(code="HR", collation="hr", names={"en": "Croatia"})


def test_s_with_a_caron_is_a_letter_after_s_and_before_z() -> None:
    names = ["Zagrebačka", "Šibensko-kninska", "Čakovec", "Splitsko-dalmatinska", "Ljubuški", "Lug"]
    regions = [Region(country=CROATIA, code=name, names={"en": name}) for name in names]
    places: list[Country | Region] = [*regions, CROATIA]
    found = sorted(places, key=as_its_country_sorts)
    assert [str(one) for one in found] == [
        *("Croatia", "Čakovec", "Lug", "Ljubuški"),
        *("Splitsko-dalmatinska", "Šibensko-kninska", "Zagrebačka"),
    ]
