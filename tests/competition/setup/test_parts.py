"""A country's part of an edition: windows by its clocks, help contacts, partners, logos."""

from __future__ import annotations

import io
import json
import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from base import clock
from competition.models import Edition, Logo, Partner, Window
from competition.setup import logos
from schools.models import Contact, Country
from tests import cast
from tests.cells import in_one_world

HOME = "/en/staff/editions/2027/"
WINDOWS = f"{HOME}countries/ba/windows/"
PARTNER = {"kind": "sponsor", "name": "Telekom", "web": "https://example.org", "position": "1"}


@pytest.fixture
def draft(edition: Edition, client: Client, country: Country) -> Edition:
    """A draft without windows in which the country takes part; its organizer has logged in."""
    Edition.objects.update(state="draft")
    edition.countries.add(country)
    edition.windows.all().delete()
    client.force_login(cast.make_staff("organizer", country=country))
    return Edition.objects.get()


def send(client: Client, *rows: tuple[str, ...], seen: object = ()) -> str:
    """What the page of windows says, empty when it saved them."""
    data = {"form-TOTAL_FORMS": f"{len(rows)}", "form-INITIAL_FORMS": "0", "seen": json.dumps(seen)}
    for n, (opens, closes, *remove) in enumerate(rows):
        data |= {f"form-{n}-opens": opens, f"form-{n}-closes": closes}
        data |= {f"form-{n}-remove": "on"} if remove else {}
    answer = client.post(WINDOWS, data)
    return "" if answer.status_code == 302 else " ".join(answer.text.split())


def stored() -> list[str]:
    return [f"{one:%m-%d %H:%M}" for one in Window.objects.values_list("opens_at", flat=True)]


def seen() -> list[list[str]]:
    rows = Window.objects.order_by("opens_at").values_list("opens_at", "closes_at")
    return [[opens.isoformat(), closes.isoformat()] for opens, closes in rows]


@in_one_world(
    ("typed", "utc"),
    [
        pytest.param("2027-02-09T08:00", "02-09 07:00", id="winter"),
        pytest.param("2027-03-28T01:59", "03-28 00:59", id="before the clocks go forward"),
        pytest.param("2027-03-28T03:00", "03-28 01:00", id="after they went forward"),
        pytest.param("2027-10-31T01:59", "10-30 23:59", id="before the clocks go back"),
        pytest.param("2027-10-31T03:00", "10-31 02:00", id="after they went back"),
    ],
)
def test_a_window_is_typed_by_the_clocks_of_the_country(
    typed: str, utc: str, client: Client, draft: Edition
) -> None:
    assert send(client, (typed, "2027-12-01T20:00")) == ""
    assert stored() == [utc]
    shown = datetime.fromisoformat(typed).strftime("%d/%m/%Y %H:%M")
    assert f'value="{shown}"' in client.get(WINDOWS).text


def test_several_days_are_saved_and_one_is_removed(client: Client, draft: Edition) -> None:
    days = [(f"2027-02-{day}T08:00", f"2027-02-{day}T20:00") for day in (10, 11, 12)]
    assert send(client, *days, ("", "")) == ""
    assert len(stored()) == 3
    assert send(client, days[0], (*days[1], "remove"), days[2], seen=seen()) == ""
    assert stored() == ["02-10 07:00", "02-12 07:00"]


@in_one_world(
    ("row", "message"),
    [
        (("2027-03-28T02:30", "2027-03-28T20:00"), "this time does not exist or comes twice"),
        (("2027-10-31T02:30", "2027-10-31T20:00"), "this time does not exist or comes twice"),
        (("2027-02-09T08:00", ""), "A window needs both times."),
        (("", "2027-02-09T08:00"), "A window needs both times."),
        (("2027-02-09T08:00", "2027-02-09T08:00"), "The window has to close after it opens."),
        (("0001-01-01T00:00", "2027-02-09T08:00"), "Check the year."),
        (("2027-02-09T08:00", "9999-12-31T23:59"), "Check the year."),
        (
            ("tomorrow", "2027-02-09T08:00"),
            "Write the day and the time like this: 09/02/2027 14:30",
        ),
    ],
    ids=["gap", "twice", "no end", "no beginning", "no length", "year 1", "year 9999", "no date"],
)
def test_a_bad_window_is_told_and_nothing_is_saved(
    row: tuple[str, str], message: str, client: Client, draft: Edition
) -> None:
    page = send(client, ("2027-02-10T08:00", "2027-02-10T20:00"), row)
    assert page.count(message) == 2
    assert "Row 2" in page
    assert stored() == []


def test_windows_that_overlap_are_refused(client: Client, draft: Edition) -> None:
    rows = [("2027-02-10T08:00", "2027-02-10T20:00"), ("2027-02-10T19:00", "2027-02-10T21:00")]
    assert "Two windows have time in common." in send(client, *rows)
    assert stored() == []


@in_one_world(
    "before",
    [(), "nonsense", [["x", "y"]], [1], {"a": 1}, [["2027-02-09T08:00", "0001-01-01T00:00+09:00"]]],
)
def test_windows_somebody_else_has_changed_are_not_overwritten(
    before: object, client: Client, draft: Edition
) -> None:
    send(client, ("2027-02-10T08:00", "2027-02-10T20:00"))
    page = send(client, ("2027-02-11T08:00", "2027-02-11T20:00"), seen=before)
    assert "Somebody else has changed these windows meanwhile." in page
    assert stored() == ["02-10 07:00"]


