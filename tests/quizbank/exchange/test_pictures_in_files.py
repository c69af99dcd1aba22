"""A picture travels with its question: by our sheet, Moodle, QTI; others say they cannot."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.utils import translation
from PIL import Image

from intake.scene_pictures import clean_picture
from quizbank.exchange.brought_pictures import brought
from quizbank.exchange.completing import Missing
from quizbank.exchange.files import export, read
from quizbank.exchange.sheet_run import ImportPreview
from quizbank.exchange.taking_over import as_sheet, preview
from quizbank.formats.catalogue import FORMATS
from quizbank.models import Picture, Question
from tests import cast
from tests.cells import in_one_world
from tests.quizbank.pictured import SVG, drawing, pictured_question

pytestmark = pytest.mark.django_db
NAME = drawing().name
CARRIERS = ("sheet", "moodle", "qti21", "qti30")


@pytest.fixture(autouse=True)
def question(db: None) -> Question:
    translation.activate("en")
    return pictured_question()


def out(name: str) -> bytes:
    return export(FORMATS[name], codes=cast.LANGUAGES, source="en").content


def back(name: str, content: bytes, *, store: bool = True) -> ImportPreview:
    return preview(FORMATS[name], content, store=store)


def emptied() -> None:
    """A server of its own, that knows neither the question nor the picture."""
    Question.objects.all().delete()
    Picture.objects.all().delete()


def image() -> str:
    found: str = Question.objects.get().scene["parts"][1]["image"]
    return found


@in_one_world("name", CARRIERS)
def test_a_picture_comes_to_another_server(name: str) -> None:
    content = out(name)
    emptied()
    done = back(name, content)
    assert (done.faults, done.notes) == ([], [])
    assert image() == NAME
    assert bytes(Picture.objects.get().content) == drawing().content


@in_one_world("name", CARRIERS)
def test_at_home_nothing_changes(name: str) -> None:
    done = back(name, out(name))
    assert (done.changed, done.new, done.faults, done.notes) == ([], [], [], [])
    assert done.unchanged == len(cast.LANGUAGES)


@in_one_world("name", CARRIERS)
def test_a_preview_stores_no_picture(name: str) -> None:
    content = out(name)
    emptied()
    found = back(name, content, store=False)
    assert (len(found.new), found.faults) == (len(cast.LANGUAGES), [])
    assert not Picture.objects.exists()


def test_our_sheet_of_another_file_brings_the_picture_too() -> None:
    content = out("moodle")
    emptied()
    sheet = as_sheet(FORMATS["moodle"], content, missing=Missing())
    assert back("sheet", sheet).faults == []
    assert image() == NAME


HOSTILE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><script>x</script></svg>'


def with_other_bytes(content: bytes, other: bytes) -> bytes:
    return content.replace(b64encode(drawing().content), b64encode(other))


def test_what_a_file_brings_is_looked_at_like_any_other() -> None:
    content = with_other_bytes(out("moodle"), HOSTILE)
    emptied()
    done = back("moodle", content)
    assert "no “script”" in done.faults[0].text % done.faults[0].values
    assert not Picture.objects.exists()
    assert not Question.objects.exists()


def test_a_picture_is_named_by_what_came_of_it() -> None:
    other = SVG.replace(b"<rect", b'<rect onload="x()"').replace(b"#cfe8ee", b"#f2c35f")
    content = with_other_bytes(out("moodle"), other)
    emptied()
    assert back("moodle", content).faults == []
    assert image() == clean_picture(other).name == Picture.objects.get().name


def test_a_photo_changes_its_name_once_and_keeps_it_at_home() -> None:
    stream = BytesIO()
    Image.effect_noise((90, 60), 40).convert("RGB").save(stream, "WEBP", quality=90)
    content = with_other_bytes(out("moodle"), stream.getvalue())
    emptied()
    back("moodle", content)
    photo = image()
    assert photo.endswith(".webp")
    assert back("moodle", out("moodle")).changed == []
    assert image() == photo


@in_one_world("name", CARRIERS)
def test_a_file_whose_picture_is_missing_is_refused(name: str) -> None:
    Picture.objects.all().delete()
    content = out(name)
    Question.objects.all().delete()
    (first, *_more) = back(name, content).faults
    assert "there is no such picture" in str(first)


def test_a_package_names_its_pictures_in_the_manifest() -> None:
    with ZipFile(BytesIO(out("qti21"))) as packed:
        assert packed.read(f"pictures/{NAME}") == drawing().content
        manifest = packed.read("imsmanifest.xml").decode()
        item = packed.read("items/pictured.en.xml").decode()
    assert f'<resource identifier="picture-1" type="webcontent" href="pictures/{NAME}">' in manifest
    assert '<dependency identifierref="picture-1" />' in manifest
    assert f'src="../pictures/{NAME}" alt="" width="640" height="400"' in item


def test_moodle_gets_it_as_a_file_of_the_text() -> None:
    content = out("moodle").decode()
    assert f'<file name="{NAME}" path="/" encoding="base64">' in content
    assert f"@@PLUGINFILE@@/{NAME}" in content


@in_one_world("name", ["gift", "kahoot", "quizizz", "aiken"])
def test_other_formats_leave_the_question_out_by_name(name: str) -> None:
    chosen = export(FORMATS[name], codes=["en"]).chosen
    assert chosen.there == []
    ((key, reason),) = chosen.unheld
    assert key == "pictured"
    assert ("picture" if name == "gift" else "scene") in str(reason)


def test_a_translator_is_told_which_picture_the_words_describe() -> None:
    file = export(FORMATS["xliff"], codes=["hr"], source="en").content
    assert f"Describes the picture {NAME}" in file.decode()
    assert read(FORMATS["xliff"], file).faults == []


def test_only_what_the_rows_show_is_read() -> None:
    rows = [("row 2", {"id": "x", "scene": ""})]
    assert brought(rows, {NAME: HOSTILE}).refused == []
