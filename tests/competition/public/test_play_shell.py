"""The pupil's page and its catalogues: the same bytes for everybody, no cookie."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import brotli
import httpx
import polib
import pytest
from django.test import Client

from base.templatetags.script_modules import imported_modules
from competition.public import pools
from competition.public.views import catalog, play
from schools.models import Contact, Country
from tests.machine import Machine
from tests.services import PostgresServer


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """And no minute ends between two looks."""
    monkeypatch.setattr(pools, "time", SimpleNamespace(monotonic=lambda: 600.0))
    play.shell_page.cache_clear()
    catalog.catalog_body.cache_clear()


def shell_of(client: Client, language: str) -> dict[str, object]:
    found = re.search(
        r'id="shell"[^>]*>(.*?)</script>', client.get(f"/{language}/").text, re.DOTALL
    )
    assert found is not None
    parsed: dict[str, object] = json.loads(found[1])
    return parsed


def test_the_shell_tells_languages_contacts_and_addresses(client: Client, country: Country) -> None:
    Contact.objects.create(country=country, kind="helpline", names={"en": "Blue"}, phone="080")
    shell = shell_of(client, "sr")
    assert shell["language"] == "sr"
    assert shell["staff"] == "/sr/staff/"
    countries = shell["countries"]
    assert isinstance(countries, dict)
    assert countries["BA"]["contacts"][0]["phone"] == "080"


def test_the_page_may_be_kept_by_a_proxy_and_answers_an_etag(
    client: Client, country: Country
) -> None:
    page = client.get("/bs/")
    assert re.fullmatch(r"public, max-age=([1-9]|[1-5]\d|60)", page["Cache-Control"])
    assert (page.cookies, page["Vary"]) == ({}, "Accept-Encoding")
    assert client.get("/bs/", headers={"If-None-Match": page["ETag"]}).status_code == 304


def test_the_page_asks_at_once_for_all_that_its_script_will_import(
    client: Client, country: Country
) -> None:
    page = client.get("/sr/").text
    at_once, later = page.split('<template id="later-modules">')
    later, last = later.split('<template id="end-modules">')
    last, file = last.split('<template id="file-modules">')
    file, old = file.split('<template id="old-modules">')
    assert modules_in(at_once) == imported_modules("js/pupil/play.js")
    session = imported_modules("js/pupil/session.js", "js/pupil/play.js")
    assert modules_in(later) == ["js/pupil/session.js", *session]
    end = imported_modules("js/pupil/result.js", "js/pupil/session.js")
    assert modules_in(last) == ["js/pupil/result.js", *end]
    assert modules_in(file) == ["js/pupil/answer_file/file_panel.js"]
    assert modules_in(old) == ["js/pupil/outbox/old_outboxes.js"]
    assert not {"js/pupil/ticket.js", "js/pupil/explained/explained.js"} & set(session)
    assert f'href="{catalog.catalog_url("sr")}" as="fetch"' in page


def test_a_browser_that_takes_brotli_gets_the_same_page_packed(
    client: Client, country: Country
) -> None:
    takes = {"Accept-Encoding": "gzip, deflate, br"}
    for address in ("/hr/", catalog.catalog_url("hr")):
        plain, packed = client.get(address), client.get(address, headers=takes)
        assert packed["Content-Encoding"] == "br"
        assert brotli.decompress(packed.content) == plain.content
    known = client.get("/hr/", headers=takes)["ETag"]
    assert client.get("/hr/", headers={**takes, "If-None-Match": known}).status_code == 304


def modules_in(page: str) -> list[str]:
    return re.findall(r'rel="modulepreload" href="/static/([^"]+)"', page)


def test_the_page_still_comes_while_the_database_is_away(
    private_postgres: PostgresServer, tmp_path: Path
) -> None:
    with Machine(DATABASE_URL=private_postgres.url, REDIS_URL="", DATA_DIR=str(tmp_path)) as server:
        server.stage()
        server.start()
        assert '"BA"' in httpx.get(f"{server.url}/bs/", timeout=60).text
        private_postgres.kill()
        page = httpx.get(f"{server.url}/hr/", timeout=60)
    assert (page.status_code, '"BA"' in page.text) == (200, True)


@pytest.fixture
def texts(tmp_path: Path, settings: object) -> None:
    """A catalogue of our own with a plural."""
    folder = tmp_path / "bs" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    po = polib.POFile()
    rule = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);"
    po.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": rule}
    po.append(polib.POEntry(msgid="Begin", msgstr="Počni"))
    forms = {0: "pitanje", 1: "pitanja", 2: "pitanja"}
    po.append(polib.POEntry(msgid="question", msgid_plural="questions", msgstr_plural=forms))
    po.append(polib.POEntry(msgid="Check", msgctxt="practice", msgstr="Provjeri"))
    po.save_as_mofile(str(folder / "djangojs.mo"))
    settings.LOCALE_PATHS = [tmp_path]  # type: ignore[attr-defined]


def test_a_catalogue_holds_our_texts_and_is_kept_for_ever(
    client: Client, texts: None, country: Country
) -> None:
    reply = client.get(catalog.catalog_url("bs"))
    assert "immutable" in reply["Cache-Control"]
    assert reply.json()["catalog"] == {
        "Begin": "Počni",
        "question": ["pitanje", "pitanja", "pitanja"],
    }


def test_what_another_page_says_alone_is_in_the_whole_catalogue_only(
    client: Client, texts: None, country: Country
) -> None:
    light, whole = catalog.catalog_url("bs"), catalog.catalog_url("bs", whole=True)
    assert client.get(whole).json()["catalog"] == {
        **client.get(light).json()["catalog"],
        "practice\x04Check": "Provjeri",
    }
    assert "immutable" in client.get(whole)["Cache-Control"]


def test_english_falls_back_to_no_other_language(client: Client, texts: None) -> None:
    assert client.get(catalog.catalog_url("en")).json()["catalog"] == {}


def test_a_catalogue_of_another_release_is_answered_and_not_kept(client: Client) -> None:
    reply = client.get("/catalogs/bs.000000000000.json")
    assert (reply.status_code, reply["Cache-Control"]) == (200, "no-store")


def test_an_unknown_language_has_no_catalogue(client: Client) -> None:
    assert client.get("/catalogs/xx.000000000000.json").status_code == 404
