"""XLIFF 1.2: one language beside another, for translators and their programs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from base.intake.phrases import Phrase, gettext_noop
from quizbank.formats import languages, markup
from quizbank.formats.item import BadFile, FileQuestion, FileText, Reading, clean
from quizbank.rules.question_faults import most_characters
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import LETTERS
from quizbank.rules.scene_kinds import images_in
from quizbank.rules.text_units import TextWords, Unit

SPACE = "urn:oasis:names:tc:xliff:document:1.2"
VERSIONS = ("1.0", "1.1", "1.2")
KEEP_SPACES = {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}
# What units are called in a file; choices by their letter alone.
NAMES = {"bins": "group", "parts": "part", "people": "name", "notes": "note"}
FIELDS_OF = {name: field for field, name in NAMES.items()}
WHOLE: dict[str, Unit] = {"question": ("stem", ""), "explanation": ("explanation", "")}
WHAT = {
    "bins": "A group into which choices are sorted.",
    "parts": "A part of the scene above the question.",
    "people": "Who speaks in the scene.",
    "notes": "Shown after the quiz beside the choice or part of this letter or number.",
}
PICTURED = "Describes the picture %s for those who do not see it; say nothing that only eyes find."
NEEDED = ("question", "a", "b", "c", "explanation")
_NAME = re.compile(r"(group|part|name|note)\.([a-n]|[0-9]{1,2})")


def read(content: bytes) -> Reading:
    """The translations, each with the source it was made from. Raises ``BadFile``."""
    root = markup.parse(content)
    if root.tag != "xliff" or root.get("version") not in VERSIONS:
        text = gettext_noop(
            "This is no XLIFF 1.2, but <%(name)s> %(version)s. Save it as XLIFF 1.2."
        )
        raise BadFile(text, name=root.tag[:40], version=root.get("version", "")[:10])
    reading = Reading()
    for number, file in enumerate(root.findall("file"), start=1):
        _take(reading, file, number)
    return reading


def _take(reading: Reading, file: Element, number: int) -> None:
    name = file.get("original", "").strip()
    place = Phrase(gettext_noop("file %(number)d (%(name)s)"), number=number, name=name[:80])
    source = languages.own(file.get("source-language", ""))
    target = languages.own(file.get("target-language", ""))
    units = {unit.get("id", ""): unit for unit in file.iter("trans-unit")}
    missing = [one for one in NEEDED if one not in units]
    if missing or not name or not source or not target:
        text = gettext_noop(
            "The identifier, a language or a unit is missing: %(value)s. Export the file again."
        )
        reading.refuse(place, "file", text, value=", ".join(missing))
        return
    known = {unit: one for name, one in units.items() if (unit := _unit(name))}
    sources = {unit: _said(one.find("source")) for unit, one in known.items()}
    targets = {unit: _said(one.find("target")) for unit, one in known.items()}
    empty = [_name(unit) for unit, said in targets.items() if sources[unit] and not said]
    if not any(targets.values()):
        reading.remark(place, "target", gettext_noop("Nothing is translated yet."))
    elif empty:
        text = gettext_noop(
            "The translation of “%(value)s” is missing. Translate all parts or none."
        )
        reading.refuse(place, "target", text, value=", ".join(empty))
    else:
        item = FileQuestion(
            id=name,
            kind="",
            texts={target: FileText(TextWords.of(targets))},
            place=place,
            source=(source, FileText(TextWords.of(sources))),
        )
        reading.items.append(item)


def _said(element: Element | None) -> str:
    return "" if element is None else clean("".join(element.itertext()))


def _name(unit: Unit) -> str:
    field, key = unit
    if not key:
        return "question" if field == "stem" else field
    return key if field == "choices" else f"{NAMES[field]}.{key}"


def _unit(name: str) -> Unit | None:
    """The unit of a name in a file; none for what is none of ours."""
    if matched := _NAME.fullmatch(name):
        return FIELDS_OF[matched[1]], matched[2]
    if len(name) == 1 and name in LETTERS:
        return "choices", name
    return WHOLE.get(name)


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
    there = dict(translated.words.units()) if translated else {}
    for unit, said in text.words.units():
        name, width = _name(unit), most_characters(QuestionKind(item.kind), unit)
        about = {"id": name, **KEEP_SPACES, "maxwidth": str(width), "size-unit": "char"}
        element = SubElement(body, "trans-unit", about)
        SubElement(element, "source").text = said
        SubElement(element, "target", state=_state(translated)).text = there.get(unit, "")
        if translated and translated.approved:
            element.set("approved", "yes")
        SubElement(element, "note").text = _note(item, unit)


def _state(text: FileText | None) -> str:
    if text is None:
        return "needs-translation"
    return "final" if text.approved else "needs-review-translation"


def _note(item: FileQuestion, unit: Unit) -> str:
    """What a translator has to know; of right and wrong nothing where the key stays here."""
    name, letter = unit
    if name == "choices" and item.right and item.kind == QuestionKind.SINGLE:
        if letter == item.right:
            return "The right choice; it must not be recognised by its length."
        return "A wrong choice."
    image = images_in(item.scene).get(letter, "") if name in ("parts", "choices") else ""
    if image:
        return PICTURED % image
    if said := WHAT.get(name):
        return said
    return f"For ages {item.division}." if item.division else ""