@in_one_world(
    ("state", "message"),
    [("draft", ""), ("live", "keep its beginning"), ("review", "All windows are over.")],
)
def test_a_window_that_has_begun_cannot_be_taken_back_while_live(
    state: str, message: str, client: Client, draft: Edition, country: Country
) -> None:
    began = clock.now() - timedelta(hours=1)
    draft.windows.create(country=country, opens_at=began, closes_at=began + timedelta(hours=9))
    Edition.objects.update(state=state)
    before = stored()
    assert message in send(client, ("2028-02-10T08:00", "2028-02-10T20:00"), seen=seen())
    assert (stored() == before) is bool(message)


def test_saving_again_without_a_change_moves_nothing_by_seconds(
    client: Client, draft: Edition, country: Country
) -> None:
    opens = datetime(2027, 2, 9, 7, 0, 31, 5, tzinfo=UTC)
    draft.windows.create(country=country, opens_at=opens, closes_at=opens + timedelta(hours=1))
    assert send(client, ("2027-02-09T08:00", "2027-02-09T09:00"), seen=seen()) == ""
    assert Window.objects.get().opens_at == opens


# ---------------------------------------------------------------- contacts


def test_a_contact_is_verified_with_one_button_on_the_page_of_the_edition(
    client: Client, draft: Edition, country: Country
) -> None:
    contact = Contact.objects.create(
        country=country,
        kind="helpline",
        names={"en": "Blue"},
        phone="123",
        verified_on="2020-01-01",
    )
    page = client.get(HOME).text
    assert "verify it again" in page
    done = client.post(
        f"/en/staff/contacts/{contact.pk}/verify/",
        {"next": HOME},
    )
    assert done["Location"] == HOME
    page = client.get(HOME).text
    assert "organizer@example.org" in page
    assert "verify it again" not in page


# ---------------------------------------------------------------- partners and logos


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 60,000 by 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + head
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    return data + struct.pack(">I", zlib.crc32(chunk)) + b"\0\0\0\0IEND\xaeB`\x82"


def upload(client: Client, content: bytes, **more: str) -> str:
    """What the page says, empty when the partner was saved."""
    file = SimpleUploadedFile("logo.png", content, content_type="image/png")
    answer = client.post(f"{HOME}countries/ba/partners/add/", {**PARTNER, **more, "upload": file})
    return "" if answer.status_code == 302 else answer.text


@in_one_world("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_drawn_anew_small_enough_and_served_for_ever(
    kind: str, client: Client, draft: Edition
) -> None:
    assert upload(client, picture(kind)) == ""
    logo = Partner.objects.get().logo
    assert logo is not None
    answer = client.get(f"/logos/{logo.digest}.png")
    image = Image.open(io.BytesIO(answer.content))
    assert (image.format, image.size, image.info) == ("PNG", (640, 213), {})
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert not answer.cookies


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@in_one_world(
    ("content", "message"),
    [
        pytest.param(SVG, "no picture we can take", id="svg"),
        pytest.param(b"MZ\x90\0 program", "no picture we can take", id="program"),
        pytest.param(picture("GIF"), "no picture we can take", id="gif"),
        pytest.param(picture("BMP"), "no picture we can take", id="bmp"),
        pytest.param(picture()[:200], "no picture we can take", id="cut off"),
        pytest.param(bomb(), "too many pixels", id="bomb"),
        pytest.param(picture(size=(5000, 4000)), "too many pixels", id="huge"),
        pytest.param(picture() + b"x" * logos.MOST_BYTES, "larger than 2 MB", id="heavy"),
    ],
)
def test_what_is_no_harmless_picture_is_refused(
    content: bytes, message: str, client: Client, draft: Edition
) -> None:
    assert message in upload(client, content)
    assert not Partner.objects.exists()
    assert not Logo.objects.exists()


def test_what_is_hidden_behind_the_pixels_does_not_get_through() -> None:
    hidden = b"<script>alert(1)</script>"
    assert hidden not in logos.redraw(io.BytesIO(picture() + hidden)).png


@in_one_world(
    ("change", "message"),
    [
        ({"name": ""}, "This field is required."),
        ({"web": "javascript:alert(1)"}, "begins with https://"),
        ({"web": "ftp://example.org"}, "begins with https://"),
        ({"kind": "friend"}, "friend is not one of the available choices."),
    ],
    ids=["no name", "script", "ftp", "kind"],
)
def test_a_bad_partner_is_told(
    change: dict[str, str], message: str, client: Client, draft: Edition
) -> None:
    assert message in upload(client, picture(), **change)
    assert not Partner.objects.exists()


def test_a_partner_keeps_loses_and_goes_with_its_logo(client: Client, draft: Edition) -> None:
    upload(client, picture())
    partner = Partner.objects.get()
    page = f"{HOME}countries/ba/partners/{partner.pk}/"
    client.post(page, {**PARTNER, "name": "Post"})
    partner.refresh_from_db()
    assert (partner.name, partner.logo_id) == ("Post", Logo.objects.get().pk)
    client.post(page, {**PARTNER, "no_logo": "on"})
    partner.refresh_from_db()
    assert partner.logo is None
    client.post(page, {"remove": "1"})
    assert not Partner.objects.exists()
