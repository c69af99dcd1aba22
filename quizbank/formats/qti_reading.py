"""Questions out of QTI 2.1 and 3.0, from a package or from one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element, tostring

from intake.phrases import Phrase, gettext_noop
from intake.picture_names import size_of
from quizbank.formats import languages, markup, packed
from quizbank.formats.hypertext import PICTURED, PICTURES, flow
from quizbank.formats.item import BadFile, FileQuestion, Reading
from quizbank.formats.marked_units import EXPLANATION, STEM, SaidUnits
from quizbank.formats.places import FILE
from quizbank.formats.qti_answers import HOTTEXT, INTERACTIONS, answered_in
from quizbank.formats.tags import tagged, values

MANIFEST = "imsmanifest.xml"
ITEM, OLD = "assessmentItem", "questestinterop"
SCENE = "quiz-scene"
_DASH = re.compile(r"-([a-z])")


def read(content: bytes, language: str) -> Reading:
    """The questions; ``language`` is that of files which do not say theirs. Raises ``BadFile``."""
    reading = Reading()
    if not content.startswith(packed.PACKED):
        _take(reading, _named(markup.parse(content)), Phrase(FILE), {}, language)
        return reading
    files = packed.files(content)
    about = _keywords(files)
    there = {name.rpartition("/")[2]: content for name, content in files.items()}
    reading.pictures = {name: one for name, one in there.items() if size_of(name)}
    for name, root in _roots(reading, files):
        if root.tag in (ITEM, OLD):
            _take(reading, root, name, about.get(name, {}), language)
        else:
            text = gettext_noop("This file is no question (<%(value)s>) and is not read.")
            reading.remark(name, "file", text, value=root.tag[:40])
    if not reading.items and not reading.faults:
        raise BadFile(gettext_noop("There is no question in the package."))
    reading.items = _merged(reading)
    return reading


def _roots(reading: Reading, files: dict[str, bytes]) -> Iterator[tuple[str, Element]]:
    for name, content in files.items():
        base = name.rpartition("/")[2]
        # macOS adds files of its own, whose names begin with a dot.
        if not base.lower().endswith(".xml") or base == MANIFEST or base.startswith("."):
            continue
        try:
            yield name, _named(markup.parse(content))
        except BadFile as error:
            reading.refuse(name, "file", error.text, **error.values)


def _keywords(files: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """What the manifest says about each file; a file's place is relative to the manifest."""
    path = next((name for name in files if name.rpartition("/")[2] == MANIFEST), "")
    if not path:
        return {}
    folder = path.removesuffix(MANIFEST)
    found = {}
    for resource in markup.parse(files[path]).iter("resource"):
        words = (" ".join(keyword.itertext()).strip() for keyword in resource.iter("keyword"))
        found[folder + resource.get("href", "")] = values(words)
    return found


def _named(root: Element) -> Element:
    """The tree with the names of version 2, whichever it is."""
    for element in root.iter():
        element.tag = _humped(element.tag)
        element.attrib = {_humped(name): value for name, value in element.attrib.items()}
    return root


def _humped(name: str) -> str:
    return _DASH.sub(lambda dash: dash[1].upper(), name.removeprefix("qti-"))


def _take(reading: Reading, root: Element, place: str, said: dict[str, str], language: str) -> None:
    if root.tag != ITEM:
        text = gettext_noop(
            "This is no question of QTI 2.1 or 3.0, but <%(value)s>. Export it in one of them."
        )
        reading.refuse(place, "file", text, value=root.tag[:40])
        return
    code = root.get("lang", "")
    interactions = [one for one in root.iter() if one.tag.endswith("Interaction")]
    if len(interactions) != 1 or interactions[0].tag not in INTERACTIONS:
        names = ", ".join(one.tag for one in interactions) or "-"
        text = gettext_noop(
            "There is “%(value)s”. Only questions with one of %(allowed)s are read."
        )
        allowed = ", ".join(INTERACTIONS)
        reading.refuse(place, "interaction", text, value=names[:80], allowed=allowed)
        return
    name = said.get("id") or root.get("identifier", "").removesuffix(f".{code}")
    item = tagged(FileQuestion(id=name, place=place), said)
    _add(reading, item, root, interactions[0], languages.own(code) if code else language)


def _add(
    reading: Reading, item: FileQuestion, root: Element, asked: Element, language: str
) -> None:
    said = SaidUnits()
    feedback = next(root.iter("modalFeedback"), None)
    html = "" if feedback is None else _as_html(feedback)
    said.take(html, EXPLANATION, lambda _html: {"": flow(feedback)})
    _lift_scene(said, root, asked)
    answered = answered_in(reading, item.place, root, asked, said)
    if answered is None:
        return
    _remark(reading, item.place, root)
    said.remark(reading, item.place)
    said.units[STEM] = {"": _stem(root, asked)}
    kind, right = answered
    texts = said.texts(lambda _code: language)
    reading.items.append(replace(item, kind=kind, right=right, scene=said.scene, texts=texts))


def _lift_scene(said: SaidUnits, root: Element, asked: Element) -> None:
    """Take a scene of ours out of the body, so that only the question is left there."""
    scene = next((one for one in root.iter() if SCENE in one.get("class", "").split()), None)
    if scene is not None:
        said.take(_as_html(scene), STEM, lambda _html: {})
        if scene not in list(asked.iter()):
            scene.clear()


def _as_html(element: Element) -> str:
    return tostring(element, encoding="unicode", method="html")


def _stem(root: Element, asked: Element) -> str:
    """The prompt, after what else the body says."""
    prompt = flow(asked.find("prompt"))
    body = root.find("itemBody")
    if asked.tag == HOTTEXT and not any(SCENE in one.get("class", "") for one in asked.iter()):
        return flow(body)
    for parent in [] if body is None else body.iter():
        if asked in list(parent):
            parent.remove(asked)
            break
    return "\n".join(part for part in (flow(body), prompt) if part)


def _remark(reading: Reading, place: str, root: Element) -> None:
    if any(one.tag in PICTURES and one.get("class") != PICTURED for one in root.iter()):
        text = gettext_noop("The picture is not read: only scenes of our own have pictures.")
        reading.remark(place, "image", text)
    feedbacks = [one.tag for one in root.iter() if one.tag.startswith(("feedback", "modalFeed"))]
    if feedbacks not in ([], ["modalFeedback"]):
        text = gettext_noop(
            "Of several feedbacks only the first modal one is read, as the explanation."
        )
        reading.remark(place, "feedback", text)


def _merged(reading: Reading) -> list[FileQuestion]:
    """One item for each identifier, with all its languages."""
    found: dict[str, FileQuestion] = {}
    for item in reading.items:
        first = found.setdefault(item.id, item)
        if first is item:
            continue
        if set(item.texts) & set(first.texts):
            text = gettext_noop(
                "%(first)s has the same question in this language. Keep one of the two."
            )
            reading.refuse(item.place, "language", text, first=first.place)
        elif replace(item, texts={}) != replace(first, texts={}):
            text = gettext_noop(
                "%(first)s says something else about this question. Right choice and tags agree."
            )
            reading.refuse(item.place, "question", text, first=first.place)
        else:
            found[item.id] = replace(first, texts={**first.texts, **item.texts})
    return list(found.values())
