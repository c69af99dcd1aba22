"""Help contacts: an organizer verifies them, the admin keeps them up, numbers can be tapped."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.timezone import localdate

from base.models import User
from schools.models import Contact, Country, Region
from tests import cast

pytestmark = pytest.mark.django_db
ADMIN = "/en/admin/schools/contact/"


@pytest.fixture
def blue(country: Country) -> Contact:
    return Contact.objects.create(
        country=country, kind="helpline", names={"bs": "Plavi"}, phone="080 050 305", position=1
    )


def verify(client: Client, contact: Contact) -> int:
    """Press it on the page of an edition; the status."""
    path = f"/en/staff/contacts/{contact.pk}/verify/"
    status = client.post(path, {"next": "https://example.org/"}).status_code
    contact.refresh_from_db()
    return status


def test_an_organizer_of_the_country_verifies(
    client: Client, country: Country, blue: Contact
) -> None:
    organizer = cast.make_staff("organizer", country=country)
    client.force_login(organizer)
    assert verify(client, blue) == 302
    assert (blue.verified_on, blue.verified_by) == (localdate(), organizer)


def test_who_organizes_a_region_or_another_country_does_not(
    client: Client, country: Country, blue: Contact
) -> None:
    client.force_login(cast.make_staff("organizer", region=Region.objects.get(country=country)))
    assert verify(client, blue) == 404
    assert blue.verified_on is None


def test_the_admin_verifies_several_and_a_correction_asks_again(
    client: Client, superuser: User, blue: Contact
) -> None:
    client.force_login(superuser)
    client.post(ADMIN, {"action": "verify", "_selected_action": [blue.pk]})
    blue.refresh_from_db()
    assert (blue.verified_on, blue.is_fresh) == (localdate(), True)
    form = client.get(f"{ADMIN}{blue.pk}/change/").context["adminform"].form
    typed = {name: value for name, value in form.initial.items() if value is not None}
    typed |= {"names": '{"bs": "Plavi"}', "hours": "{}", "phone": "080 06"}
    client.post(f"{ADMIN}{blue.pk}/change/", typed)
    blue.refresh_from_db()
    assert (blue.phone, blue.verified_on) == ("080 06", None)


def test_hours_stand_in_words(client: Client, blue: Contact) -> None:
    Contact.objects.update(hours={"en": "Mon–Fri 8:00–22:00"})
    assert "Mon–Fri 8:00–22:00" in client.get("/en/help/").text
