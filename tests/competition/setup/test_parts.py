"""A country's part of an edition: windows by its clocks, help contacts, partners, logos."""

from __future__ import annotations

import io
import struct
import zlib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

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


def send(client: Client, *rows: tuple[str, ...]) -> str:
    """What the page of windows says, empty when it saved them; stored ones first."""
    keys = list(Window.objects.order_by("opens_at").values_list("pk", flat=True))
    data = {"windows-TOTAL_FORMS": f"{len(rows)}", "windows-INITIAL_FORMS": f"{len(keys)}"}
    for n, (opens, closes, *remove) in enumerate(rows):
        data |= {f"windows-{n}-opens_at": opens, f"windows-{n}-closes_at": closes}
        data |= {f"windows-{n}-DELETE": "on"} if remove else {}
    for n, key in enumerate(keys):
        data[f"windows-{n}-id"] = f"{key}"
    answer = client.post(WINDOWS, data)
    return "" if answer.status_code == 302 else " ".join(answer.text.split())


def stored() -> list[str]:
    return [f"{one:%m-%d %H:%M}" for one in Window.objects.values_list("opens_at", flat=True)]


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
    assert f'value="{typed}:00"' in client.get(WINDOWS).text


def test_several_days_are_saved_and_one_is_removed(client: Client, draft: Edition) -> None:
    days = [(f"2027-02-{day}T08:00", f"2027-02-{day}T20:00") for day in (10, 11, 12)]
    assert send(client, *days, ("", "")) == ""
    assert len(stored()) == 3
    assert send(client, days[0], (*days[1], "remove"), days[2], ("", "")) == ""
    assert stored() == ["02-10 07:00", "02-12 07:00"]


@in_one_world(
    ("row", "message"),
    [
        (("2027-03-28T02:30", "2027-03-28T20:00"), "this time does not exist or comes twice"),
        (("2027-10-31T02:30", "2027-10-31T20:00"), "this time does not exist or comes twice"),
        (("2027-02-09T08:00", ""), "This field is required."),
        (("2027-02-09T08:00", "2027-02-09T08:00"), "The window has to close after it opens."),
        (("0001-01-01T00:00", "2027-02-09T08:00"), "Check the year."),
        (("2027-02-09T08:00", "9999-12-31T23:59"), "Check the year."),
        (("tomorrow", "2027-02-09T08:00"), "Enter a valid date/time."),
    ],
    ids=["gap", "twice", "no end", "no length", "year 1", "year 9999", "no date"],
)
def test_a_bad_window_is_told_and_nothing_is_saved(
    row: tuple[str, str], message: str, client: Client, draft: Edition
) -> None:
    page = send(client, ("2027-02-10T08:00", "2027-02-10T20:00"), row)
    assert message in page
    assert "Row 2" in page
    assert stored() == []


def test_windows_that_overlap_are_refused(client: Client, draft: Edition) -> None:
    rows = [("2027-02-10T08:00", "2027-02-10T20:00"), ("2027-02-10T19:00", "2027-02-10T21:00")]
    assert "Two windows have time in common." in send(client, *rows)
    assert stored() == []


@pytest.fixture
def begun(draft: Edition, country: Country) -> Window:
    """An hour ago, for nine; the edition is live."""
    began = (clock.now() - timedelta(hours=1)).replace(microsecond=0)
    Edition.objects.update(state="live")
    return draft.windows.create(
        country=country, opens_at=began, closes_at=began + timedelta(hours=9)
    )


def local(moment: datetime) -> str:
    return f"{moment.astimezone(ZoneInfo('Europe/Sarajevo')):%Y-%m-%dT%H:%M:%S}"


@in_one_world(
    ("opens", "closes", "removed", "message"),
    [
        pytest.param(0, 0, False, "", id="nothing"),
        pytest.param(0, 1, False, "", id="later"),
        pytest.param(0, -1, False, "Its end may only move later.", id="earlier"),
        pytest.param(1, 1, False, "keep its beginning", id="another beginning"),
        pytest.param(0, 0, True, "A window that has begun stays.", id="removed"),
    ],
)
def test_a_window_that_has_begun_only_closes_later(
    opens: int, closes: int, message: str, client: Client, begun: Window, *, removed: bool
) -> None:
    hour = timedelta(hours=1)
    row = (local(begun.opens_at + opens * hour), local(begun.closes_at + closes * hour))
    said = send(client, (*row, "remove") if removed else row)
    assert message in said if message else said == ""
    found = Window.objects.get()
    assert found.opens_at == begun.opens_at
    assert found.closes_at - begun.closes_at == (closes * hour if not message else timedelta())


def test_a_country_gets_a_spare_day_until_the_key_may_be_out(
    client: Client, begun: Window, draft: Edition
) -> None:
    row, day = (local(begun.opens_at), local(begun.closes_at)), timedelta(days=1)
    spare = (local(begun.opens_at + day), local(begun.closes_at + day))
    Window.objects.update(closes_at=clock.now() - timedelta(minutes=1))
    ended = (row[0], local(Window.objects.get().closes_at))
    assert "the right answers are out" in send(client, ended, spare)
    assert "the right answers are out" in send(client, row)
    Edition.objects.update(reveal_early=True)
    assert send(client, ended, spare) == ""
    assert Window.objects.count() == 2


def test_windows_stay_once_the_edition_is_in_review(client: Client, begun: Window) -> None:
    Edition.objects.update(state="review")
    assert "All windows are over." in send(client, ("2028-02-10T08:00", "2028-02-10T20:00"))
    assert Window.objects.get() == begun


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
    assert "verify it again" not in client.get(HOME).text


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


PARTNERS = f"{HOME}countries/ba/partners/"


def row_of(partner: Partner | None, **fields: object) -> dict[str, object]:
    """What the page of partners sends."""
    stored = {"id": f"{partner.pk}"} if partner else {}
    data: dict[str, object] = {"partners-TOTAL_FORMS": "1", "partners-INITIAL_FORMS": len(stored)}
    return data | {f"partners-0-{name}": value for name, value in {**fields, **stored}.items()}


def upload(client: Client, content: bytes, **more: str) -> str:
    """What the page says, empty when the partner was saved."""
    file = SimpleUploadedFile("logo.png", content, content_type="image/png")
    answer = client.post(PARTNERS, row_of(None, **{**PARTNER, **more, "upload": file}))
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
    client.post(PARTNERS, row_of(partner, **{**PARTNER, "name": "Post"}))
    partner.refresh_from_db()
    assert (partner.name, partner.logo_id) == ("Post", Logo.objects.get().pk)
    client.post(PARTNERS, row_of(partner, **PARTNER, no_logo="on"))
    partner.refresh_from_db()
    assert partner.logo is None
    client.post(PARTNERS, row_of(partner, DELETE="on"))
    assert not Partner.objects.exists()
