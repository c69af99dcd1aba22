"""XML from strangers, read without declarations, entities or anything from outside the file.

A tree like that of ``xml.etree``, with names without their namespace.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from base.intake.phrases import Phrase, gettext_noop
from quizbank.formats.item import BadFile

MEBIBYTE = 1024 * 1024
MOST_BYTES, MOST_DEPTH, MOST_ELEMENTS, MOST_ATTRIBUTE = 20 * MEBIBYTE, 80, 200_000, 20_000
SEPARATOR = "}"
# What expat says of files that people damage; of others that they are unusual.
REASONS = (
    gettext_noop("no element found"),
    gettext_noop("not well-formed (invalid token)"),
    gettext_noop("unclosed token"),
    gettext_noop("partial character"),
    gettext_noop("mismatched tag"),
    gettext_noop("duplicate attribute"),
    gettext_noop("junk after document element"),
    gettext_noop("undefined entity"),
    gettext_noop("reference to invalid character number"),
    gettext_noop("XML or text declaration not at start of entity"),
    gettext_noop("unknown encoding"),
    gettext_noop("encoding specified in XML declaration is incorrect"),
    gettext_noop("unclosed CDATA section"),
    gettext_noop("unbound prefix"),
    gettext_noop("XML declaration not well-formed"),
)
UNUSUAL = gettext_noop("something unusual")


class _Guard:
    """Builds the tree and stops at what no honest file of these formats has."""

    def __init__(self, *, keep: bool) -> None:
        self.keep, self.depth, self.count = keep, 0, 0
        self.tree = TreeBuilder()
        parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.tree.data if keep else None
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        self.parser = parser

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > MOST_DEPTH or self.count > MOST_ELEMENTS:
            raise BadFile(
                gettext_noop("The file has too many elements or too deep ones. Split it.")
            )
        if any(len(value) > MOST_ATTRIBUTE for value in attributes.values()):
            raise BadFile(
                gettext_noop("An attribute of <%(name)s> is too long."), name=_local(name)
            )
        if self.keep:
            self.tree.start(_local(name), {_local(key): v for key, v in attributes.items()})

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.keep:
            self.tree.end(_local(name))

    def _refuse(self, *_args: object) -> int:
        raise BadFile(
            gettext_noop(
                "The file declares a document type or entities, which are not read. Remove the "
                "lines from <!DOCTYPE to ]>."
            )
        )


def parse(content: bytes) -> Element:
    """The root of the tree. Raises ``BadFile`` with the remedy."""
    return _run(_Guard(keep=True), content).tree.close()


def check(content: bytes) -> None:
    """Raise ``BadFile`` for what ``parse`` would refuse, without building a tree."""
    _run(_Guard(keep=False), content)


def _run(guard: _Guard, content: bytes) -> _Guard:
    if len(content) > MOST_BYTES:
        text = gettext_noop("The file is larger than %(most)d megabytes. Split it.")
        raise BadFile(text, most=MOST_BYTES // MEBIBYTE)
    try:
        guard.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise BadFile(
            gettext_noop(
                "Line %(line)d, column %(column)d is not well-formed XML: %(reason)s. "
                "Export the file again from the program it comes from."
            ),
            line=error.lineno,
            column=error.offset + 1,
            reason=_reason(error),
        ) from error
    except (LookupError, ValueError) as error:
        raise BadFile(
            gettext_noop("The encoding of the file is unknown. Save it as UTF-8.")
        ) from error
    return guard


def _reason(error: expat.ExpatError) -> Phrase:
    said = expat.ErrorString(error.code)
    return Phrase(said if said in REASONS else UNUSUAL)


def _local(name: str) -> str:
    return name.rpartition(SEPARATOR)[2]
