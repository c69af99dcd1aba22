"""Questions as a QTI package, version 2.1 or 3.0: one file a question and language, a manifest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quizbank.formats import languages
from quizbank.formats.hypertext import fill
from quizbank.formats.item import FileQuestion
from quizbank.formats.qti_asking import ask, declare, putting
from quizbank.formats.scene_writing import explained_blocks
from quizbank.formats.tags import about_of
from quizbank.rules.scene_kinds import images_in
from quizbank.rules.text_units import TextWords

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LOM = "http://ltsc.ieee.org/xsd/LOM"
MANIFEST, FOLDER = "imsmanifest.xml", "pictures/"
# Elements of XHTML keep their name in version 3.
XHTML = ("p", "br", "div", "span", "img")
# The same questions give the same bytes.
STAMP = (1980, 1, 1, 0, 0, 0)
_HUMP = re.compile(r"(?<=[a-z0-9])([A-Z])")


@dataclass(frozen=True, slots=True)
class Version:
    """What the two versions write differently."""

    space: str
    template: str
    manifest_space: str
    schema: str
    schema_version: str
    resource: str
    dashed: bool


V21 = Version(
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "QTIv2.1 Package",
    "1.0.0",
    "imsqti_item_xmlv2p1",
    dashed=False,
)
V30 = Version(
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/match_correct",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "QTI Package",
    "3.0.0",
    "imsqti_item_xmlv3p0",
    dashed=True,
)


def write(
    items: Iterable[FileQuestion],
    codes: Iterable[str],
    version: Version,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """A zip file with the texts in these languages, where a question has them.

    ``pictures`` are the bytes of those in its scenes, by name.
    """
    codes, pictures = list(codes), pictures or {}
    parts = [(item, code) for item in items for code in codes if code in item.texts]
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as packed:
        shown = [name for name in _images(parts) if name in pictures]
        _add(packed, MANIFEST, _manifest(parts, version, shown))
        for name in shown:
            _pack(packed, f"{FOLDER}{name}", pictures[name])
        for item, code in parts:
            _add(packed, _path(item, code), _question(item, code, version))
    return stream.getvalue()


def _add(packed: ZipFile, name: str, root: Element) -> None:
    _pack(packed, name, tostring(root, encoding="utf-8", xml_declaration=True))


def _pack(packed: ZipFile, name: str, content: bytes) -> None:
    entry = ZipInfo(name, STAMP)
    entry.compress_type = ZIP_DEFLATED
    packed.writestr(entry, content)


def _images(parts: Iterable[tuple[FileQuestion, str]]) -> dict[str, None]:
    """Names of the pictures in the scenes, each once."""
    return dict.fromkeys(name for item, _code in parts for name in images_in(item.scene).values())


def _path(item: FileQuestion, code: str) -> str:
    return f"items/{item.id}.{languages.tag(code)}.xml"


def _question(item: FileQuestion, code: str, version: Version) -> Element:
    text, tag = item.texts[code], languages.tag(code)
    about = {"identifier": f"{item.id}.{tag}", "title": item.id, LANG: tag}
    root = Element("assessmentItem", about | {"adaptive": "false", "timeDependent": "false"})
    declare(root, item)
    body = SubElement(root, "itemBody")
    ask(body, item, text.words)
    SubElement(root, "responseProcessing", template=version.template)
    _explain(root, replace(item, texts={code: text}), text.words, version)
    if version.dashed:
        _dash(root)
    root.set("xmlns", version.space)
    return root


def _explain(root: Element, item: FileQuestion, words: TextWords, version: Version) -> None:
    if not words.explanation and not words.notes:
        return
    # Nothing ever sets FEEDBACK, so what is hidden only for its value is always shown.
    about = {"outcomeIdentifier": "FEEDBACK", "identifier": "none", "showHide": "hide"}
    feedback = SubElement(root, "modalFeedback", about)
    parent = SubElement(feedback, "contentBody") if version.dashed else feedback
    if words.notes:
        parent.extend(explained_blocks(item, putting(words)))
    else:
        fill(SubElement(parent, "p"), words.explanation)


def _dash(root: Element) -> None:
    for element in root.iter():
        if element.tag not in XHTML:
            element.tag = "qti-" + _dashed(element.tag)
        element.attrib = {
            name if name == LANG else _dashed(name): value for name, value in element.attrib.items()
        }


def _dashed(name: str) -> str:
    return _HUMP.sub(lambda hump: "-" + hump[1].lower(), name)


def _manifest(
    parts: Iterable[tuple[FileQuestion, str]], version: Version, shown: Sequence[str]
) -> Element:
    root = Element("manifest", xmlns=version.manifest_space, identifier="questions")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = version.schema
    SubElement(metadata, "schemaversion").text = version.schema_version
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    for number, (item, code) in enumerate(parts, start=1):
        about = {"identifier": f"item-{number}", "type": version.resource}
        resource = SubElement(resources, "resource", about, href=_path(item, code))
        _describe(SubElement(resource, "metadata"), _keywords(item), languages.tag(code))
        SubElement(resource, "file", href=_path(item, code))
        for name in dict.fromkeys(images_in(item.scene).values()):
            if name in shown:
                SubElement(resource, "dependency", identifierref=f"picture-{shown.index(name) + 1}")
    for number, name in enumerate(shown, start=1):
        about = {"identifier": f"picture-{number}", "type": "webcontent"}
        resource = SubElement(resources, "resource", about, href=f"{FOLDER}{name}")
        SubElement(resource, "file", href=f"{FOLDER}{name}")
    indent(root)
    return root


def _keywords(item: FileQuestion) -> Iterator[str]:
    if item.id:
        yield f"id:{item.id}"
    yield from about_of(item)


def _describe(metadata: Element, keywords: Iterable[str], language: str) -> None:
    general = SubElement(SubElement(metadata, "lom", xmlns=LOM), "general")
    SubElement(general, "language").text = language
    for keyword in keywords:
        SubElement(SubElement(general, "keyword"), "string", language="en").text = keyword
