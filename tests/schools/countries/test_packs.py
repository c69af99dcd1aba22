"""Loading a country's pack: what people made of its contacts stays, and what is missing comes."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.management import call_command

from schools.countries.packs import store_pack
from schools.exceptions import PackFault
from schools.models import Contact, Country

pytestmark = pytest.mark.django_db
AT = datetime(2027, 1, 12, 9, tzinfo=UTC)
PACK: dict[str, Any] = {
    "code": "XX",
    "names": {"en": "Land"},
    "timezone": "Europe/Sarajevo",
    "languages": ["bs", "en"],
    "collation": "bs",
    "grades": [],
    "regions": [],
    "contacts": [
        {"key": "blue", "kind": "helpline", "names": {"en": "Blue"}, "phone": "080 111"},
        {"key": "police", "kind": "police", "names": {"en": "Police"}, "phone": "122"},
    ],
}


def pack(**blue: object) -> dict[str, Any]:
    """The pack; with words for another version of its first contact."""
    made = copy.deepcopy(PACK)
    made["contacts"][0] |= blue
    return made


@pytest.fixture
def blue() -> Contact:
    store_pack(pack())
    return one("blue")


def one(key: str) -> Contact:
    return Contact.objects.get(country="XX", key=key)


def stored() -> list[dict[str, object]]:
    return [dict(row) for row in Contact.objects.order_by("pk").values()]


def test_what_a_person_wrote_or_retired_survives_every_load(blue: Contact) -> None:
    Contact.objects.filter(pk=blue.pk).update(phone="080 222", verified_on=AT.date())
    Contact.objects.filter(key="police").update(retired_at=AT)
    before = stored()
    store_pack(pack(phone="080 333"))
    assert stored() == before


def test_what_is_missing_is_added_and_nothing_is_deleted(blue: Contact) -> None:
    more, less = pack(), pack()
    more["contacts"].append({"key": "red", "kind": "hotline", "names": {"en": "Red"}, "web": "r"})
    del less["contacts"][0]
    store_pack(less)
    store_pack(more)
    assert [one.key for one in Contact.objects.order_by("position")] == ["blue", "police", "red"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"key": ""}, "Contact 1, key: give small letters, digits and hyphens that never change."),
        ({"key": "police"}, "Contact 2, key: another contact has this key."),
        ({"kind": "friend"}, "Contact 1, kind: one of helpline, hotline, police, emergency."),
        ({"phone": ""}, "Contact 1, phone: give a phone number or a web address."),
        ({"phone": "call us"}, "Contact 1, phone: write digits, for example 080 05 03 05."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_faulty_pack_stores_nothing_and_names_the_field(
    wrong: dict[str, object], told: str
) -> None:
    with pytest.raises(PackFault) as fault:
        store_pack(pack(**wrong))
    assert str(fault.value) == told
    assert not Country.objects.exists()


def test_the_packs_of_the_product_load_twice_and_change_nothing() -> None:
    call_command("load_countries", verbosity=0)
    Contact.objects.filter(country="RS", phone="116 111").update(phone="0800 123 456")
    before = stored()
    call_command("load_countries", verbosity=0)
    assert stored() == before
    kinds = set(Contact.objects.values_list("kind", flat=True))
    assert {"helpline", "hotline", "police", "emergency"} == kinds
