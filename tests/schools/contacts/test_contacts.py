"""The desk of help contacts: who adds, corrects, verifies, orders, retires; numbers and hours."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils.timezone import localdate

from schools.models import Contact, Country, Region, User
from schools.rules.opening_hours import ALWAYS
from tests import cast
from tests.cells import in_one_world

pytestmark = pytest.mark.django_db
HOME = "/en/staff/contacts/"
EMPTY = {f"{part}_{row}": "" for part in ("first", "last", "opens", "closes") for row in range(4)}
BLUE = {**EMPTY, "kind": "helpline", "name_bs": "Plavi", "phone": "080050305", "web": ""}


@pytest.fixture
def organizer(client: Client, country: Country) -> User:
    user = cast.make_staff("organizer", country=country)
    client.force_login(user)
    return user


@pytest.fixture
def blue(country: Country) -> Contact:
    return Contact.objects.create(
        country=country, kind="helpline", names={"bs": "Plavi"}, phone="080 050 305", position=1
    )


def press(client: Client, contact: Contact, action: str, seen: str = "") -> str:
    """Press a button as it stands on the page; returns what is said."""
    if not seen:
        row = client.get(HOME).text.partition(f'id="contact-{contact.pk}"')[2].partition("</li>")[0]
        forms = re.findall(r"<form.*?</form>", row, re.DOTALL)
        form = next((one for one in forms if f'value="{action}"' in one), "")
        found = re.search(r'name="seen" value="(\w+)"', form)
        seen = found[1] if found else ""
    data = {"action": action, "seen": seen}
    page = client.post(f"{HOME}{contact.pk}/act/", data, follow=True).text
    contact.refresh_from_db()
    return page


def test_an_organizer_adds_a_contact_with_hours_as_data(
    client: Client, organizer: User, blue: Contact
) -> None:
    hours = {"first_0": "1", "last_0": "5", "opens_0": "08:00", "closes_0": "22:00"}
    late = {"first_1": "6", "last_1": "", "opens_1": "20:00", "closes_1": "00:00"}
    note = {"name_en": "Police", "note_en": "not on holidays", "source": "asked them"}
    page = client.post(
        f"{HOME}ba/add/",
        {**BLUE, **hours, **late, **note, "kind": "police", "phone": "122"},
        follow=True,
    )
    made = Contact.objects.get(kind="police")
    assert (made.position, made.verified_on, made.key) == (2, None, "")
    assert made.names == {"bs": "Plavi", "en": "Police"}
    assert "Mon–Fri 8:00–22:00, Saturday 20:00–24:00; not on holidays" in page.text


@in_one_world(
    ("typed", "told"),
    [
        ({"phone": ""}, "Give a phone number or a web address."),
        ({"phone": "call"}, "Write 3 to 15 digits"),
        ({"web": "not an address"}, "Write it like plavitelefon.ba."),
        ({"name_bs": ""}, "This field is required."),
        ({"first_0": "1", "opens_0": "09:00"}, "Give the day and two different times."),
        ({"opens_0": "09:00", "closes_0": "10:00"}, "Give the day and two different times."),
    ],
    ids=["nothing", "words", "web", "nameless", "half", "no day"],
)
def test_what_helps_nobody_is_refused_with_the_remedy(
    typed: dict[str, str], told: str, client: Client, organizer: User
) -> None:
    assert told in client.post(f"{HOME}ba/add/", {**BLUE, **typed}).text
    assert not Contact.objects.exists()


@in_one_world(
    ("typed", "verified"),
    [({"source": "them"}, True), ({"phone": "080 06"}, False), ({"always": "on"}, False)],
    ids=["source", "number", "hours"],
)
def test_what_is_corrected_has_to_be_verified_again_where_it_is_reached(
    typed: dict[str, str], verified: bool, client: Client, organizer: User, blue: Contact
) -> None:
    assert "Verified today" in press(client, blue, "verify")
    assert (blue.verified_on, blue.verified_by) == (localdate(), organizer)
    seen = re.search(r'name="seen" value="(\w+)"', client.get(f"{HOME}{blue.pk}/").text)
    assert seen is not None
    client.post(f"{HOME}{blue.pk}/", {**BLUE, "seen": seen[1], **typed})
    blue.refresh_from_db()
    assert (blue.verified_on is not None) is verified
    assert (blue.opening == ALWAYS) is ("always" in typed)


def test_nobody_verifies_or_corrects_what_they_did_not_see(
    client: Client, organizer: User, blue: Contact
) -> None:
    told = "Somebody has changed this contact meanwhile."
    assert told in press(client, blue, "verify", seen="000000000000")
    page = client.post(f"{HOME}{blue.pk}/", {**BLUE, "phone": "1234", "seen": "0"}, follow=True)
    assert told in page.text
    blue.refresh_from_db()
    assert (blue.phone, blue.verified_on) == ("080 050 305", None)


def test_contacts_are_ordered_retired_and_brought_back(
    client: Client, organizer: User, blue: Contact
) -> None:
    red = Contact.objects.create(country=blue.country, kind="hotline", names={"en": "Red"}, web="r")
    press(client, red, "down")
    assert order(client) == ["Plavi", "Red"]
    press(client, red, "down")
    press(client, red, "up")
    assert order(client) == ["Red", "Plavi"]
    press(client, red, "retire")
    assert order(client) == ["Plavi"]
    assert "1 retired contact" in client.get(HOME).text
    press(client, red, "up")
    press(client, red, "bring_back")
    assert order(client) == ["Plavi", "Red"]


def order(client: Client) -> list[str]:
    """As anybody reads them."""
    return re.findall(r"<strong>(Plavi|Red)</strong>", client.get("/en/help/").text)


def test_a_difference_stands_beside_ours_to_take_or_leave(
    client: Client, organizer: User, blue: Contact
) -> None:
    blue.offer = {**blue.values(), "phone": "080 999", "opening": ALWAYS}
    blue.save()
    page = " ".join(re.sub(r"<[^>]+>", " ", client.get(HOME).text).split())
    assert "Phone 080 050 305 080 999 Opening hours – round the clock" in page
    press(client, blue, "leave")
    assert (blue.offer is None, blue.phone) == (True, "080 050 305")
    blue.offer = {**blue.values(), "phone": "080 999"}
    blue.save()
    press(client, blue, "take")
    assert (blue.offer is None, blue.phone, blue.verified_on) == (True, "080 999", None)


def test_who_organizes_a_region_reads_and_changes_nothing(
    client: Client, country: Country, blue: Contact
) -> None:
    user = cast.make_staff("organizer", region=Region.objects.get(country=country))
    client.force_login(user)
    page = client.get(HOME)
    assert "Plavi" in page.text
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert client.post(f"{HOME}{blue.pk}/act/", {"action": "retire"}).status_code == 404


def test_the_way_back_leads_to_pages_of_ours_only(
    client: Client, organizer: User, blue: Contact
) -> None:
    data = {"action": "retire", "next": "https://example.org/"}
    assert client.post(f"{HOME}{blue.pk}/act/", data)["Location"].startswith(HOME)


@in_one_world(
    ("typed", "shown", "dialled"),
    [
        ("116111", "116 111", "116111"),
        ("116-111", "116 111", "116111"),
        ("080 05 03 05", "080 05 03 05", "080050305"),
        ("19833", "19833", "19833"),
        ("+387 (0)33 12 34 56", "+387 (0) 33 12 34 56", "+38733123456"),
    ],
)
def test_numbers_are_written_and_tapped_the_same_way_everywhere(
    typed: str, shown: str, dialled: str, client: Client, blue: Contact
) -> None:
    Contact.objects.update(phone=typed)
    for page in ("help/", "ba/help/", "ba/"):
        assert f'href="tel:{dialled}"' in client.get(f"/en/{page}").text
    assert f">{shown}</a>" in client.get("/en/help/").text
