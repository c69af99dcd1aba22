"""Loading a country's pack: what people made of its contacts stays, and the rest is renewed."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from schools.contacts import actions
from schools.countries.packs import store_pack
from schools.exceptions import ContactChanged, PackFault
from schools.models import Contact, Country, User
from schools.rules.contacts import fingerprint

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


def offered(key: str) -> dict[str, object]:
    """What a pack says that waits for an answer."""
    found = one(key).offer
    assert isinstance(found, dict)
    return found


def correct(contact: Contact, **changes: object) -> None:
    values = contact.values()
    seen = fingerprint(values)
    actions.correct_contact(contact, values={**values, **changes}, seen=seen)  # type: ignore[typeddict-item]


def verify(contact: Contact, by: User) -> None:
    contact.refresh_from_db()
    actions.verify_contact(contact, seen=fingerprint(contact.values()), by=by, at=AT)


def test_a_number_that_was_corrected_and_verified_survives_every_load(
    blue: Contact, teacher: User
) -> None:
    correct(blue, phone="080 222")
    verify(blue, teacher)
    before = stored()
    store_pack(pack())
    assert stored() == before
    assert one("blue").offer is None, "the organizer knew what the pack says"
    store_pack(pack(phone="080 333"))
    held = one("blue")
    assert (held.phone, held.verified_on, held.verified_by) == ("080 222", AT.date(), teacher)
    assert offered("blue")["phone"] == "080 333"


@pytest.mark.parametrize(("take", "phone"), [(True, "080 333"), (False, "080 222")])
def test_a_difference_is_asked_once_for_each_version(
    take: bool, phone: str, blue: Contact, teacher: User
) -> None:
    correct(blue, phone="080 222")
    verify(blue, teacher)
    store_pack(pack(phone="080 333"))
    settle(take)
    store_pack(pack(phone="080 333"))
    held = one("blue")
    assert (held.phone, held.offer) == (phone, None)
    assert (held.verified_on is None) is take, "what is taken has to be verified"
    store_pack(pack(phone="080 444"))
    assert (one("blue").phone, one("blue").offer is None) == (
        ("080 444", True) if take else (phone, False)
    )


def settle(take: bool) -> None:
    held = one("blue")
    actions.settle_offer(held, seen=fingerprint(offered("blue")), take=take, at=AT)


def test_what_nobody_touched_is_brought_up_to_date(blue: Contact) -> None:
    hours = [{"first": 1, "last": 5, "opens": "9:00", "closes": "17:00"}]
    store_pack(pack(phone="080333", opening=hours))
    held = one("blue")
    assert (held.phone, held.offer) == ("080 333", None)
    assert held.opening[0]["opens"] == "09:00"


def test_what_was_verified_as_it_stood_is_asked_about_too(blue: Contact, teacher: User) -> None:
    verify(blue, teacher)
    store_pack(pack(phone="080 333"))
    assert (one("blue").phone, offered("blue")["phone"]) == ("080 111", "080 333")


def test_a_pack_that_says_what_people_wrote_asks_nothing(blue: Contact, teacher: User) -> None:
    correct(blue, phone="080 222")
    verify(blue, teacher)
    store_pack(pack(phone="080 333"))
    store_pack(pack(phone="080-222"))
    assert (one("blue").offer, one("blue").verified_on) == (None, AT.date())


def test_what_was_retired_is_brought_back_by_no_pack(blue: Contact) -> None:
    actions.retire_contact(blue, at=AT)
    store_pack(pack(phone="080 333"))
    assert (one("blue").retired_at, one("blue").phone) == (AT, "080 111")


def test_what_people_added_and_their_order_stay(blue: Contact) -> None:
    actions.add_contact(blue.country, values={**blue.values(), "names": {"en": "Ours"}})
    actions.move_contact(one("police"), up=True)
    store_pack(pack(phone="080 333"))
    assert [str(each) for each in Contact.objects.order_by("position")] == [
        "Police",
        "Blue",
        "Ours",
    ]


def test_a_contact_that_left_the_pack_is_asked_about_and_not_deleted(blue: Contact) -> None:
    less = pack()
    del less["contacts"][0]
    store_pack(less)
    assert (one("blue").offer, one("blue").retired_at) == ({}, None)
    settle(take=False)
    store_pack(less)
    assert one("blue").offer is None
    store_pack(pack())
    store_pack(less)
    settle(take=True)
    assert one("blue").retired_at == AT


def test_contacts_of_a_time_without_keys_are_found_again(teacher: User) -> None:
    country = store_pack({**pack(), "contacts": []})
    known = Contact.objects.create(
        country=country,
        kind="helpline",
        names={"en": "Blue"},
        phone="080111",
        verified_on=AT.date(),
    )
    mended = Contact.objects.create(
        country=country, kind="police", names={"en": "Police"}, phone="123", verified_on=AT.date()
    )
    store_pack(pack(opening=[{"first": 1, "last": 7, "opens": "0:00", "closes": "24:00"}]))
    known.refresh_from_db()
    mended.refresh_from_db()
    assert Contact.objects.count() == 2
    assert (known.key, bool(known.opening), known.verified_on) == ("blue", True, AT.date())
    assert (mended.key, mended.phone, offered("police")["phone"]) == ("police", "123", "122")


def test_a_question_about_an_older_pack_is_not_answered(blue: Contact, teacher: User) -> None:
    correct(blue, phone="080 222")
    store_pack(pack(phone="080 333"))
    seen = fingerprint(offered("blue"))
    store_pack(pack(phone="080 444"))
    with pytest.raises(ContactChanged):
        actions.settle_offer(one("blue"), seen=seen, take=True, at=AT)
    assert one("blue").phone == "080 222"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"key": ""}, "Contact 1, key: give small letters, digits and hyphens that never change."),
        ({"key": "police"}, "Contact 2, key: another contact has this key."),
        ({"kind": "friend"}, "Contact 1, kind: one of helpline, hotline, police, emergency."),
        ({"phone": ""}, "Contact 1, phone: give a phone number or a web address."),
        ({"phone": "call us"}, "Contact 1, phone: write digits, for example 080 05 03 05."),
        (
            {"opening": [{"first": 0, "last": 5, "opens": "9", "closes": "17:00"}]},
            "Contact 1, opening: write weekdays from 1 to 7 and times like 8:00.",
        ),
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


def test_the_command_names_the_file(tmp_path: Any) -> None:  # noqa: ANN401 - pytest's path
    path = tmp_path / "XX.yaml"
    path.write_text(yaml.safe_dump(pack(phone="call us")))
    with pytest.raises(CommandError, match=r"XX\.yaml: Contact 1, phone"):
        call_command("load_countries", path)


def test_the_packs_of_the_product_load_twice_and_change_nothing(teacher: User) -> None:
    call_command("load_countries", verbosity=0)
    held = Contact.objects.filter(country="RS", phone="116 111").get()
    correct(held, phone="0800 123 456")
    verify(held, teacher)
    before = stored()
    call_command("load_countries", verbosity=0)
    assert stored() == before
    kinds = set(Contact.objects.values_list("kind", flat=True))
    assert {"helpline", "hotline", "police", "emergency"} == kinds
