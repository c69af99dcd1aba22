"""XLIFF 1.2: one language beside another, for translators and their programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from intake.phrases import Phrase, gettext_noop
from quizbank.formats import languages, markup
from quizbank.formats.item import (
    LETTERS,
    BadFile,
    FileQuestion,
    FileText,
    Reading,
    clean,
    make_text,
)

SPACE = "urn:oasis:names:tc:xliff:document:1.2"
VERSIONS = ("1.0", "1.1", "1.2")
KEEP_SPACES = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
UNITS = ("question", *LETTERS, "explanation")
STEM, CHOICE, EXPLANATION = 120, 75, 600


def read(content: bytes, language: str) -> Reading:
    """The translations, each with the source it was made from. Raises ``BadFile``."""
    root = markup.parse(content)
    if root.tag != "xliff" or root.get("version") not in VERSIONS:
        text = gettext_noop(
            "This is no XLIFF 1.2, but <%(name)s> %(version)s. Save it as XLIFF 1.2."
        )
        raise BadFile(text, name=root.tag[:40], version=root.get("version", "")[:10])
    reading = Reading()
    for number, file in enumerate(root.findall("file"), start=1):
        _take(reading, file, number, language)
    return reading


def _take(reading: Reading, file: Element, number: int, language: str) -> None:
    name = file.get("original", "").strip()
    place = Phrase(gettext_noop("file %(number)d (%(name)s)"), number=number, name=name[:80])
    source = languages.own(file.get("source-language", ""))
    target = languages.own(file.get("target-language", "")) or language
    units = {unit.get("id", ""): unit for unit in file.iter("trans-unit")}
    missing = [one for one in ("question", "a", "b", "c", "explanation") if one not in units]
    if missing or not name or not source or not target:
        text = gettext_noop(
            "The identifier, a language or a unit is missing: %(value)s. Export the file again."
        )
        reading.refuse(place, "file", text, value=", ".join(missing))
        return
    sources = {one: _said(units[one].find("source")) for one in UNITS if one in units}
    targets = {one: _said(units[one].find("target")) for one in sources}
    empty = [one for one, said in targets.items() if not said]
    if len(empty) == len(targets):
        reading.remark(place, "target", gettext_noop("Nothing is translated yet."))
    elif empty:
        text = gettext_noop(
            "The translation of “%(value)s” is missing. Translate all parts or none."
        )
        reading.refuse(place, "target", text, value=", ".join(empty))
    else:
        texts = {target: _text(targets)}
        item = FileQuestion(id=name, texts=texts, place=place, source=(source, _text(sources)))
        reading.items.append(item)


def _said(element: Element | None) -> str:
    return "" if element is None else clean("".join(element.itertext()))


def _text(said: dict[str, str]) -> FileText:
    choices = [said[letter] for letter in LETTERS if letter in said]
    return make_text(said["question"], choices, said["explanation"])


def write(items: Iterable[FileQuestion], source: str, target: str) -> bytes:
    """A file with every question that has a text in the source language."""
    root = Element("xliff", version="1.2", xmlns=SPACE)
    for item in items:
        if source in item.texts:
            _add(root, item, source, target)
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _add(root: Element, item: FileQuestion, source: str, target: str) -> None:
    about = {
        "original": item.id,
        "source-language": languages.tag(source),
        "target-language": languages.tag(target),
        "datatype": "plaintext",
    }
    body = SubElement(SubElement(root, "file", about), "body")
    text, translated = item.texts[source], item.texts.get(target)
    there = dict(_parts(translated)) if translated else {}
    for name, said in _parts(text):
        unit = SubElement(body, "trans-unit", {"id": name, **KEEP_SPACES, **_width(name)})
        SubElement(unit, "source").text = said
        SubElement(unit, "target", state=_state(translated)).text = there.get(name, "")
        if translated and translated.approved:
            unit.set("approved", "yes")
        SubElement(unit, "note").text = _note(item, name)


def _parts(text: FileText) -> Iterator[tuple[str, str]]:
    yield "question", text.question
    yield from sorted(text.choices.items())
    yield "explanation", text.explanation


def _width(name: str) -> dict[str, str]:
    most = {"question": STEM, "explanation": EXPLANATION}.get(name, CHOICE)
    return {"maxwidth": str(most), "size-unit": "char"}


def _state(text: FileText | None) -> str:
    if text is None:
        return "needs-translation"
    return "final" if text.approved else "needs-review-translation"


def _note(item: FileQuestion, name: str) -> str:
    if name == item.right:
        return "The right choice; it must not be recognised by its length."
    if name in LETTERS:
        return "A wrong choice."
    return f"For ages {item.division}." if item.division else ""
