"""Static files under names that tell their content, so that releases never mix in a browser."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from os import stat_result

from django.core.files import File
from django.core.files.base import ContentFile
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

# What `collectstatic` puts into a name; such a file never changes and may be kept for ever.
HASHED = re.compile(r"\.(?:[0-9a-f]{8}|[0-9a-f]{12})\.\w+$")
# It tells versions of one file apart. Nothing packs its digits, and a page and its modules name
# each other two hundred times: Django's twelve are 0.7 KB more up to the first question.
DIGITS = 8
# Types, reasons and indents are for whoever reads the source: a third of the bytes.
OURS = re.compile(r"(?:js/.+\.js|css/.+\.css)$")
COMMENT = re.compile(rb"/\*\*.*?\*/", re.DOTALL)
INDENT = re.compile(rb"^[ \t]*(?://[^\n]*)?", re.MULTILINE)
STYLE_COMMENT = re.compile(rb"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(rb"\s+")
type Processed = tuple[str, str | None, bool | Exception]


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Names with hashes, also inside scripts and styles, with compressed copies beside them.

    Files of earlier releases stay where they are, and one that is there already is not touched:
    a page that was loaded before a deployment goes on finding what belongs to it. A name that was
    never collected (in tests, with DEBUG, or by mistake) is given as it is, without a hash.
    """

    support_js_module_import_aggregation = True
    # The hash of a module depends on those of all it imports: one pass for each step of the graph.
    max_post_process_passes = 20

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._made: set[str] = set()

    def post_process(self, *args: object, **kwargs: object) -> Iterator[Processed]:
        """Write the names with hashes, for ``collectstatic``."""
        self._made.clear()
        yield from super().post_process(*args, **kwargs)

    def file_hash(self, name: str, content: File[bytes] | None = None) -> str | None:
        """The first ``DIGITS`` of Django's; ``None`` where there is nothing to read."""
        found = super().file_hash(name, content)
        return found and str(found)[:DIGITS]

    def stored_name(self, name: str) -> str:
        """The name with its hash, or the plain one where the manifest does not know it."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name

    def _save(self, name: str, content: File[bytes]) -> str:
        if not HASHED.search(name):
            return str(super()._save(name, content))
        if not self.exists(name):
            # Whole or not at all: what is broken would never be written again.
            served = as_served(name, content) if OURS.match(name) else content
            part = super()._save(f"{name}.part", served)
            os.replace(self.path(part), self.path(name))
            self._made.add(name)
        return name

    def delete(self, name: str) -> None:
        """Delete a plain file or what this run made on its way; never what a page may ask for."""
        if not HASHED.search(name) or name in self._made:
            super().delete(name)

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Compress what is asked for under its hash and has no compressed copy yet."""
        fresh = (path for path in paths if HASHED.search(path) and not self.exists(f"{path}.gz"))
        yield from super().compress_files(fresh)

    def create_compressor(self, **kwargs: object) -> Compressor:
        """WhiteNoise's, with whole files only."""
        return _WholeFiles(**kwargs)


def as_served(name: str, content: File[bytes]) -> File[bytes]:
    """A script or a style sheet of ours as browsers need it.

    Scripts: no comment, no indent; lines keep their numbers, which stand in what errors tell. No
    text of ours has a line break or an indent in it, nor two spaces (tests/…/test_static.py).
    """
    # Whoever named it by its content has read it to its end; chunks begin anew.
    said = b"".join(content.chunks())
    if name.endswith(".css"):
        return ContentFile(SPACE.sub(b" ", STYLE_COMMENT.sub(b"", said)))
    lines = COMMENT.sub(lambda found: b"\n" * found[0].count(b"\n"), said)
    return ContentFile(INDENT.sub(b"", lines))


class _WholeFiles(Compressor):
    def write_data(self, path: str, data: bytes, suffix: str, stat_result: stat_result) -> str:
        """Write beside the place and move there: servers may be reading."""
        part: str = super().write_data(path, data, f"{suffix}.part", stat_result)
        os.replace(part, path + suffix)
        return path + suffix
