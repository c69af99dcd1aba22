"""What kinds of files are made: the apps register theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from base.jobs.performing import Progress
from base.models import Job, MadeFile
from base.registry import Registry

# The body of a piece, and how many sheets it has where it is a document by itself.
type Piece = tuple[bytes, int]


@dataclass(frozen=True, slots=True)
class MadeKind:
    """One kind of file.

    ``make`` yields its pieces, the same ones whenever a job is done again. ``place`` is the address
    at which it stands; it raises ``Http404`` for whom the file is not.
    """

    name: str
    title: Promise
    make: Callable[[MadeFile, Job, Progress], Iterable[Piece]]
    place: Callable[[HttpRequest, MadeFile], str]


made_kinds = Registry[MadeKind]()


def kind_of(file: MadeFile) -> MadeKind:
    """The kind of a file. Raises ``KeyError`` where a newer program has none of that name."""
    return {kind.name: kind for kind in made_kinds}[file.kind]
